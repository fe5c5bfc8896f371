package queue_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/api/store/storetest"
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// The tests' plan, whatever stands in it: twelve months, everybody at 12 %.
func readPlan([]byte) (*workforce.Plan, error) {
	rate := contribution.Given(money.PPM(120_000))
	return &workforce.Plan{
		From: civil.MonthOf(2026, 7), To: civil.MonthOf(2027, 6),
		Defaults: workforce.Defaults{City: "wuhan", EmployerRate: rate, EmployeeRate: rate, Employer: contribution.Enterprise, WorkInjuryClass: contribution.Given(1)},
	}, nil
}

var header = []string{"id", "department", "city", "wage", "average_wage"}

// What no log may have in it.
const secretID, secretDepartment, secretWage = "Zeta", "Verschwiegen", 2_345_600 // fen; wages go up from there

// rows are so many people from a number on. Their wages differ in every fen.
func rows(from, people int) []byte {
	var b bytes.Buffer
	for i := range people {
		n := from + i
		wage := money.Fen(secretWage + int64(n*7919%1_000_000))
		fmt.Fprintf(&b, "%s%07d,%s%d,%s,%s,%s\n", secretID, n, secretDepartment, n%5, []string{"wuhan", "wuxi"}[n%2], wage, wage)
	}
	return b.Bytes()
}

// upload puts a checked budget into the queue's store.
func upload(t testing.TB, s *queue.Service, chunks, people int, n queue.New) string {
	t.Helper()
	n.Plan, n.Header = []byte("{}"), header
	id, err := s.Create(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	for i := range chunks {
		if err := s.PutChunk(t.Context(), id, &workforce.Block{Number: i, Row: 2 + i*people, CSV: rows(i*people, people)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Seal(t.Context(), id, queue.Checked, chunks*people, 0, chunks*people); err != nil {
		t.Fatal(err)
	}
	return id
}

func start(t testing.TB, s *queue.Service, id string) {
	t.Helper()
	if err := s.Start(t.Context(), id); err != nil {
		t.Fatal(err)
	}
}

// ended waits for a budget's end.
func ended(t testing.TB, s *queue.Service, id string) queue.Budget {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	defer cancel()
	var last queue.Budget
	for b, err := range s.Watch(ctx, id) {
		if err != nil {
			t.Fatal(err)
		}
		last = b
	}
	if !last.State.Ended() {
		t.Fatalf("not ended in time: %s, %d of %d", last.State, last.Done, last.Chunks)
	}
	return last
}

// until waits until a budget has so many chunks done, and fails if it has ended by then.
func until(t testing.TB, s *queue.Service, id string, done int) {
	t.Helper()
	end := time.Now().Add(20 * time.Second)
	for {
		b, err := s.Get(t.Context(), id)
		switch {
		case err != nil:
			t.Fatal(err)
		case b.State.Ended():
			t.Fatalf("%s before anything could go wrong: %v", b.State, b.Problem)
		case b.Done >= done:
			return
		case time.Now().After(end):
			t.Fatalf("%d of %d chunks done", b.Done, b.Chunks)
		}
		time.Sleep(time.Millisecond)
	}
}

func finished(t testing.TB, s *queue.Service, id string) {
	t.Helper()
	if b := ended(t, s, id); b.State != queue.Finished {
		t.Fatalf("%s: %v", b.State, b.Problem)
	}
}

// open takes part in the queue of a store for as long as the test runs.
func open(t testing.TB, st *store.Store, o queue.Options) *queue.Service {
	t.Helper()
	o.Plan = readPlan
	if o.Log == nil {
		o.Log = quiet(t)
	}
	s, err := queue.Open(t.Context(), st, policy.Embedded(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeQueue(t, s) })
	return s
}

func closeQueue(t testing.TB, s *queue.Service) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}

// quiet is a log that must never tell who earns what. It is looked at when the test ends.
func quiet(t testing.TB) *slog.Logger {
	var log lockedBuffer
	t.Cleanup(func() {
		text := log.String()
		for _, secret := range []string{secretID, secretDepartment, "23456", "23457"} { // wages begin so
			if strings.Contains(text, secret) {
				t.Errorf("the log has %q in it:\n%s", secret, text)
			}
		}
		if t.Failed() {
			t.Log(text)
		}
	})
	return slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{} // its digits are nobody's wage
		}
		return a
	}}))
}

type lockedBuffer struct {
	lock sync.Mutex
	b    bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.b.String()
}

// people is the people.csv of a finished budget.
func people(t testing.TB, s *queue.Service, id string) []byte {
	t.Helper()
	b, err := s.Prepared(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	out := b.AppendPeopleHeader(nil, workforce.EachMonth, lang.EN)
	for part, err := range s.Parts(t.Context(), id) {
		if err != nil {
			t.Fatal(err)
		}
		out = b.AppendPeople(out, part, workforce.EachMonth, lang.EN)
	}
	return out
}

// single is what one process without a queue makes of the same rows: people.csv and totals.
func single(t testing.TB, chunks, each int) (csv, totals []byte) {
	t.Helper()
	plan, _ := readPlan(nil)
	h, problems := workforce.ReadHeader(header, plan)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b, faults := workforce.Prepare(policy.Embedded(), plan, h)
	if faults != nil {
		t.Fatal(faults)
	}
	w, sum := b.NewWorker(), b.NewTotals()
	var part workforce.Part
	csv = b.AppendPeopleHeader(nil, workforce.EachMonth, lang.EN)
	for i := range chunks {
		if err := w.Calculate(&workforce.Block{Number: i, Row: 2 + i*each, CSV: rows(i*each, each)}, &part); err != nil {
			t.Fatal(err)
		}
		sum.Add(part.Totals)
		csv = b.AppendPeople(csv, part.Records, workforce.EachMonth, lang.EN)
	}
	return csv, sum.AppendBinary(nil)
}

// same compares a finished budget with a single process's, byte by byte.
func same(t testing.TB, s *queue.Service, id string, csv, totals []byte) {
	t.Helper()
	if got := people(t, s, id); !bytes.Equal(got, csv) {
		t.Errorf("people.csv differs from a single process's: %d bytes, not %d", len(got), len(csv))
	}
	sum, err := s.Totals(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(sum.AppendBinary(nil), totals) {
		t.Error("the totals differ from a single process's")
	}
}

func code(err error) fault.Code {
	if faults := fault.All(err); faults != nil {
		return faults[0].Code
	}
	return ""
}

// A budget goes through its states and comes to what one process without a queue comes to. What was uploaded is gone afterwards, unless it
// was to be kept.
func TestBudget(t *testing.T) {
	csv, totals := single(t, 6, 50)
	if lines := bytes.Count(csv, []byte("\n")); lines < 300 {
		t.Fatalf("people.csv has %d lines for 300 people", lines)
	}
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := open(t, st, queue.Options{})
		for _, keep := range []bool{false, true} {
			id := upload(t, s, 6, 50, queue.New{Lang: lang.EN, KeepInput: keep})
			if err := s.PutFile(t.Context(), id, "check", []byte("all right")); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Totals(t.Context(), id); code(err) != fault.BudgetState {
				t.Errorf("totals before the run: %v", err)
			}
			for _, err := range s.Parts(t.Context(), id) {
				if code(err) != fault.BudgetState {
					t.Errorf("parts before the run: %v", err)
				}
			}
			start(t, s, id)
			if err := s.Start(t.Context(), id); code(err) != fault.BudgetState {
				t.Errorf("started twice: %v", err)
			}
			finished(t, s, id)
			same(t, s, id, csv, totals)
			b, err := s.Get(t.Context(), id)
			if err != nil || b.Chunks != 6 || b.Done != 6 || b.Rows != 300 || b.People != 300 || b.Lang != lang.EN || strings.Join(b.Header, ",") != strings.Join(header, ",") ||
				string(b.Plan) != "{}" || b.Ruleset != policy.Embedded().Hash() || b.Expires.Sub(b.Created) < 24*time.Hour {
				t.Errorf("%+v, %v", b, err)
			}
			if file, err := s.File(t.Context(), id, "check"); err != nil || string(file) != "all right" {
				t.Errorf("the file kept beside it: %q, %v", file, err)
			}
			n := 0
			for block, err := range s.Blocks(t.Context(), id) {
				switch {
				case !keep && code(err) == fault.TableGone:
				case keep && err == nil && block.Number == n && block.Row == 2+n*50 && bytes.Equal(block.CSV, rows(n*50, 50)):
					n++
				default:
					t.Errorf("block %d of an upload (kept: %v): %v", n, keep, err)
				}
			}
			if keep && n != 6 {
				t.Errorf("%d blocks of 6 were kept", n)
			}
			if err := s.Cancel(t.Context(), id); code(err) != fault.BudgetState {
				t.Errorf("cancelled when finished: %v", err)
			}
			if err := s.Delete(t.Context(), id); err != nil {
				t.Error(err)
			}
			if _, err := s.Get(t.Context(), id); code(err) != fault.UnknownID {
				t.Errorf("deleted, and there: %v", err)
			}
		}
	})
}

// Skip, Before and what the plan made of its joiners come through the store as they were.
func TestBlocksAreKeptWhole(t *testing.T) {
	st := store.Memory()
	defer func() { _ = st.Close() }()
	s := open(t, st, queue.Options{Workers: -1})
	id, err := s.Create(t.Context(), queue.New{Header: header})
	if err != nil {
		t.Fatal(err)
	}
	refused := workforce.Problem{Row: 3, Column: 2, Name: "部门", Fault: fault.New(fault.TooLong, "", "what", lang.Text{ZH: "字节", EN: "bytes"}, "got", 2000, "limit", 1000)}
	for _, b := range []workforce.Block{{Number: 0, Row: 2, CSV: []byte("a,b\n"), Skip: []int32{2, 900_000}, Before: []int32{0, 7}}, {Number: 1, Row: 1 << 30, Planned: true}, {Number: 2, Row: 3, CSV: []byte("\nc,d\n"), Problems: []workforce.Problem{refused}}} {
		if err := s.PutChunk(t.Context(), id, &b); err != nil {
			t.Fatal(err)
		}
	}
	var numbers []int
	for b, err := range s.Blocks(t.Context(), id) {
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, b.Number)
		if b.Skip != nil || b.Before != nil {
			t.Error("a block to be checked again brings its old check along")
		}
		if b.Number == 2 && (string(b.CSV) != "\nc,d\n" || len(b.Problems) != 1 || b.Problems[0].Row != 3 || b.Problems[0].Column != 2 || b.Problems[0].Name != "部门" ||
			b.Problems[0].Fault.Code != fault.TooLong || b.Problems[0].Fault.Message(lang.ZH) != refused.Fault.Message(lang.ZH) || b.Problems[0].Fault.Hint(lang.EN) != refused.Fault.Hint(lang.EN)) {
			t.Errorf("%+v", b)
		}
	}
	if fmt.Sprint(numbers) != "[0 2]" {
		t.Errorf("blocks %v; those that the plan made are made again", numbers)
	}
}

// Of a budget that ended without a result nothing stays but that it was there.
func TestCancelled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := open(t, st, queue.Options{Workers: 1})
		id := upload(t, s, 60, 100, queue.New{})
		other := upload(t, s, 2, 20, queue.New{})
		start(t, s, id)
		start(t, s, other)
		until(t, s, id, 1)
		if err := s.Cancel(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		finished(t, s, other) // the queue goes on with what is wanted
		b := ended(t, s, id)
		if b.State != queue.Cancelled || b.Done == b.Chunks {
			t.Errorf("%s, %d of %d done", b.State, b.Done, b.Chunks)
		}
		if left := blobs(t, st, id); left != 0 {
			t.Errorf("%d parts and blocks are still there", left)
		}
		if _, err := s.Totals(t.Context(), id); code(err) != fault.BudgetState {
			t.Errorf("a cancelled budget has totals: %v", err)
		}
	})
}

// blobs is how many blocks and parts of a budget are stored.
func blobs(t testing.TB, st *store.Store, id string) (n int) {
	t.Helper()
	for chunk := range 100 {
		for _, read := range []func(context.Context, string, int) ([]byte, bool, error){st.Input, st.Records, st.Totals} {
			_, found, err := read(t.Context(), id, chunk)
			if err != nil {
				t.Fatal(err)
			}
			if found {
				n++
			}
		}
	}
	return n
}

// Rows that cannot be calculated were not checked. The budget fails at once and says why, in both languages; nothing of it is published.
func TestFailed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := open(t, st, queue.Options{})
		id, err := s.Create(t.Context(), queue.New{Plan: []byte("{}"), Header: header})
		if err != nil {
			t.Fatal(err)
		}
		bad := fmt.Sprintf("%s1,%s,wuhan,%d.5.5,x\n", secretID, secretDepartment, secretWage/100)
		for i, text := range []string{string(rows(0, 10)), bad, string(rows(20, 10))} {
			if err := s.PutChunk(t.Context(), id, &workforce.Block{Number: i, Row: 2 + 10*i, CSV: []byte(text)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Seal(t.Context(), id, queue.Checked, 21, 0, 21); err != nil {
			t.Fatal(err)
		}
		start(t, s, id)
		b := ended(t, s, id)
		if b.State != queue.Failed || len(b.Problem) < 2 || b.Problem[0].Code != fault.BudgetFailed {
			t.Fatalf("%s: %v", b.State, b.Problem)
		}
		for _, l := range []lang.Lang{lang.ZH, lang.EN} {
			if text := b.Problem[0].Message(l); !strings.Contains(text, "2") || strings.Contains(text, "{") {
				t.Errorf("%s: %s", l, text)
			}
		}
		if left := blobs(t, st, id); left != 0 {
			t.Errorf("%d parts and blocks are still there", left)
		}
	})
}

// A part is counted once, however often and by however many its chunk is done.
func TestCountedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := open(t, st, queue.Options{Workers: -1})
		id := upload(t, s, 2, 10, queue.New{})
		start(t, s, id)
		if _, tries, found, err := st.Take(t.Context(), id, 0); err != nil || !found || tries != 1 {
			t.Fatal(tries, found, err)
		}
		var wg sync.WaitGroup
		for n := range 8 {
			wg.Go(func() {
				err := st.InTx(context.Background(), func(tx *store.Tx) error {
					last, err := tx.Complete(context.Background(), id, 0, []byte(strconv.Itoa(n)), []byte{1})
					if last {
						err = errors.Join(err, errors.New("the last of two"))
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if b, err := s.Get(t.Context(), id); err != nil || b.Done != 1 {
			t.Errorf("%d done, %v", b.Done, err)
		}
		if _, _, found, err := st.Take(t.Context(), id, 0); found || err != nil {
			t.Errorf("a chunk that is done was given out again: %v", err)
		}
	})
}

// otherBook is a book in which one ceiling differs.
func otherBook(t *testing.T) *policy.Book {
	t.Helper()
	text, err := os.ReadFile("../../calc/policy/data/city/wuhan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("36072.25 yuan/month"), []byte("30000 yuan/month"), 1)
	other, err := policy.Load(policy.EmbeddedFiles(), fstest.MapFS{"wuhan.yaml": {Data: text}})
	if err != nil {
		t.Fatal(err)
	}
	return other
}

// A process with another book neither calculates nor shows a budget.
func TestOtherBook(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		if st.InMemory() {
			t.Skip("goes with its process")
		}
		s := open(t, st, queue.Options{})
		done := upload(t, s, 1, 10, queue.New{})
		start(t, s, done)
		finished(t, s, done)
		waiting := upload(t, s, 1, 10, queue.New{})
		closeQueue(t, s)
		s, err := queue.Open(t.Context(), st, otherBook(t), queue.Options{Plan: readPlan})
		if err != nil {
			t.Fatal(err)
		}
		defer closeQueue(t, s)
		if _, err := s.Totals(t.Context(), done); code(err) != fault.OtherRuleset {
			t.Errorf("totals of another book: %v", err)
		}
		// Alone on its file it will never be able to run the other one and says so; on PostgreSQL another machine may.
		b, err := s.Get(t.Context(), waiting)
		if err != nil || st.SQLite() != nil && (b.State != queue.Failed || b.Problem[0].Code != fault.OtherRuleset) || st.Postgres() != nil && b.State != queue.Checked {
			t.Errorf("%s %v %v", b.State, b.Problem, err)
		}
	})
}
