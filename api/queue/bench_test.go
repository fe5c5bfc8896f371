package queue_test

import (
	"path/filepath"
	"testing"

	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/api/store/storetest"
)

// BenchmarkQueue is what the queue and the store cost: chunks of a single row, from Start to finished. A chunk of an ordinary size adds
// what its 4,096 rows take.
func BenchmarkQueue(b *testing.B) {
	for _, kind := range []string{"sqlite", "postgres"} {
		b.Run(kind, func(b *testing.B) {
			var st *store.Store
			var err error
			if kind == "postgres" {
				st, err = store.Connect(b.Context(), storetest.Postgres(b))
			} else {
				st, err = store.Open(filepath.Join(b.TempDir(), "data"))
			}
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = st.Close() })
			s := open(b, st, queue.Options{})
			id := upload(b, s, b.N, 1, queue.New{})
			b.ResetTimer()
			start(b, s, id)
			finished(b, s, id)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "chunks/s")
		})
	}
}
