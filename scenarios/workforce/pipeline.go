package workforce

import (
	"context"
	"errors"
	"io"
	"iter"
	"runtime"
	"sync"

	"fenhao/calc/fault"
)

// CheckAll checks all blocks of a table on all cores. Next fills a block, and says io.EOF after the last; take gets the blocks in their
// order, with what the calculation has to skip and all that is wrong with them, and keeps neither.
func (b *Budget) CheckAll(ctx context.Context, next func(*Block) error, take func(*Block, *Checked) error) (*Checker, error) {
	type item struct {
		block   Block
		checked Checked
	}
	checker := b.NewChecker()
	err := inOrder(ctx, b.NewWorker,
		func(i *item) error { return next(&i.block) },
		func(w *Worker, i *item) error {
			w.Check(&i.block, &i.checked)
			return nil
		},
		func(i *item) error {
			if checker.Add(&i.block, &i.checked); checker.Rows > MaxRows {
				return fault.New(fault.TableTooLarge, "", "what", say("行数", "the number of rows"), "limit", MaxRows)
			}
			return take(&i.block, &i.checked)
		})
	return checker, err
}

// Run calculates all blocks of a checked table, as the check left them, and then the plan's hires, on all cores. What render makes of a part
// (its lines of people.csv, say) it makes beside the calculation; take gets parts and renderings in the order of the table and keeps
// neither.
func (b *Budget) Run(ctx context.Context, next func(*Block) error, render func(dst []byte, p *Part) []byte, take func(p *Part, rendered []byte) error) error {
	type item struct {
		block    Block
		part     Part
		rendered []byte
	}
	number := 0
	hires, stop := (func() (*Block, bool))(nil), func() {}
	defer func() { stop() }()
	return inOrder(ctx, b.NewWorker,
		func(i *item) error {
			if hires == nil {
				err := next(&i.block)
				if !errors.Is(err, io.EOF) {
					number++
					return err
				}
				hires, stop = iter.Pull(b.Joiners(number))
			}
			block, more := hires()
			if !more {
				return io.EOF
			}
			i.block = *block
			return nil
		},
		func(w *Worker, i *item) error {
			err := w.Calculate(&i.block, &i.part)
			if err == nil && render != nil {
				i.rendered = render(i.rendered[:0], &i.part)
			}
			return err
		},
		func(i *item) error { return take(&i.part, i.rendered) })
}

// guarded makes an error of a panic: one in a goroutine would end the whole program.
func guarded(do func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fault.Recovered()
		}
	}()
	return do()
}

// inOrder reads items one after another, works on them side by side, and takes them in the order they were read. There are a few items, used
// again and again, so that memory does not grow with the table and reading never runs far ahead.
func inOrder[Item, Worker any](ctx context.Context, worker func() *Worker, read func(*Item) error, work func(*Worker, *Item) error, take func(*Item) error) error {
	type slot struct {
		item Item
		done chan error
	}
	cores := runtime.GOMAXPROCS(0)
	free, jobs, order := make(chan *slot, 2*cores), make(chan *slot, 2*cores), make(chan *slot, 2*cores)
	for range 2 * cores {
		free <- &slot{done: make(chan error, 1)}
	}
	ctx, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	group.Go(func() {
		defer close(order)
		defer close(jobs)
		for {
			var s *slot
			select {
			case s = <-free:
			case <-ctx.Done():
				return
			}
			err := guarded(func() error { return read(&s.item) })
			if errors.Is(err, io.EOF) {
				return
			}
			order <- s // there is room for every slot
			if err != nil {
				s.done <- err
				return
			}
			jobs <- s
		}
	})
	for range cores {
		group.Go(func() {
			w := worker()
			for s := range jobs {
				s.done <- guarded(func() error { return work(w, &s.item) })
			}
		})
	}
	for s := range order {
		err := <-s.done
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = take(&s.item)
		}
		if err != nil {
			return err
		}
		free <- s
	}
	return ctx.Err()
}
