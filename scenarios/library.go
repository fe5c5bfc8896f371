package scenarios

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"fenhao/calc/lang"
)

//go:embed library/*.yaml
var libraryFiles embed.FS

// Story is a ready-made scenario, with what can be asked about it beside running it.
type Story struct {
	ID   string
	Text []byte // as YAML
	Tree *Tree
	Try  *Tree // {sweep: {vary}}, {solve: {vary, target}}, {compare: {cities}}: nil if there is nothing
}

// Title and Tale are the story's name and text.
func (s *Story) Title() lang.Text { return s.words("name") }

// Tale is the story itself.
func (s *Story) Tale() lang.Text { return s.words("story") }

func (s *Story) words(field string) lang.Text {
	r := &reader{kinds: map[string]valueKind{}}
	return r.names(s.Tree.get(field), "", mostStory)
}

// Library are the ready-made stories, in order of their ids.
var Library = sync.OnceValue(func() []*Story {
	var out []*Story
	byID := map[string]*Story{}
	names, err := fs.Glob(libraryFiles, "library/*.yaml")
	if err != nil {
		panic(err)
	}
	slices.Sort(names)
	for _, try := range []bool{false, true} {
		for _, name := range names {
			id := strings.TrimSuffix(path.Base(name), ".yaml")
			base, isTry := strings.CutSuffix(id, ".try")
			if isTry != try {
				continue
			}
			data, err := libraryFiles.ReadFile(name)
			if err != nil {
				panic(err)
			}
			t, faults := Parse(data)
			if faults != nil {
				panic("scenarios: " + name + ": " + faults.Error())
			}
			if try {
				byID[base].Try = t
				continue
			}
			s := &Story{ID: id, Text: data, Tree: t}
			byID[id] = s
			out = append(out, s)
		}
	}
	return out
})

// StoryOf finds a story by its id.
func StoryOf(id string) (*Story, bool) {
	for _, s := range Library() {
		if s.ID == id {
			return s, true
		}
	}
	return nil, false
}

// Requests are the bodies that can be posted about a story, by the name of the operation: run, and what it suggests to try.
func (s *Story) Requests() map[string]*Tree {
	scenario := field{"scenario", s.Tree.line, s.Tree.column, s.Tree}
	out := map[string]*Tree{"run": {kind: object, fields: []field{scenario}}}
	if s.Try == nil {
		return out
	}
	for _, f := range s.Try.fields {
		out[f.name] = &Tree{kind: object, fields: append([]field{scenario}, f.value.fields...)}
	}
	return out
}

// Cities are where a story plays.
func (s *Story) Cities() []string {
	if id, ok := s.Tree.Literal("/city"); ok {
		return []string{id}
	}
	var out []string
	if places := s.Tree.get("places"); places != nil {
		for _, p := range places.items {
			if id, ok := p.Literal("/city"); ok && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// Asks are what can be asked about a story, run first.
func (s *Story) Asks() []string {
	out := []string{"run"}
	if s.Try != nil {
		for _, f := range s.Try.fields {
			out = append(out, f.name)
		}
	}
	return out
}
