// Package procedure is how things are done: the guides of the documents as data, when a service is open, and by when something is due.
//
// A guide says nothing that its document does not say. Each sentence carries the id of the rule it comes from; hours that no document gives
// are unknown, not guessed. The number of days of a deadline and the amount of a fine are parameters of the policy book: here stands only
// from when and how they are counted. Working days come from the yearly notice of the State Council; a year without one is unknown.
package procedure

import (
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Guides are all guides, deadlines and calendars. They never change once read and are safe for concurrent use.
type Guides struct {
	Calendar *Calendar
	places   map[string]*Place
	hash     string
}

// Hash names the content: the same hash, the same guides.
func (g *Guides) Hash() string { return g.hash }

// Place is one file: what one document, or the national law, says for a place.
type Place struct {
	ID         string
	Source     *Source
	Procedures []*Procedure
	Deadlines  []*Deadline
}

// Source is the document a guide was written from.
type Source struct {
	Title     string
	Number    string
	Issuer    string
	Published string // "2024-09-02", or "" where the document does not say
	InForce   Date   `yaml:"in_force"` // the first day, where the document states it
	URL       string
	Grade     string
}

// Procedure is one thing that can be done, by whom, where, when and how.
type Procedure struct {
	ID        string
	Name      lang.Text
	Rule      string // the rule that answers for the whole
	Who       []Sentence
	Documents []Sentence
	Steps     []Sentence
	Channels  []Channel // the first is the one the document describes
	Hotlines  []Hotline
	Deadlines []string   // events of this place, see [Deadline]
	Result    []Sentence // what comes of it
	NotHere   []Sentence `yaml:"not_here"` // what cannot be done in this way, and where it can
	Notes     []Sentence
}

// Sentence is one thing a guide says, with the rule it comes from.
type Sentence struct {
	Rule string
	Text lang.Text
}

// Channel is a place or a way to do something.
type Channel struct {
	ID    string
	Rule  string
	Name  lang.Text
	Hours *Hours // nil: no document gives them
	Steps []Sentence
}

// Hotline is a number to call.
type Hotline struct {
	Number string
	Rule   string
	About  lang.Text
}

// Of are the guides of a place itself; nil if there are none.
func (g *Guides) Of(place string) *Place { return g.places[place] }

// Find is a procedure of the place.
func (p *Place) Find(id string) (*Procedure, bool) {
	if p == nil {
		return nil, false
	}
	i := slices.IndexFunc(p.Procedures, func(q *Procedure) bool { return q.ID == id })
	if i < 0 {
		return nil, false
	}
	return p.Procedures[i], true
}

// Channel finds a channel; "" is the first one.
func (p *Procedure) Channel(id string) (*Channel, bool) {
	for i := range p.Channels {
		if c := &p.Channels[i]; id == "" || c.ID == id {
			return c, true
		}
	}
	return nil, false
}

// Rules are the ids of all rules a procedure's sentences come from, in the order in which they appear.
func (p *Procedure) Rules() []string {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	said := func(list []Sentence) {
		for _, s := range list {
			add(s.Rule)
		}
	}
	add(p.Rule)
	said(p.Who)
	said(p.Documents)
	said(p.Steps)
	for _, c := range p.Channels {
		add(c.Rule)
		if c.Hours != nil {
			add(c.Hours.Rule)
		}
		said(c.Steps)
	}
	for _, h := range p.Hotlines {
		add(h.Rule)
	}
	said(p.Result)
	said(p.NotHere)
	said(p.Notes)
	return ids
}

// Deadlines are the deadlines of a place: its own, then those of its province and of the nation for other events.
func (g *Guides) Deadlines(place *policy.Place) []*Deadline {
	var out []*Deadline
	for p := place; p != nil; p = p.Parent {
		own := g.places[p.ID]
		if own == nil {
			continue
		}
		for _, d := range own.Deadlines {
			if !slices.ContainsFunc(out, func(e *Deadline) bool { return e.Event == d.Event }) {
				out = append(out, d)
			}
		}
	}
	return out
}

// Deadline is the deadline of an event in a place, by the place's own rule or by that of its province or the nation.
func (g *Guides) Deadline(place *policy.Place, event string) (*Deadline, bool) {
	for _, d := range g.Deadlines(place) {
		if d.Event == event {
			return d, true
		}
	}
	return nil, false
}

// Date is a day in a guide.
type Date struct{ civil.Date }
