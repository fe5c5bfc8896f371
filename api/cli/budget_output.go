package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/report"
)

// output is where a budget goes. Every file is written under another name first and gets its own when all of them are whole. A nil output
// takes everything and keeps nothing.
type output struct {
	l        lang.Lang
	detail   workforce.Detail
	folder   string // for people.csv and what stands beside it; "" for none
	made     bool   // the folder is ours
	compared bool   // comparison.csv is among the files
	people   []*draft
	books    []*draft // workbooks
	parquet  []*feed
	sums     []*draft // totals.csv and so on, comparison.csv and so on: by their names
	files    []*draft // all of them
	reads    []string // files the budget is made of: none of them is written over
	errors   *draft
	said     *report.Errors
	kept     [][]byte // of workbooks: the parts, as they need all of the sums first
}

// draft is a file that is not there yet.
type draft struct {
	name string // as it was asked for
	to   string
	f    *os.File
	*bufio.Writer
}

// newDraft begins a file. It takes the place of none that is read for it.
func newDraft(to string, reads ...string) (*draft, error) {
	name := to
	if target, err := filepath.EvalSymlinks(to); err == nil { // a link stays one
		to = target
	}
	if info, err := os.Stat(to); err == nil && !info.Mode().IsRegular() { // a device would be replaced by the file
		return nil, about(name, errNoFile)
	}
	if isRead(to, reads) {
		return nil, about(name, errRead)
	}
	dropLeft(to)
	f, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".*"+draftEnd) // 0600: it is about people's pay
	if err != nil {
		return nil, about(name, err)
	}
	hold(f)
	return &draft{name, to, f, bufio.NewWriterSize(named{f, name}, 1<<20)}, nil
}

// isRead tells whether a path is one of some files, whatever they are called.
func isRead(path string, reads []string) bool {
	info, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(reads, func(read string) bool {
		other, err := os.Stat(read)
		return err == nil && os.SameFile(info, other)
	})
}

const draftEnd = ".draft"

// dropLeft removes what earlier runs that were killed have left of a file: everybody's pay, where nobody looks for it. What another run is
// writing now it holds.
func dropLeft(to string) {
	list, _ := os.ReadDir(filepath.Dir(to)) // if it cannot be read, it will be said when the file is made
	for _, e := range list {
		if !strings.HasPrefix(e.Name(), "."+filepath.Base(to)+".") || !strings.HasSuffix(e.Name(), draftEnd) || !e.Type().IsRegular() {
			continue
		}
		path := filepath.Join(filepath.Dir(to), e.Name())
		if f, err := os.Open(path); err == nil {
			free := hold(f)
			_ = f.Close()
			if free {
				_ = os.Remove(path)
			}
		}
	}
}

func (d *draft) whole() error {
	return errors.Join(d.Flush(), about(d.to, d.f.Close())) // without Sync: gigabytes that could be made again are not worth waiting for the disk
}

// publish gives the file its name.
func (d *draft) publish() error { return about(d.to, os.Rename(d.f.Name(), d.to)) }

func (d *draft) discard() {
	_ = d.f.Close()
	_ = os.Remove(d.f.Name())
}

// writeWhole writes a file, or nothing.
func writeWhole(to string, write func(io.Writer) error) error {
	d, err := newDraft(to)
	if err != nil {
		return err
	}
	defer d.discard()
	if err := write(d); err != nil {
		return err
	}
	if err := d.whole(); err != nil {
		return err
	}
	return d.publish()
}

// outputs opens what -o names. Compared: there is another plan. Reads are the files a budget is made of.
func outputs(names []string, d workforce.Detail, compared bool, l lang.Lang, reads ...string) (o *output, err error) {
	o = &output{l: l, detail: d, reads: reads}
	defer func() {
		if err != nil {
			o.discard()
		}
	}()
	for _, name := range names {
		kind := strings.ToLower(filepath.Ext(name))
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			kind = ""
		}
		base := strings.ToLower(filepath.Base(name))
		switch {
		case kind == "": // a folder, whatever its name
		case comparisons[base] != nil && !compared:
			return o, fmt.Errorf("-o %q: there is no comparison without --against", name)
		case comparisons[base] != nil, totals[base] != nil:
			if err = o.add(&o.sums, name); err != nil {
				return o, err
			}
			continue
		}
		switch kind {
		case ".csv":
			err = o.add(&o.people, name)
		case ".xlsx":
			err = o.add(&o.books, name)
		case ".parquet":
			var one []*draft
			if err = o.add(&one, name); err == nil {
				o.parquet = append(o.parquet, &feed{draft: one[0]})
			}
		default:
			if o.folder != "" || name == "" {
				return o, fmt.Errorf("-o names two folders, or none: %q, %q", o.folder, name)
			}
			o.folder = name
			if err = os.Mkdir(name, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
				return o, about(name, err)
			}
			o.made = err == nil
			err = o.add(&o.people, filepath.Join(name, "people.csv"))
		}
		if err != nil {
			return o, err
		}
	}
	return o, nil
}

// errorsOutput is for the problems alone.
func errorsOutput(name string, l lang.Lang, reads ...string) (o *output, err error) {
	if name == "" {
		return nil, nil
	}
	o = &output{l: l}
	o.errors, err = newDraft(name, reads...)
	return o, err
}

func (o *output) add(list *[]*draft, to string) error {
	d, err := newDraft(to, o.reads...)
	if err == nil {
		*list, o.files = append(*list, d), append(o.files, d)
	}
	return err
}

// problem notes what is wrong with a row.
func (o *output) problem(p workforce.Problem) (err error) {
	if o == nil || o.errors == nil && o.folder == "" {
		return nil
	}
	if o.errors == nil {
		if o.errors, err = newDraft(filepath.Join(o.folder, "errors.csv"), o.reads...); err != nil {
			return err
		}
	}
	if o.said == nil {
		o.said = report.NewErrors(o.errors, o.l)
	}
	return o.said.Add(p)
}

// begin writes what stands before the rows.
func (o *output) begin(b *workforce.Budget) error {
	if o == nil {
		return nil
	}
	for _, d := range o.people {
		if err := report.People(d, b, unpacked(nil), o.detail, o.l); err != nil { // of nobody: the header
			return err
		}
	}
	for _, f := range o.parquet {
		f.begin(b, o.detail, o.l)
	}
	return nil
}

// render is what is done with a part beside its calculation; nil if no rows are wanted.
func (o *output) render(b *workforce.Budget) func([]byte, *workforce.Part) []byte {
	if o == nil || len(o.people) == 0 {
		return nil
	}
	return func(dst []byte, p *workforce.Part) []byte { return b.AppendPeople(dst, p.Records, o.detail, o.l) }
}

func (o *output) part(p *workforce.Part, rendered []byte) error {
	if o == nil {
		return nil
	}
	for _, d := range o.people {
		if _, err := d.Write(rendered); err != nil {
			return err
		}
	}
	for _, f := range o.parquet {
		if err := f.part(p.Records); err != nil {
			return err
		}
	}
	if len(o.books) > 0 {
		o.kept = append(o.kept, pack(p.Records))
	}
	return nil
}

// totals and comparisons are files of sums.
var (
	totals = map[string]func(io.Writer, *workforce.Budget, *workforce.Totals, workforce.By, lang.Lang) error{
		"totals.csv": report.Totals, "totals.parquet": report.TotalsParquet,
	}
	comparisons = map[string]func(io.Writer, *workforce.Totals, *workforce.Totals, workforce.By, lang.Lang) error{
		"comparison.csv": report.Comparison, "comparison.xlsx": report.ComparisonWorkbook, "comparison.parquet": report.ComparisonParquet,
	}
)

// finish writes what needs all of the sums; against are another plan's, or nil.
func (o *output) finish(b *workforce.Budget, t, against *workforce.Totals) error {
	for _, f := range o.parquet {
		if err := f.end(); err != nil {
			return err
		}
	}
	for _, d := range o.books {
		if err := report.Workbook(d, b, t, against, unpacked(o.kept), o.l); err != nil {
			return err
		}
	}
	if o.folder != "" {
		names := []string{"totals.csv"}
		if against != nil {
			o.compared, names = true, append(names, "comparison.csv")
		}
		for _, name := range names {
			if err := o.add(&o.sums, filepath.Join(o.folder, name)); err != nil {
				return err
			}
		}
	}
	for _, d := range o.sums {
		var err error
		if base := strings.ToLower(filepath.Base(d.name)); totals[base] != nil {
			err = totals[base](d, b, t, workforce.ByAll, o.l)
		} else {
			err = comparisons[base](d, t, against, workforce.ByAll, o.l)
		}
		if err != nil {
			return err
		}
	}
	if o.folder == "" {
		return nil
	}
	var sources []*draft
	if err := o.add(&sources, filepath.Join(o.folder, "sources.csv")); err != nil {
		return err
	}
	return report.Sources(sources[0], b, t, o.l)
}

// publish gives all files their names. What an earlier run left beside them and this one does not say goes.
func (o *output) publish() error {
	for _, d := range o.files {
		if err := d.whole(); err != nil {
			return err
		}
	}
	for _, d := range o.files {
		if err := d.publish(); err != nil {
			return err
		}
	}
	if o.folder != "" {
		for name, written := range map[string]bool{"errors.csv": o.errors != nil, "comparison.csv": o.compared} {
			if path := filepath.Join(o.folder, name); !written && !isRead(path, o.reads) {
				_ = os.Remove(path)
			}
		}
	}
	written := len(o.files) > 0
	o.made, o.files = o.made && !written, nil
	return o.publishErrors()
}

// publishErrors gives errors.csv its name.
func (o *output) publishErrors() error {
	if o == nil || o.errors == nil {
		return nil
	}
	if o.said == nil {
		o.said = report.NewErrors(o.errors, o.l)
	}
	if err := errors.Join(o.said.Close(), o.errors.whole()); err != nil {
		return err
	}
	o.made = false
	return o.errors.publish()
}

// discard removes what has not been published.
func (o *output) discard() {
	if o == nil {
		return
	}
	for _, f := range o.parquet {
		f.stop()
	}
	for _, d := range o.files {
		d.discard()
	}
	if o.errors != nil {
		o.errors.discard()
	}
	if o.made {
		_ = os.Remove(o.folder) // it is removed only if it is empty
	}
}

// feed gives parts to a writer that wants to draw them itself.
type feed struct {
	draft *draft
	parts chan []byte
	taken chan struct{} // the part before has been read
	done  chan error
	ended bool
}

func (f *feed) begin(b *workforce.Budget, d workforce.Detail, l lang.Lang) {
	f.parts, f.taken, f.done = make(chan []byte), make(chan struct{}), make(chan error, 1)
	go func() {
		f.done <- report.PeopleParquet(f.draft, b, f.all(), d, l)
		close(f.done)
	}()
}

func (f *feed) all() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for p := range f.parts {
			more := yield(p, nil)
			f.taken <- struct{}{}
			if !more {
				return
			}
		}
	}
}

func (f *feed) part(records []byte) error {
	select {
	case f.parts <- records:
		<-f.taken
		return nil
	case err := <-f.done:
		return errors.Join(err, errors.New("the file cannot be written"))
	}
}

func (f *feed) end() error {
	f.ended = true
	close(f.parts)
	return <-f.done
}

func (f *feed) stop() {
	if f.parts != nil && !f.ended {
		_ = f.end()
	}
}
