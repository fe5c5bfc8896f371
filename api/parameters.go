package api

import (
	"sync/atomic"

	"github.com/go-json-experiment/json/jsontext"

	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Parameter is a value of the policy book with its source, as every answer shows it.
type Parameter struct {
	Key            string          `json:"key" example:"housing_fund.base.ceiling"`
	Name           string          `json:"name" example:"缴存基数上限"`
	Scheme         string          `json:"scheme,omitempty" example:"housing_fund"` // where the book is read
	Place          string          `json:"place" example:"wuhan"`                   // the place whose value it is: the city, its province or the nation
	Value          string          `json:"value" example:"36072.25"`
	Unit           string          `json:"unit" example:"yuan/month"`
	From           string          `json:"from" example:"2026-07-01"`
	To             string          `json:"to,omitempty" example:"2027-06-30"` // the last day the source itself states
	Grade          string          `json:"grade" enums:"A,B,C,D,E" example:"B"`
	Provisional    bool            `json:"provisional"`
	CarriedForward bool            `json:"carried_forward"` // used beyond what the source or our last look confirms
	StartAssumed   bool            `json:"start_assumed,omitzero"`
	Ended          bool            `json:"ended,omitzero"` // in a history: from here on there is no value
	At             string          `json:"at,omitempty" example:"第二条"`
	Conflict       string          `json:"conflict,omitempty"`
	Note           string          `json:"note,omitempty"`
	Source         ParameterSource `json:"source"`
}

// ParameterSource is where a value comes from.
type ParameterSource struct {
	Title     string `json:"title" example:"2026年武汉公积金基数上限（官网问答）"`
	Number    string `json:"number" example:""`
	Published string `json:"published" example:"2026-07-22"`
	URL       string `json:"url" example:"https://gjj.wuhan.gov.cn/"`
	ReadVia   string `json:"read_via,omitempty"` // the public copy in which it was read
}

// appendParameter writes an entry as `because` shows it. Conflict, note and article are left to GET …/parameters/{key}.
func appendParameter(b []byte, e *policy.Entry, carried bool, l lang.Lang) []byte {
	spec := e.Key.Spec()
	b = append(b, `{"key":"`...)
	b = append(b, spec.ID...)
	b = append(b, `","name":`...)
	b = quote(b, spec.Name.In(l))
	b = append(b, `,"place":"`...)
	b = append(b, e.Place.ID...)
	b = append(b, `","value":`...)
	b = quote(b, valueOf(e, l))
	b = append(b, `,"unit":"`...)
	b = append(b, spec.Unit.String()...)
	b = append(b, `","from":"`...)
	b = append(b, e.From.String()...)
	if e.To != 0 {
		b = append(b, `","to":"`...)
		b = append(b, e.To.String()...)
	}
	b = append(b, `","grade":"`...)
	b = append(b, byte(e.Grade))
	b = append(b, `","provisional":`...)
	b = appendBool(b, e.Provisional)
	b = append(b, `,"carried_forward":`...)
	b = appendBool(b, carried)
	b = append(b, `,"source":{"title":`...)
	b = quote(b, e.Source.Title)
	b = append(b, `,"number":`...)
	b = quote(b, e.Source.Number)
	b = append(b, `,"published":`...)
	b = quote(b, e.Source.Published)
	b = append(b, `,"url":`...)
	b = quote(b, e.Source.URL)
	return append(b, `}}`...)
}

func valueOf(e *policy.Entry, l lang.Lang) string {
	if e.Ended {
		return ""
	}
	return e.Format(l)
}

// full is an entry with everything we know about it.
func full(e *policy.Entry, carried bool, l lang.Lang) Parameter {
	spec := e.Key.Spec()
	return Parameter{
		Key: spec.ID, Name: spec.Name.In(l), Scheme: spec.Scheme.String(), Place: e.Place.ID, Value: valueOf(e, l), Unit: spec.Unit.String(), From: e.From.String(), To: e.To.String(),
		Grade: e.Grade.String(), Provisional: e.Provisional, CarriedForward: carried, StartAssumed: e.StartAssumed, Ended: e.Ended,
		At: e.At, Conflict: e.Conflict.In(l), Note: e.Note.In(l),
		Source: sourceOf(e.Source),
	}
}

func quote(b []byte, s string) []byte {
	out, err := jsontext.AppendQuote(b, s)
	if err != nil {
		// Only text that is not UTF-8 fails, and AppendQuote has mended it already.
		return out
	}
	return out
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, "true"...)
	}
	return append(b, "false"...)
}

// renderings are the book's entries as JSON, written when first shown: an entry never changes, and an answer shows some thirty of them.
// What-ifs are not in the book and are written each time.
type renderings map[*policy.Entry]*rendering

type rendering [2][2]atomic.Pointer[[]byte] // by language and carried

func newRenderings(b *policy.Book) renderings {
	r := renderings{}
	for _, p := range b.Places() {
		for k := policy.Key(1); int(k) < policy.Keys; k++ {
			for _, e := range p.Own(k) {
				r[e] = new(rendering)
			}
		}
	}
	return r
}

func (r renderings) append(b []byte, e *policy.Entry, carried bool, l lang.Lang) []byte {
	known := r[e]
	if known == nil {
		return appendParameter(b, e, carried, l)
	}
	cell := &known[l][0]
	if carried {
		cell = &known[l][1]
	}
	written := cell.Load()
	if written == nil {
		once := appendParameter(nil, e, carried, l)
		written = &once
		cell.Store(written)
	}
	return append(b, *written...)
}
