package workforce

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fenhao/calc/fault"
)

// Items are taken in the order they were read, whatever order they are finished in, and only a few are under way.
func TestInOrder(t *testing.T) {
	type item struct{ n, square int }
	read, taken := 0, 0
	var under, most atomic.Int64
	err := inOrder(context.Background(), func() *int { return new(int) },
		func(i *item) error {
			if read == 300 {
				return io.EOF
			}
			i.n = read
			read++
			most.Store(max(most.Load(), under.Add(1)))
			return nil
		},
		func(_ *int, i *item) error {
			time.Sleep(time.Duration(rand.IntN(200)) * time.Microsecond)
			i.square = i.n * i.n
			return nil
		},
		func(i *item) error {
			if i.n != taken || i.square != taken*taken {
				t.Fatalf("%d came after %d", i.n, taken-1)
			}
			taken++
			under.Add(-1)
			return nil
		})
	if err != nil || taken != 300 {
		t.Fatalf("%d were taken: %v", taken, err)
	}
	if most.Load() > 300/4 {
		t.Errorf("%d were under way at once", most.Load())
	}
}

// An error anywhere ends it all, after what came before it was taken and nothing behind it.
func TestInOrderEndsWithTheFirstError(t *testing.T) {
	broken := errors.New("broken")
	for _, where := range []string{"read", "work", "take", "stop"} {
		ctx, stop := context.WithCancel(context.Background())
		type item struct{ n int }
		read, taken := 0, 0
		fail := func(here string, n int) error {
			if here == where && n == 50 {
				return broken
			}
			return nil
		}
		err := inOrder(ctx, func() *int { return nil },
			func(i *item) error {
				i.n = read
				read++
				return fail("read", i.n)
			},
			func(_ *int, i *item) error { return fail("work", i.n) },
			func(i *item) error {
				if where == "stop" && i.n == 50 {
					stop()
				}
				taken++
				return fail("take", i.n)
			})
		stop()
		switch where {
		case "read", "work":
			if !errors.Is(err, broken) || taken != 50 {
				t.Errorf("%s: %d were taken: %v", where, taken, err)
			}
		case "take":
			if !errors.Is(err, broken) || taken != 51 {
				t.Errorf("%s: %d were taken: %v", where, taken, err)
			}
		case "stop":
			if !errors.Is(err, context.Canceled) || taken != 51 {
				t.Errorf("%s: %d were taken: %v", where, taken, err)
			}
		}
	}
}

// A panic beside the caller would end the whole program: it is an error that says where, and nothing of whom.
func TestAPanicIsAnError(t *testing.T) {
	for _, where := range []string{"read", "work"} {
		type item struct{}
		err := inOrder(context.Background(), func() *int { return nil },
			func(*item) error {
				if where == "read" {
					panic("wage 20000")
				}
				return nil
			},
			func(*int, *item) error { panic("wage 20000") },
			func(*item) error { return nil })
		if faults := fault.All(err); len(faults) != 1 || faults[0].Code != fault.InternalError || !strings.Contains(err.Error(), "TestAPanicIsAnError") || strings.Contains(err.Error(), "20000") {
			t.Errorf("%s: %v", where, err)
		}
	}
}
