package queue_test

import (
	"testing"
	"time"

	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/api/store/storetest"
	"fenhao/calc/fault"
)

// How budgets end that do not finish by themselves, and when those that have ended go.

// shared runs a test on the kinds of store that several services can use one after the other.
func shared(t *testing.T, do func(t *testing.T, st *store.Store)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		if st.InMemory() {
			t.Skip("goes with its process")
		}
		do(t, st)
	})
}

// A budget under way is not deleted, however long it takes: the time of keeping begins with its end.
func TestKeepCountsFromTheEnd(t *testing.T) {
	shared(t, func(t *testing.T, st *store.Store) {
		const keep = time.Second
		s := open(t, st, queue.Options{Keep: keep, Workers: -1, Lease: 100 * time.Millisecond})
		id := upload(t, s, 2, 20, queue.New{})
		start(t, s, id)
		time.Sleep(2 * keep)
		if b, err := s.Get(t.Context(), id); err != nil || b.State != queue.Queued || !b.Expires.IsZero() {
			t.Fatalf("waiting for longer than it is kept: %s, expires %v, %v", b.State, b.Expires, err)
		}
		closeQueue(t, s)
		s = open(t, st, queue.Options{Lease: 2 * time.Second})
		finished(t, s, id)
		if b, err := s.Get(t.Context(), id); err != nil || time.Until(b.Expires) <= 0 || time.Until(b.Expires) > keep {
			t.Errorf("it expires in %v, %v", time.Until(b.Expires), err)
		}
		var err error
		for end := time.Now().Add(20 * time.Second); err == nil && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			_, err = s.Get(t.Context(), id)
		}
		if code(err) != fault.UnknownID {
			t.Errorf("it stays: %v", err)
		}
	})
}

// calculated is a budget whose only chunk is done, with these totals, and whose last job is still to do.
func calculated(t *testing.T, st *store.Store, s *queue.Service, totals []byte) string {
	t.Helper()
	id := upload(t, s, 1, 20, queue.New{})
	start(t, s, id)
	if _, _, found, err := st.Take(t.Context(), id, 0); err != nil || !found {
		t.Fatal(found, err)
	}
	err := st.InTx(t.Context(), func(tx *store.Tx) error {
		last, err := tx.Complete(t.Context(), id, 0, []byte{1}, totals)
		if err == nil && !last {
			t.Error("it is not the last one")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// A budget that cannot be added up fails and says so: at once where a part is damaged, after some tries where nobody comes to the end.
func TestAddingUpIsNotTriedForEver(t *testing.T) {
	shared(t, func(t *testing.T, st *store.Store) {
		s := open(t, st, queue.Options{Workers: -1})
		ids := map[string]string{"damaged": calculated(t, st, s, []byte("no totals")), "never ends": calculated(t, st, s, []byte{1})}
		for n := range 5 {
			if tries, found, err := st.TakeFinish(t.Context(), ids["never ends"]); err != nil || !found || tries != n+1 {
				t.Fatal(tries, found, err)
			}
		}
		closeQueue(t, s)
		s = open(t, st, queue.Options{Lease: 200 * time.Millisecond})
		for name, id := range ids {
			b := ended(t, s, id)
			if b.State != queue.Failed || b.Problem[0].Code != fault.BudgetUnfinished {
				t.Errorf("%s: %s, %v", name, b.State, b.Problem)
			}
			if left := blobs(t, st, id); left != 0 {
				t.Errorf("%s: %d parts and blocks are still there", name, left)
			}
		}
	})
}

// Of a book that nobody works with any more the budgets fail, but not while somebody does; of the same book they wait much longer.
func TestBudgetsNobodyWorksOnAreGivenUp(t *testing.T) {
	const idle = 500 * time.Millisecond
	st, err := store.Connect(t.Context(), storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	before := open(t, st, queue.Options{Workers: -1})
	id := upload(t, before, 1, 20, queue.New{})
	start(t, before, id)
	after, err := queue.Open(t.Context(), st, otherBook(t), queue.Options{Plan: readPlan, Workers: -1, Lease: 50 * time.Millisecond, Idle: idle, Log: quiet(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer closeQueue(t, after)
	for end := time.Now().Add(4 * idle); time.Now().Before(end); time.Sleep(idle / 10) {
		upload(t, before, 1, 1, queue.New{})
		if b, err := after.Get(t.Context(), id); err != nil || b.State != queue.Queued {
			t.Fatalf("though its book is in use: %s %v %v", b.State, b.Problem, err)
		}
	}
	if b := ended(t, after, id); b.State != queue.Failed || b.Problem[0].Code != fault.OtherRuleset {
		t.Errorf("%s: %v", b.State, b.Problem)
	}
	closeQueue(t, after)
	own := upload(t, before, 1, 20, queue.New{})
	start(t, before, own)
	closeQueue(t, before)
	before = open(t, st, queue.Options{Workers: -1, Lease: 50 * time.Millisecond, Idle: idle / 24})
	if b := ended(t, before, own); b.State != queue.Failed || b.Problem[0].Code != fault.BudgetIdle {
		t.Errorf("%s: %v", b.State, b.Problem)
	}
}
