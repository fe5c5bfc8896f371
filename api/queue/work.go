package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river/rivertype"

	"fenhao/api/store"
	"fenhao/calc/fault"
	"fenhao/scenarios/workforce"
)

// soon is when a job that failed is tried again: after 0.2, 0.8, 1.8 and 3.2 seconds.
type soon struct{}

func (soon) NextRetry(job *rivertype.JobRow) time.Time {
	n := time.Duration(len(job.Errors) + 1)
	return time.Now().Add(n * n * 200 * time.Millisecond)
}

// chunk does one chunk of a budget. A chunk that is done, or that nobody wants any more, is no work.
func (s *Service) chunk(ctx context.Context, id string, number int) error {
	packed, tries, found, err := s.store.Take(ctx, id, number)
	if err != nil || !found {
		return s.logged(id, number, err)
	}
	if tries <= maxTries {
		err = s.calculate(ctx, id, number, packed)
		if err == nil || errors.Is(err, store.ErrState) {
			return nil
		}
	}
	if tries < maxTries && !lasting(fault.All(store.Fault(err))) {
		return s.logged(id, number, err)
	}
	// It has failed for good, or each worker that took it was never heard of again.
	problem := append(fault.List{fault.New(fault.BudgetFailed, "", "chunk", number+1, "tries", min(tries, maxTries))}, fault.All(store.Fault(err))...)
	return s.logged(id, number, errors.Join(err, s.fail(ctx, id, problem[:min(len(problem), maxProblems)]...)))
}

// maxProblems is how many reasons of a failure are kept.
const maxProblems = 20

// lasting tells whether trying again is of no use: rows or plan are refused, or there is no room, which failing makes. A store that cannot
// be reached comes back.
func lasting(faults fault.List) bool {
	return faults != nil && faults[0].Code != fault.NoStore
}

func (s *Service) calculate(ctx context.Context, id string, number int, packed []byte) (err error) {
	p, err := s.prepared.get(ctx, id)
	if err != nil {
		return err
	}
	w := p.workers.Get().(*scratch)
	defer func() {
		if v := recover(); v != nil {
			err = fault.Recovered() // w is not used again
		} else {
			p.workers.Put(w)
		}
	}()
	if w.rows, err = unpack(w.rows, packed); err != nil {
		return err
	}
	block, err := readBlock(w.rows)
	if err != nil {
		return err
	}
	if err := w.worker.Calculate(block, &w.part); err != nil {
		return err
	}
	w.totals = w.part.Totals.AppendBinary(w.totals[:0])
	records, totals := pack(w.part.Records), pack(w.totals)
	return s.store.InTx(ctx, func(tx *store.Tx) error {
		last, err := tx.Complete(ctx, id, number, records, totals)
		if err == nil && last {
			err = s.jobs.finish(ctx, tx, id)
		}
		return err
	})
}

// finish does the last job of a budget.
func (s *Service) finish(ctx context.Context, id string) error {
	tries, found, err := s.store.TakeFinish(ctx, id)
	if err != nil || !found { // done already, or no longer wanted
		return s.logged(id, -1, err)
	}
	if tries <= maxTries {
		err = s.publish(ctx, id)
		if err == nil || errors.Is(err, store.ErrState) {
			return nil
		}
	}
	if tries < maxTries && !lasting(fault.All(store.Fault(err))) {
		return s.logged(id, -1, err)
	}
	problem := append(fault.List{fault.New(fault.BudgetUnfinished, "", "tries", min(tries, maxTries))}, fault.All(store.Fault(err))...)
	return s.logged(id, -1, errors.Join(err, s.fail(ctx, id, problem[:min(len(problem), maxProblems)]...)))
}

// publish adds the parts up and publishes the result.
func (s *Service) publish(ctx context.Context, id string) error {
	b, found, err := s.store.Budget(ctx, id)
	if err != nil || !found {
		return err
	}
	p, err := s.prepared.get(ctx, id)
	if err != nil {
		return err
	}
	sum := p.budget.NewTotals()
	var raw []byte
	told := time.Now()
	for n := range b.Chunks {
		if time.Since(told) > s.options.Lease/3 {
			if err := s.store.Working(ctx, id); err != nil {
				return err
			}
			told = time.Now()
		}
		packed, found, err := s.store.Totals(ctx, id, n)
		switch {
		case err != nil:
			return err
		case !found:
			return nil // deleted in the meantime
		}
		if raw, err = unpack(raw, packed); err != nil {
			return damaged(n, err)
		}
		t, err := p.budget.ReadTotals(raw)
		if err != nil {
			return damaged(n, err)
		}
		sum.Add(t)
	}
	if err := s.store.Finish(ctx, id, pack(sum.AppendBinary(nil))); err != nil {
		return err
	}
	if err := s.store.Forget(ctx); err != nil { // the result is there
		s.log.Warn("what was uploaded cannot be overwritten yet", "budget", id, "error", err)
	}
	return nil
}

// damaged is a part that was stored and cannot be read: it will not be better the next time.
func damaged(number int, err error) error {
	return fmt.Errorf("%w: chunk %d: %w", fault.New(fault.InternalError, ""), number, err)
}

// fail ends a budget for a reason that is kept with it.
func (s *Service) fail(ctx context.Context, id string, problem ...fault.Error) error {
	text, err := json.Marshal(problem)
	if err != nil {
		return err
	}
	if err := s.store.End(ctx, id, store.Failed, text); err != nil {
		if errors.Is(err, store.ErrState) {
			return nil
		}
		return err
	}
	return s.store.Forget(ctx)
}

// logged is an error of a chunk as the log and the queue may have it: with its place, and without anybody's wage. A fault's sentence may
// quote a cell, so of faults only the codes are told.
func (s *Service) logged(id string, number int, err error) error {
	if err == nil {
		return nil
	}
	if faults := fault.All(err); faults != nil && faults[0].Code != fault.InternalError {
		codes := make([]string, 0, maxProblems)
		for _, f := range faults[:min(len(faults), maxProblems)] {
			codes = append(codes, string(f.Code))
		}
		err = errors.New(strings.Join(codes, ", "))
	}
	return fmt.Errorf("budget %s, chunk %d: %w", id, number, err)
}

// ready is a budget made ready, and what its workers work with.
type ready struct {
	once    sync.Once
	err     error
	budget  *workforce.Budget
	workers sync.Pool
}

type scratch struct {
	worker       *workforce.Worker
	part         workforce.Part
	rows, totals []byte
}

// prepared remembers budgets made ready: a worker makes one once, not for each chunk.
type prepared struct {
	make func(context.Context, string) (*workforce.Budget, error)
	lock sync.Mutex
	byID map[string]*ready
}

const maxPrepared = 16

func (p *prepared) get(ctx context.Context, id string) (*ready, error) {
	p.lock.Lock()
	r := p.byID[id]
	if r == nil {
		if p.byID == nil {
			p.byID = map[string]*ready{}
		}
		if len(p.byID) >= maxPrepared {
			for other := range p.byID { // any of them: it is made again when it is needed
				delete(p.byID, other)
				break
			}
		}
		r = &ready{}
		p.byID[id] = r
	}
	p.lock.Unlock()
	r.once.Do(func() {
		if r.budget, r.err = p.make(ctx, id); r.err == nil {
			r.workers.New = func() any { return &scratch{worker: r.budget.NewWorker()} }
		}
	})
	if r.err != nil {
		p.drop(id)
	}
	return r, r.err
}

func (p *prepared) drop(id string) {
	p.lock.Lock()
	delete(p.byID, id)
	p.lock.Unlock()
}

// prepare makes a stored budget ready.
func (s *Service) prepare(ctx context.Context, id string) (*workforce.Budget, error) {
	b, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if b.Ruleset != s.book.Hash() {
		return nil, s.otherRuleset(b.Ruleset)
	}
	plan, err := s.options.Plan(b.Plan)
	if err != nil {
		return nil, err
	}
	header, problems := workforce.ReadHeader(b.Header, plan)
	if len(problems) > 0 {
		return nil, problems[0].Fault
	}
	budget, faults := workforce.Prepare(s.book, plan, header)
	return budget, faults.Err()
}
