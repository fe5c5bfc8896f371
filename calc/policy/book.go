// Package policy is the book of dated figures: what was in force where and when, who said so, and how sure we are.
//
// Figures live in data/*.yaml, one file a place; a key is declared once in keys.go. A [Book] is read from such files and
// never changes; a [Snapshot] is all that holds in one place on one day.
package policy

import (
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
)

// Grade says how well a value is known, from A (official text read in full) to E (assumption).
type Grade byte

// Low tells whether every answer that uses the value must say so (D and E).
func (g Grade) Low() bool { return g >= 'D' }

// String is the letter.
func (g Grade) String() string { return string(rune(g)) }

// Source is a document, or the public file in which it was read.
type Source struct {
	ID, Title, Number string
	Published         string // "2026-07-22", "2025-09", "2026" or ""
	URL               string
	Grade             Grade
	ReadVia           string

	known civil.Date // the day from which it can be known; 0 if its publication is undated
}

// Rule is an article of a source in our own words. Its id is stable and stands in answers and cases.
type Rule struct {
	ID, At string
	From   civil.Date // since when it is known to hold; 0 if that is not said
	Text   lang.Text
	Source *Source
	Place  *Place
	For    []Role
}

// Entry is one value of one parameter in one place.
type Entry struct {
	Key      Key
	Place    *Place
	From, To civil.Date // To is the last day the source itself states, 0 if none
	Value    Value
	Source   *Source
	At       string
	Grade    Grade
	Conflict lang.Text // what disagrees and why this value was taken
	Note     lang.Text

	Provisional  bool // in force until the final value is published
	StartAssumed bool // the source does not say since when
	Ended        bool // from here on the parameter is over; there is no value
	Assumed      bool // a what-if of the asker
}

// Format writes the value in a language: "36072.25", "0.12".
func (e *Entry) Format(l lang.Lang) string { return e.Value.format(e.Key.Spec().Unit, l) }

// knownOn is the first day on which somebody could have known the value. Where the publication is undated,
// that is the day the value begins.
func (e *Entry) knownOn() civil.Date {
	if e.Source.known != 0 {
		return e.Source.known
	}
	return e.From
}

// Kind is what a place is.
type Kind string

// The kinds of places.
const (
	Nation   Kind = "nation"
	Province Kind = "province"
	City     Kind = "city"
)

// Place is a city, a province or the nation, with its own values.
type Place struct {
	ID      string
	Kind    Kind
	Name    lang.Text
	Code    string // GB/T 2260; "" where not certain
	Parent  *Place // nil for the nation
	Checked civil.Date
	Rules   []*Rule
	Sources []*Source

	values [Keys][]*Entry // by from, oldest first
	index  int
}

// Own is the history of a parameter as the place's own file has it.
func (p *Place) Own(k Key) []*Entry { return p.values[k] }

// chain is the place and those it inherits from, nearest first.
func (p *Place) chain() []*Place {
	var c []*Place
	for ; p != nil; p = p.Parent {
		c = append(c, p)
	}
	return c
}

// Book is a set of places. It is safe for concurrent use.
type Book struct {
	places []*Place // in order of id
	byID   map[string]*Place
	hash   string
	known  civil.Date // hides what was published later; 0 hides nothing

	snapshots []snapshots  // by place
	published []civil.Date // the days on which the book learnt something, ascending
	views     *sync.Map    // civil.Date → *Book, shared by all views of one book
}

// snapshots is one place's days, cut where anything changes.
type snapshots struct {
	once sync.Once
	cuts []civil.Date // the first day of each period, ascending; the first is the zero date
	at   []atomic.Pointer[Snapshot]
}

func newBook(places []*Place, hash string) *Book {
	b := &Book{places: places, hash: hash, byID: make(map[string]*Place, len(places)), views: new(sync.Map)}
	for i, p := range places {
		p.index = i
		b.byID[p.ID] = p
	}
	b.snapshots = make([]snapshots, len(places))
	for _, p := range places {
		for k := range p.values {
			for _, e := range p.values[k] {
				b.published = append(b.published, e.knownOn())
			}
		}
	}
	slices.Sort(b.published)
	b.published = slices.Compact(b.published)
	return b
}

// Hash names the book's content: the same hash, the same answers.
func (b *Book) Hash() string { return b.hash }

// Place finds a place by its id.
func (b *Book) Place(id string) (*Place, bool) {
	p, ok := b.byID[id]
	return p, ok
}

// Places are all places in order of their ids.
func (b *Book) Places() []*Place { return b.places }

// Cities are the places a person can live in, in order of their ids.
func (b *Book) Cities() []*Place {
	var c []*Place
	for _, p := range b.places {
		if p.Kind == City {
			c = append(c, p)
		}
	}
	return c
}

// KnownOn is the book as it could be read on a day: what was published later is hidden. There are only as many views as days on which
// the book learnt something, so they are kept.
func (b *Book) KnownOn(d civil.Date) *Book {
	i := sort.Search(len(b.published), func(i int) bool { return b.published[i] > d })
	if i == len(b.published) && b.known == 0 {
		return b
	}
	if i > 0 {
		d = b.published[i-1]
	} else {
		d = 1 // before anything was published
	}
	if v, ok := b.views.Load(d); ok {
		return v.(*Book)
	}
	v := &Book{places: b.places, byID: b.byID, hash: b.hash, known: d, published: b.published, views: b.views}
	v.snapshots = make([]snapshots, len(b.places))
	kept, _ := b.views.LoadOrStore(d, v)
	return kept.(*Book)
}

// visible are the entries of a history that this view of the book may show.
func (b *Book) visible(history []*Entry) []*Entry {
	if b.known == 0 {
		return history
	}
	var out []*Entry
	for _, e := range history {
		if e.knownOn() <= b.known {
			out = append(out, e)
		}
	}
	return out
}

// History is all that is known of a parameter in a place: the place's own entries and, for days before or without them,
// those of its province and of the nation, each under its own place. Oldest first.
func (b *Book) History(p *Place, k Key) []*Entry {
	var out []*Entry
	for _, q := range p.chain() {
		out = append(out, b.visible(q.values[k])...)
	}
	slices.SortStableFunc(out, func(x, y *Entry) int { return int(x.From) - int(y.From) })
	return out
}

// At is what holds in a place in a month: what holds on its first day.
func (b *Book) At(p *Place, m civil.Month) *Snapshot { return b.On(p, m.First()) }

// On is what holds in a place on a day. The snapshot is shared; days between two changes have the same one.
func (b *Book) On(p *Place, d civil.Date) *Snapshot {
	c := &b.snapshots[p.index]
	c.once.Do(func() {
		c.cuts = b.cuts(p)
		c.at = make([]atomic.Pointer[Snapshot], len(c.cuts))
	})
	i := max(0, sort.Search(len(c.cuts), func(i int) bool { return c.cuts[i] > d })-1) // a day before all days holds what the first holds: nothing
	if s := c.at[i].Load(); s != nil {
		return s
	}
	s := b.resolve(p, c.cuts[i])
	c.at[i].CompareAndSwap(nil, s)
	return c.at[i].Load()
}

// Changes are the days on which anything in a place changes, oldest first.
func (b *Book) Changes(p *Place) []civil.Date { return b.cuts(p)[1:] }

// cuts are the days on which a snapshot of the place may differ from the day before.
func (b *Book) cuts(p *Place) []civil.Date {
	cuts := []civil.Date{0}
	for _, q := range p.chain() {
		cuts = append(cuts, q.Checked+1)
		for _, r := range q.Rules {
			cuts = append(cuts, r.From)
		}
		for k := range q.values {
			for _, e := range b.visible(q.values[k]) {
				cuts = append(cuts, e.From)
				if e.To != 0 {
					cuts = append(cuts, e.To+1)
				}
			}
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// resolve looks every parameter up: city, then province, then nation.
func (b *Book) resolve(p *Place, d civil.Date) *Snapshot {
	s := &Snapshot{book: b, place: p}
	chain := p.chain()
	for k := Key(1); int(k) < Keys; k++ {
		for _, q := range chain {
			e := latest(b.visible(q.values[k]), d)
			if e == nil {
				continue
			}
			if e.Ended {
				// The place's own rule is over: the wider place's holds again, if it has one.
				s.ended = append(s.ended, e)
				continue
			}
			s.set(k, e, d)
			break
		}
	}
	for _, q := range chain {
		for _, r := range q.Rules {
			for _, role := range r.For {
				if r.From > d {
					if s.rules[role] == nil && s.later[role] == nil {
						s.later[role] = r
					}
					continue
				}
				if s.rules[role] == nil {
					s.rules[role] = r
				}
			}
		}
	}
	return s
}

// latest is the last entry that has begun on day d.
func latest(history []*Entry, d civil.Date) *Entry {
	for i := len(history) - 1; i >= 0; i-- {
		if history[i].From <= d {
			return history[i]
		}
	}
	return nil
}
