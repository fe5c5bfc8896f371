package fault

import (
	"encoding/json"
	"fmt"

	"fenhao/calc/lang"
)

// stored is a fault with what its sentences are filled with, so that it can be kept and worded later, in either language.
type stored struct {
	Code   Code         `json:"code"`
	Field  string       `json:"field,omitempty"`
	Rule   string       `json:"rule,omitempty"`
	Line   int          `json:"line,omitempty"`
	Column int          `json:"column,omitempty"`
	Args   []storedText `json:"args,omitempty"`
}

type storedText struct {
	Name string `json:"name"`
	ZH   string `json:"zh"`
	EN   string `json:"en"`
}

// MarshalJSON writes a fault so that UnmarshalJSON gives it back whole. It is for keeping, not for people.
func (e Error) MarshalJSON() ([]byte, error) {
	s := stored{Code: e.Code, Field: e.Field, Rule: e.Rule, Line: e.Line, Column: e.Column}
	for _, a := range e.args {
		s.Args = append(s.Args, storedText{a.name, a.value.ZH, a.value.EN})
	}
	return json.Marshal(s)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (e *Error) UnmarshalJSON(text []byte) error {
	var s stored
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	if _, known := codes[s.Code]; !known {
		return fmt.Errorf("fault: unknown code %q", s.Code)
	}
	*e = Error{Code: s.Code, Field: s.Field, Rule: s.Rule, Line: s.Line, Column: s.Column}
	for _, a := range s.Args {
		e.args = append(e.args, arg{a.Name, lang.Text{ZH: a.ZH, EN: a.EN}})
	}
	return nil
}
