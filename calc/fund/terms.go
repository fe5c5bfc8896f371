package fund

import (
	"sort"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// Terms are a place's rules through time, with the asker's what-ifs. They remember what was used, so that an answer can say what it
// rests on. Not safe for concurrent use.
type Terms struct {
	book      *policy.Book
	place     *policy.Place
	overrides []policy.Override
	source    func(civil.Date) *policy.Snapshot // of a longer simulation that has its own suppositions; nil: the book and the overrides
	more      []civil.Date                      // days on which that source changes beside the book
	supposed  map[supposition]*policy.Snapshot
	used      [policy.Keys]*policy.Snapshot
	order     []policy.Key
}

// supposition names a snapshot with the first so many what-ifs in force.
type supposition struct {
	of    *policy.Snapshot
	since civil.Date
}

// NewTerms are the terms of a place. The fault says what is wrong with the what-ifs, on a day on which they all hold.
func NewTerms(b *policy.Book, p *policy.Place, overrides []policy.Override, last civil.Date) (*Terms, fault.List) {
	t := &Terms{book: b, place: p, overrides: overrides}
	_, faults := b.On(p, last).With(last, overrides)
	return t, faults
}

// TermsFrom are the terms of a place as a source has them, which changes on the book's days and on more.
func TermsFrom(b *policy.Book, p *policy.Place, source func(civil.Date) *policy.Snapshot, more []civil.Date) *Terms {
	return &Terms{book: b, place: p, source: source, more: more}
}

// Place is where the terms hold.
func (t *Terms) Place() *policy.Place { return t.place }

// On is what holds on a day.
func (t *Terms) On(d civil.Date) *policy.Snapshot {
	if t.source != nil {
		return t.source(d)
	}
	s := t.book.On(t.place, d)
	if len(t.overrides) == 0 {
		return s
	}
	name := supposition{of: s}
	for _, o := range t.overrides {
		if o.From <= d {
			name.since = max(name.since, o.From+1) // 1: the what-ifs that hold always
		}
	}
	if kept := t.supposed[name]; kept != nil {
		return kept
	}
	with, _ := s.With(d, t.overrides)
	if t.supposed == nil {
		t.supposed = map[supposition]*policy.Snapshot{}
	}
	t.supposed[name] = with
	return with
}

// Use remembers that the answer rests on a parameter as it is in a snapshot.
func (t *Terms) Use(s *policy.Snapshot, k policy.Key) {
	switch t.used[k] {
	case s:
		return
	case nil:
		t.order = append(t.order, k)
	}
	t.used[k] = s
}

// Used is a parameter an answer rests on, as it was when it was last used.
type Used struct {
	Key policy.Key
	In  *policy.Snapshot
}

// Used are the parameters used so far, in the order of their first use.
func (t *Terms) Used() []Used {
	uses := make([]Used, len(t.order))
	for i, k := range t.order {
		uses[i] = Used{k, t.used[k]}
	}
	return uses
}

// changes are the days after one day, up to another, on which a parameter may change.
func (t *Terms) changes(k policy.Key, after, last civil.Date) []civil.Date {
	var days []civil.Date
	for _, e := range t.book.History(t.place, k) {
		days = append(days, e.From)
	}
	for _, o := range t.overrides {
		days = append(days, o.From)
	}
	days = append(days, t.more...)
	sort.Slice(days, func(i, j int) bool { return days[i] < days[j] })
	kept := days[:0]
	for _, d := range days {
		if d > after && d <= last && (len(kept) == 0 || kept[len(kept)-1] != d) {
			kept = append(kept, d)
		}
	}
	return kept
}
