// Package queue calculates workforce budgets in the background: an upload is cut into chunks, each chunk is a job, and any process that
// shares the store may do it.
//
// The queue only hands work out. What counts is in the store: a chunk is done when its part is there, and a part is put there once. So a
// job may run twice, and a worker may die at any moment; its chunk is handed out again when nothing has been heard of it for a while.
package queue

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"iter"
	"log/slog"
	"strings"
	"sync"
	"time"

	"fenhao/api/store"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// Options say how a process takes part.
type Options struct {
	Plan    func(text []byte) (*workforce.Plan, error) // reads a plan as it was stored
	Keep    time.Duration                              // how long the results of budgets made here are kept after the run; 0: a day
	Workers int                                        // chunks calculated at once; 0: as many as there are cores; below 0: none, this process only asks
	Lease   time.Duration                              // a chunk not heard of for so long is handed out again; 0: 15 s. A chunk takes less than one
	Idle    time.Duration                              // budgets of another book with which nobody has come any further for so long fail; 0: an hour. Of this book: a day of such hours
	Log     *slog.Logger
}

const (
	keepDefault  = 24 * time.Hour
	leaseDefault = 15 * time.Second
	idleDefault  = time.Hour
	uploadTime   = 2 * time.Hour // an upload that has not ended by then never will
	watchTime    = 200 * time.Millisecond
	maxTries     = 5
)

// Service is a process's part in the queue.
type Service struct {
	store   *store.Store
	book    *policy.Book
	options Options
	log     *slog.Logger
	jobs    jobs

	starting sync.Mutex
	started  bool
	stop     context.CancelFunc
	loop     sync.WaitGroup

	prepared prepared
}

// Open takes part in the queue of a store. What an earlier process left unfinished goes on. A store in memory is started by the first
// budget: nothing can be left in it.
func Open(ctx context.Context, st *store.Store, book *policy.Book, o Options) (*Service, error) {
	if o.Keep == 0 {
		o.Keep = keepDefault
	}
	if o.Lease == 0 {
		o.Lease = leaseDefault
	}
	if o.Idle == 0 {
		o.Idle = idleDefault
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{store: st, book: book, options: o, log: o.Log}
	s.prepared.make = s.prepare
	if st.InMemory() {
		return s, nil
	}
	return s, s.start(ctx)
}

func (s *Service) start(ctx context.Context) error {
	s.starting.Lock()
	defer s.starting.Unlock()
	if s.started {
		return nil
	}
	if err := s.store.Ready(); err != nil {
		return store.Fault(err)
	}
	var err error
	if s.jobs == nil {
		if s.jobs, err = newJobs(s); err != nil {
			return err
		}
	}
	ctx = context.WithoutCancel(ctx) // the work outlives the request that began it
	if s.store.SQLite() != nil {
		// On a full disk it starts all the same, so that something can be deleted; what is left to do is looked after later.
		if err := s.alone(ctx); isFull(err) {
			s.log.Error("there is no room left in the store", "error", err)
		} else if err != nil {
			return store.Fault(err)
		}
	}
	if s.options.Workers >= 0 {
		if err := s.jobs.Start(ctx); err != nil {
			return store.Fault(err)
		}
	}
	ctx, s.stop = context.WithCancel(ctx)
	s.loop.Go(func() { s.look(ctx) })
	s.started = true
	return nil
}

// alone is for a store that no other process works on: whatever is under way was this program's before it ended, so nothing has to be
// waited for.
func (s *Service) alone(ctx context.Context) error {
	others, err := s.store.Abandoned(ctx, s.book.Hash())
	if err != nil {
		return err
	}
	for _, id := range others {
		b, found, err := s.store.Budget(ctx, id)
		if err == nil && found {
			err = s.fail(ctx, id, s.otherRuleset(b.Ruleset))
		}
		if err != nil {
			return err
		}
	}
	if err := s.restart(ctx, 0); err != nil {
		return err
	}
	return s.store.Sweep(ctx)
}

// look looks after what has been left lying, until the service ends.
func (s *Service) look(ctx context.Context) {
	tick := time.NewTicker(min(s.options.Lease/2, 5*time.Second))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := errors.Join(s.restart(ctx, s.options.Lease), s.giveUp(ctx), s.store.Sweep(ctx)); err != nil && ctx.Err() == nil {
			s.log.Warn("budgets cannot be looked after", "error", err)
		}
	}
}

// giveUp ends budgets that nobody is going to calculate, as workers with their book are gone: an upgrade has brought another. They do not
// expire by themselves while they are under way.
func (s *Service) giveUp(ctx context.Context) error {
	idle, err := s.store.Idle(ctx, s.book.Hash(), 24*s.options.Idle, s.options.Idle)
	if err != nil {
		return err
	}
	for id, ruleset := range idle {
		problem := s.otherRuleset(ruleset)
		if ruleset == s.book.Hash() {
			problem = fault.New(fault.BudgetIdle, "", "hours", int((24 * s.options.Idle).Hours()))
		}
		s.log.Warn("a budget is given up", "budget", id, "code", string(problem.Code))
		err = errors.Join(err, s.fail(ctx, id, problem))
	}
	return err
}

// restart hands out again what nobody is going to do. Where there is no room even for that, the budgets that wait are given up: that makes
// room, and they are told.
func (s *Service) restart(ctx context.Context, lease time.Duration) error {
	var chunks map[string][]int
	var finish []string
	err := s.store.InTx(ctx, func(tx *store.Tx) (err error) {
		if chunks, finish, err = tx.Restart(ctx, s.book.Hash(), lease); err != nil {
			return err
		}
		for id, numbers := range chunks {
			s.log.Warn("chunks are handed out again", "budget", id, "chunks", len(numbers))
			if err := s.jobs.chunks(ctx, tx, id, numbers); err != nil {
				return err
			}
		}
		for _, id := range finish {
			if err := s.jobs.finish(ctx, tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	if isFull(err) {
		for id, numbers := range chunks {
			err = errors.Join(err, s.fail(ctx, id, fault.New(fault.BudgetFailed, "", "chunk", numbers[0]+1, "tries", 1), fault.New(fault.StoreFull, "")))
		}
		for _, id := range finish {
			err = errors.Join(err, s.fail(ctx, id, fault.New(fault.BudgetUnfinished, "", "tries", 1), fault.New(fault.StoreFull, "")))
		}
	}
	return err
}

func isFull(err error) bool {
	faults := fault.All(store.Fault(err))
	return len(faults) > 0 && faults[0].Code == fault.StoreFull
}

// Close lets the chunks under way end, as long as ctx allows, and takes on no more.
func (s *Service) Close(ctx context.Context) error {
	s.starting.Lock()
	defer s.starting.Unlock()
	if !s.started {
		return nil
	}
	s.started = false
	s.stop()
	s.loop.Wait()
	if s.options.Workers < 0 {
		return nil
	}
	return s.jobs.Stop(ctx)
}

// State is how far a budget has come.
type State string

// The states; see package store for their order.
const (
	Reading   State = store.Reading
	Checked   State = store.Checked
	Refused   State = store.Refused
	Queued    State = store.Queued
	Running   State = store.Running
	Finished  State = store.Finished
	Failed    State = store.Failed
	Cancelled State = store.Cancelled
)

// Ended tells whether nothing more will happen by itself.
func (s State) Ended() bool {
	return s == Refused || s == Finished || s == Failed || s == Cancelled
}

// Budget is what is known of a budget, without its rows.
type Budget struct {
	ID               string
	State            State
	Created, Expires time.Time // it does not expire while it is under way
	Ruleset          string
	Plan             []byte
	Header           []string
	Lang             lang.Lang
	KeepInput        bool

	Rows, BadRows, People int // as Seal was told
	Chunks, Done          int
	Problem               fault.List // why it failed
}

// New is a budget to be made.
type New struct {
	Plan      []byte // Options.Plan reads it
	Header    []string
	Lang      lang.Lang
	KeepInput bool // keep what is uploaded after the run
}

// Create begins a budget. Its chunks are put next, then it is sealed.
func (s *Service) Create(ctx context.Context, n New) (id string, err error) {
	if err := s.start(ctx); err != nil {
		return "", err
	}
	header, err := json.Marshal(n.Header)
	if err != nil {
		return "", err
	}
	id = strings.ToLower(rand.Text())
	return id, store.Fault(s.store.CreateBudget(ctx, &store.Budget{
		ID: id, Ruleset: s.book.Hash(), Plan: pack(n.Plan), Header: pack(header), Lang: n.Lang.String(), KeepInput: n.KeepInput,
	}, uploadTime, s.options.Keep))
}

// PutChunk adds a block of rows, checked and numbered from 0.
func (s *Service) PutChunk(ctx context.Context, id string, block *workforce.Block) error {
	stored, err := appendBlock(nil, block)
	if err != nil {
		return err
	}
	return s.allowed(ctx, id, lang.Text{ZH: "加入数据", EN: "adding rows"}, s.store.PutChunk(ctx, id, block.Number, pack(stored)), Reading)
}

// KeepInput keeps what is uploaded after the run, as New.KeepInput does, while the upload lasts.
func (s *Service) KeepInput(ctx context.Context, id string) error {
	return s.allowed(ctx, id, lang.Text{ZH: "保留表格", EN: "keeping its table"}, s.store.KeepInput(ctx, id), Reading)
}

// Seal ends the upload: Checked if it can be calculated, Refused if not.
func (s *Service) Seal(ctx context.Context, id string, to State, rows, bad, people int) error {
	err := s.allowed(ctx, id, lang.Text{ZH: "结束上传", EN: "ending the upload"}, s.store.Seal(ctx, id, string(to), rows, bad, people), Reading)
	if err == nil && to == Refused {
		err = store.Fault(s.store.Sweep(ctx))
	}
	return err
}

// Start puts a checked budget's chunks into the queue.
func (s *Service) Start(ctx context.Context, id string) error {
	if err := s.start(ctx); err != nil {
		return err
	}
	err := s.store.InTx(ctx, func(tx *store.Tx) error {
		n, err := tx.Start(ctx, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return s.jobs.finish(ctx, tx, id)
		}
		numbers := make([]int, n)
		for i := range numbers {
			numbers[i] = i
		}
		return s.jobs.chunks(ctx, tx, id, numbers)
	})
	return s.allowed(ctx, id, lang.Text{ZH: "计算", EN: "running it"}, err, Checked)
}

// allowed says in a user's words that a budget is not in the state something needs.
func (s *Service) allowed(ctx context.Context, id string, what lang.Text, err error, needed ...State) error {
	if !errors.Is(err, store.ErrState) {
		return store.Fault(err)
	}
	b, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	return notAllowed(&b, what, needed...)
}

func notAllowed(b *Budget, what lang.Text, needed ...State) error {
	words := make([]string, len(needed))
	for i, n := range needed {
		words[i] = string(n)
	}
	return fault.New(fault.BudgetState, "", "id", b.ID, "state", string(b.State), "what", what, "needed", strings.Join(words, ", "))
}

func unknown(id string) error {
	return fault.New(fault.UnknownID, "", "what", lang.Text{ZH: "预算", EN: "budget"}, "id", id, "choices", "POST /api/v1/budgets")
}

func (s *Service) otherRuleset(theirs string) fault.Error {
	return fault.New(fault.OtherRuleset, "", "theirs", theirs, "ours", s.book.Hash())
}

// Get is a budget as it stands.
func (s *Service) Get(ctx context.Context, id string) (Budget, error) {
	v, found, err := s.store.Budget(ctx, id)
	if err != nil {
		return Budget{}, store.Fault(err)
	}
	if !found {
		return Budget{}, unknown(id)
	}
	b := Budget{
		ID: v.ID, State: State(v.State), Created: time.UnixMilli(v.Created).UTC(), Expires: time.UnixMilli(v.Expires).UTC(), Ruleset: v.Ruleset, KeepInput: v.KeepInput,
		Rows: v.Rows, BadRows: v.Bad, People: v.People, Chunks: v.Chunks, Done: v.Done,
	}
	if b.State == Queued || b.State == Running {
		b.Expires = time.Time{}
	}
	b.Lang, _ = lang.Parse(v.Lang)
	if b.Plan, err = unpack(nil, v.Plan); err != nil {
		return b, err
	}
	header, err := unpack(nil, v.Header)
	if err != nil {
		return b, err
	}
	if err := json.Unmarshal(header, &b.Header); err != nil {
		return b, err
	}
	if v.Problem != nil {
		err = json.Unmarshal(v.Problem, &b.Problem)
	}
	return b, err
}

// Watch is a budget now and after every change, until it has ended.
func (s *Service) Watch(ctx context.Context, id string) iter.Seq2[Budget, error] {
	return func(yield func(Budget, error) bool) {
		tick := time.NewTicker(watchTime)
		defer tick.Stop()
		var last Budget
		for {
			b, err := s.Get(ctx, id)
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				yield(b, err)
				return
			}
			if b.State != last.State || b.Done != last.Done || b.Chunks != last.Chunks {
				if !yield(b, nil) || b.State.Ended() {
					return
				}
				last = b
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}
}

// Cancel ends a budget that has not ended. What was uploaded and calculated is deleted; a chunk under way runs to its end for nothing.
func (s *Service) Cancel(ctx context.Context, id string) error {
	err := s.store.End(ctx, id, store.Cancelled, nil)
	if err == nil {
		err = s.store.Forget(ctx)
	}
	return s.allowed(ctx, id, lang.Text{ZH: "取消", EN: "cancelling it"}, err, Reading, Checked, Queued, Running)
}

// Delete deletes everything of a budget, now.
func (s *Service) Delete(ctx context.Context, id string) error {
	err := s.store.Delete(ctx, id)
	if errors.Is(err, store.ErrState) {
		return unknown(id)
	}
	s.prepared.drop(id)
	return store.Fault(err)
}
