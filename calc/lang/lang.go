// Package lang holds the two languages the product speaks, Chinese first.
package lang

// Lang is a language an answer can be given in. The zero value is Chinese.
type Lang uint8

// The languages.
const (
	ZH Lang = iota
	EN
)

// Parse reads "zh" or "en"; ok is false for anything else.
func Parse(s string) (l Lang, ok bool) {
	switch s {
	case "zh":
		return ZH, true
	case "en":
		return EN, true
	}
	return ZH, false
}

// String is the language's tag, "zh" or "en".
func (l Lang) String() string {
	if l == EN {
		return "en"
	}
	return "zh"
}

// Text is one sentence or name in both languages.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In gives the text in l.
func (t Text) In(l Lang) string {
	if l == EN {
		return t.EN
	}
	return t.ZH
}

// Sentence begins an English sentence with a capital: a name that stands first is written small in the middle of others.
func Sentence(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}
