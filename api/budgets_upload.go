package api

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/api/store"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios/workforce/table"
)

// How a table reaches the service: as a part of a form, or as the body itself. CSV is read while it arrives; a workbook and a Parquet file
// say at their end what is in them, and wait in the data folder until they are read.

const (
	maxTable   = 4 << 30  // bytes of a table
	maxWaiting = 1 << 30  // bytes of one that has to wait in the data folder
	maxInRAM   = 64 << 20 // bytes of one that has to wait in memory, where there is no folder

	stallTime = time.Minute // how long a reader may be silent

	leastRate  = 16 << 10         // bytes a second that a table has to come with, in the mean
	graceTime  = 10 * time.Second // what its sender may be late by
	intakeHead = 16 << 10         // bytes of a table that have to be there before it gets a place, or all of a smaller one
	intakeWait = 3 * time.Second  // how long it waits for one

	tableTypes = "multipart/form-data, text/csv, " + xlsxType + ", " + parquetType + ", application/json"
)

// handed is what was handed in. Its table can be read until close.
type handed struct {
	BudgetAgainRequest
	of    string       // the budget whose table it is about; "": its own
	table table.Reader // nil if of is given
	form  *multipart.Reader
	parts int
	given map[string]bool
	wrong fault.List // what is wrong with the query
	wait  *waiting
	leave func() // gives its place among those that are read at the same time to others
}

// BudgetAgainRequest is a question about a table that was handed in before and kept.
type BudgetAgainRequest struct {
	Of   Word               `json:"of" swaggertype:"string" validate:"required" example:"mfzwizltnrsxe2lomvzs4"` // the id of a budget handed in with keep
	Plan *BudgetPlanRequest `json:"plan"`
	Run  *bool              `json:"run" default:"true"`   // false: stop after the check
	Keep *bool              `json:"keep" default:"false"` // true: the table stays with the result
}

func (h *handed) close() {
	if h.wait != nil {
		h.wait.close()
	}
	if h.leave != nil {
		h.leave()
	}
}

// enter waits for a place for the table. A sender who sends next to nothing does not get one, so that he cannot keep it from others.
func (s *service) enter(c *gin.Context, h *handed) error {
	body := bufio.NewReaderSize(c.Request.Body, intakeHead)
	if _, err := body.Peek(intakeHead); err != nil && err != io.EOF {
		return err
	}
	c.Request.Body = struct {
		io.Reader
		io.Closer
	}{body, c.Request.Body}
	wait := time.NewTimer(intakeWait)
	defer wait.Stop()
	select { // each holds some tens of megabytes while it is read
	case s.intake <- struct{}{}:
		h.leave = func() { <-s.intake }
		return nil
	case <-c.Request.Context().Done():
		return c.Request.Context().Err()
	case <-wait.C:
		return fault.New(fault.IntakeFull, "", "limit", maxIntake, "seconds", retryAfter)
	}
}

// handIn reads a request up to its table.
func (s *service) handIn(c *gin.Context) (h *handed, err error) {
	c.Request.Body = &patient{body: http.MaxBytesReader(c.Writer, c.Request.Body, maxTable), to: http.NewResponseController(c.Writer)}
	h = &handed{given: map[string]bool{}}
	defer func() {
		if err != nil {
			h.close()
			err = readingFault(err, cutOff)
		}
	}()
	got := c.Request.Header.Get("Content-Type")
	media, _, _ := mime.ParseMediaType(got)
	switch media {
	case "multipart/form-data":
		h.wrong = queryFaults(c, nil)
		if err := s.enter(c, h); err != nil {
			return h, err
		}
		if h.form, err = c.Request.MultipartReader(); err != nil {
			return h, fault.New(fault.BadForm, "", "part", 0)
		}
		return h, s.readForm(h)
	case "text/csv", "text/plain", "application/csv", xlsxType, parquetType, "application/octet-stream":
		h.fromQuery(c)
		if err := s.enter(c, h); err != nil {
			return h, err
		}
		return h, s.open(h, c.Request.Body)
	}
	if !isJSON(got) {
		return h, fault.New(fault.MediaType, "", "got", shorten(got), "choices", tableTypes)
	}
	h.wrong = queryFaults(c, nil)
	if err = read(c.Request, maxBody, &h.BudgetAgainRequest); err != nil {
		return h, err
	}
	if !h.Of.given {
		return h, fault.New(fault.Required, "/of", "what", lang.Text{ZH: "表格所在的预算", EN: "the budget whose table is meant"})
	}
	h.of = h.Of.text
	return h, s.enter(c, h)
}

// fromQuery reads what a raw table says beside itself. Nothing of it is anybody's wage.
func (h *handed) fromQuery(c *gin.Context) {
	f := form{queryFaults(c, []string{"from", "to", "city", "known_on", "paid_known_on", "skip_bad_rows", "ignore_columns", "keep_bases", "run", "keep"})}
	get := func(name string) (w Word) {
		if v, ok := c.GetQuery(name); ok {
			w = Word{leaf{v, true}}
		}
		return w
	}
	h.Plan = &BudgetPlanRequest{
		From: get("from"), To: get("to"), KnownOn: get("known_on"), PaidKnownOn: get("paid_known_on"),
		SkipBadRows: f.yesNo(get("skip_bad_rows"), "/skip_bad_rows"), IgnoreColumns: f.yesNo(get("ignore_columns"), "/ignore_columns"), KeepBases: f.yesNo(get("keep_bases"), "/keep_bases"),
	}
	if city := get("city"); city.given {
		h.Plan.Defaults = &PlanDefaultsRequest{City: city}
	}
	h.Run, h.Keep = f.yesNo(get("run"), "/run"), f.yesNo(get("keep"), "/keep")
	h.wrong = f.faults
}

var yesNos = choices[bool]{{"true", true}, {"false", false}}

func (f *form) yesNo(w Word, at string) *bool {
	if !w.given || w.text == "" {
		return nil
	}
	v := choose(f, w, at, yesNos)
	return &v
}

// readForm reads the parts of a form up to the file. A file before the plan has to wait until the plan is there.
func (s *service) readForm(h *handed) error {
	for {
		part, err := h.next()
		switch {
		case err != nil:
			return err
		case part == nil && h.wait == nil:
			return fault.New(fault.Required, "/file", "what", lang.Text{ZH: "表格文件", EN: "the table"})
		case part == nil:
			h.form = nil
			return h.openWaiting()
		case part.FormName() != "file":
			if err := h.field(part); err != nil {
				return err
			}
		case h.given["plan"]:
			return s.open(h, part)
		default:
			if h.wait, err = s.await(part); err != nil {
				return err
			}
		}
	}
}

// next is the next part; nil after the last.
func (h *handed) next() (*multipart.Part, error) {
	part, err := h.form.NextPart()
	if err == io.EOF {
		return nil, nil
	}
	if h.parts++; err != nil {
		return nil, readingFault(err, fault.New(fault.BadForm, "", "part", h.parts))
	}
	name := part.FormName()
	if h.given[name] {
		return nil, fault.New(fault.DuplicateField, "/"+shorten(name), "name", shorten(name))
	}
	h.given[name] = true
	return part, nil
}

func (h *handed) field(part *multipart.Part) error {
	name := part.FormName()
	text, err := io.ReadAll(io.LimitReader(part, maxBody+1))
	switch {
	case err != nil:
		return readingFault(err, fault.New(fault.BadForm, "", "part", h.parts))
	case len(text) > maxBody:
		return fault.New(fault.BodyTooLarge, "/"+shorten(name), "limit", maxBody)
	}
	var f form
	switch name {
	case "plan":
		if len(bytes.TrimSpace(text)) == 0 {
			return nil
		}
		h.Plan = new(BudgetPlanRequest)
		return decode(text, h.Plan)
	case "run":
		h.Run = f.yesNo(Word{leaf{string(text), true}}, "/run")
	case "keep":
		h.Keep = f.yesNo(Word{leaf{string(text), true}}, "/keep")
	default:
		f.refuse(fault.UnknownField, "/"+shorten(name), "name", shorten(name), "known", "plan, file, run, keep")
	}
	return f.faults.Err()
}

// rest reads what a form has after its file: run and keep. Nothing of them is needed to read it.
func (h *handed) rest() error {
	for h.form != nil {
		part, err := h.next()
		if part == nil || err != nil {
			return err
		}
		if err := h.field(part); err != nil {
			return err
		}
	}
	return nil
}

// open begins to read a table.
func (s *service) open(h *handed, in io.Reader) error {
	head := make([]byte, table.SniffLength)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	in = io.MultiReader(bytes.NewReader(head[:n]), in)
	if table.Sniff(head[:n]) == table.CSV {
		h.table, err = table.NewCSV(in)
		return err
	}
	if h.wait, err = s.await(in); err != nil {
		return err
	}
	return h.openWaiting()
}

func (h *handed) openWaiting() (err error) {
	h.table, err = table.Open(h.wait, h.wait.size)
	return err
}

// waiting is a file that has to be read from its end.
type waiting struct {
	io.ReaderAt
	size  int64
	close func()
}

// await keeps a file until it is read: in the data folder, where nobody else may read it and where a crash leaves nothing behind, or in
// memory if there is no such folder.
func (s *service) await(in io.Reader) (*waiting, error) {
	if s.spool == "" {
		b, err := io.ReadAll(io.LimitReader(in, maxInRAM+1))
		switch {
		case err != nil:
			return nil, err
		case len(b) > maxInRAM:
			return nil, fault.New(fault.WorkbookTooLarge, "", "limit", maxInRAM>>20)
		}
		return &waiting{bytes.NewReader(b), int64(len(b)), func() {}}, nil
	}
	f, err := os.CreateTemp(s.spool, "upload-*") // 0600
	if err != nil {
		return nil, store.Fault(err)
	}
	_ = os.Remove(f.Name()) // open files go on without a name; where they cannot, it is removed again when it is closed
	w := &waiting{ReaderAt: f, close: func() {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}}
	to := &onDisk{f: f}
	w.size, err = io.Copy(to, io.LimitReader(in, maxWaiting+1))
	switch {
	case to.err != nil:
		err = store.Fault(to.err)
	case err == nil && w.size > maxWaiting:
		err = fault.New(fault.WorkbookTooLarge, "", "limit", maxWaiting>>20)
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// onDisk remembers that it was the disk that failed, and not the sender.
type onDisk struct {
	f   *os.File
	err error
}

func (d *onDisk) Write(b []byte) (n int, err error) {
	n, err = d.f.Write(b)
	d.err = err
	return n, err
}

// patient is a body that may take as long as it likes, as long as enough of it comes: what its sender has been waited for may not be longer
// than leastRate allows for what has come, and graceTime. The time in which we are busy with it is not his.
type patient struct {
	body   io.ReadCloser
	to     *http.ResponseController
	got    int64
	waited time.Duration
}

func (p *patient) Read(b []byte) (int, error) {
	began := time.Now()
	_ = p.to.SetReadDeadline(began.Add(graceTime + time.Duration(p.got)*(time.Second/leastRate) - p.waited))
	_ = p.to.SetWriteDeadline(began.Add(2 * stallTime))
	n, err := p.body.Read(b)
	p.got += int64(n)
	p.waited += time.Since(began)
	if err == io.EOF {
		_ = p.to.SetReadDeadline(time.Time{}) // or it would end our own work on what has come
	}
	return n, err
}

func (p *patient) Close() error { return p.body.Close() }

// giveTime lets a connection live for another while. A writer without deadlines (in a test) needs none.
func giveTime(c *http.ResponseController, now time.Time) {
	_ = c.SetReadDeadline(now.Add(stallTime))
	_ = c.SetWriteDeadline(now.Add(2 * stallTime))
}

// cutOff is a table that does not come to its end.
var cutOff = fault.New(fault.BadTable, "", "format", lang.Text{ZH: "表格", EN: "a table"}, "detail", endedEarly)

// readingFault says what it means that a body could not be read; ended, that it ended too early or was not what it should be.
func readingFault(err error, ended fault.Error) error {
	var tooMuch *http.MaxBytesError
	switch {
	case err == nil, fault.All(err) != nil:
		return err
	case errors.As(err, &tooMuch):
		return fault.New(fault.BodyTooLarge, "", "limit", tooMuch.Limit)
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, os.ErrDeadlineExceeded):
		return fault.New(fault.SlowBody, "")
	}
	return ended
}
