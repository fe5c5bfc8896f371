package queue_test

import (
	"testing"

	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/api/store/storetest"
)

// With a budget its jobs go, those under way too, and the queue goes on.
func TestJobsGoWithTheirBudget(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := open(t, st, queue.Options{Workers: 1})
		id := upload(t, s, 40, 100, queue.New{})
		if before := jobsLeft(t, st); before != 0 {
			t.Fatalf("%d jobs before anything was started", before)
		}
		start(t, s, id)
		until(t, s, id, 2)
		if jobsLeft(t, st) == 0 {
			t.Fatal("the jobs are not where this test looks")
		}
		if err := s.Delete(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if n := jobsLeft(t, st); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
		again := upload(t, s, 2, 20, queue.New{})
		start(t, s, again)
		finished(t, s, again)
	})
}

func jobsLeft(t *testing.T, st *store.Store) (n int) {
	t.Helper()
	const count = `SELECT COUNT(*) FROM river_job WHERE kind LIKE 'budget_%'`
	var err error
	if pool := st.Postgres(); pool != nil {
		err = pool.QueryRow(t.Context(), count).Scan(&n)
	} else {
		err = st.SQLite().QueryRowContext(t.Context(), count).Scan(&n)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}
