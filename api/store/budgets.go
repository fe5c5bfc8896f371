package store

import (
	"context"
	"errors"
	"time"
)

// Budget is a workforce budget without its rows. Times are milliseconds since 1970, UTC, by the database's clock.
type Budget struct {
	ID                        string
	State                     string
	Created, Changed, Expires int64
	Ruleset                   string
	Plan, Header              []byte
	Lang                      string
	KeepInput                 bool
	Rows, Bad, People         int
	Chunks, Done              int
	Problem                   []byte // why it failed; nil if it did not
}

// The states. What a state is followed by: reading → checked or refused, checked → queued → running → finished or failed; cancelled at any time.
const (
	Reading   = "reading"
	Checked   = "checked"
	Refused   = "refused"
	Queued    = "queued"
	Running   = "running"
	Finished  = "finished"
	Failed    = "failed"
	Cancelled = "cancelled"
)

// ErrState is the error of something that a budget's state does not allow, or of a budget that is not there.
var ErrState = errors.New("store: not in this state")

const budgetColumns = `id, state, created, changed, expires, ruleset, plan, header, lang, keep_input, row_count, bad_rows, people, chunks, done, problem`

// CreateBudget begins a budget, in state reading. An upload that has not ended after a while never will; what comes of it is kept for a
// time of its own, from the last step on.
func (s *Store) CreateBudget(ctx context.Context, b *Budget, upload, keep time.Duration) error {
	if err := errors.Join(s.open(), s.taking()); err != nil {
		return err
	}
	_, err := s.write.exec(ctx, `INSERT INTO budget (id, state, created, changed, expires, keep, ruleset, plan, header, lang, keep_input)
		VALUES (?, 'reading', @now, @now, @now + ?, ?, ?, ?, ?, ?, ?)`, b.ID, upload.Milliseconds(), keep.Milliseconds(), b.Ruleset, b.Plan, b.Header, b.Lang, number(b.KeepInput))
	return err
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Budget is a budget as it stands; found is false if there is none of that id.
func (s *Store) Budget(ctx context.Context, id string) (b Budget, found bool, err error) {
	if err := s.open(); err != nil {
		return b, false, err
	}
	var keep int
	found, err = s.read.one(ctx, `SELECT `+budgetColumns+` FROM budget WHERE id = ?`, []any{id},
		&b.ID, &b.State, &b.Created, &b.Changed, &b.Expires, &b.Ruleset, &b.Plan, &b.Header, &b.Lang, &keep, &b.Rows, &b.Bad, &b.People, &b.Chunks, &b.Done, &b.Problem)
	b.KeepInput = keep == 1
	return b, found, err
}

// changedOne turns a number of changed rows into ErrState if there was none.
func changedOne(n int64, err error) error {
	if err == nil && n == 0 {
		return ErrState
	}
	return err
}

// PutChunk adds the next chunk's rows to a budget that is being read.
func (s *Store) PutChunk(ctx context.Context, id string, chunk int, block []byte) error {
	if err := s.taking(); err != nil {
		return err
	}
	return s.InTx(ctx, func(tx *Tx) error {
		if err := changedOne(tx.exec(ctx, `UPDATE budget SET chunks = chunks + 1, changed = @now WHERE id = ? AND state = 'reading'`, id)); err != nil {
			return err
		}
		if _, err := tx.exec(ctx, `INSERT INTO budget_chunk (budget, number) VALUES (?, ?)`, id, chunk); err != nil {
			return err
		}
		_, err := tx.exec(ctx, `INSERT INTO budget_input (budget, number, block) VALUES (?, ?, ?)`, id, chunk, block)
		return err
	})
}

// KeepInput says that what is uploaded is to be kept.
func (s *Store) KeepInput(ctx context.Context, id string) error {
	if err := s.open(); err != nil {
		return err
	}
	return changedOne(s.write.exec(ctx, `UPDATE budget SET keep_input = 1, changed = @now WHERE id = ? AND state = 'reading'`, id))
}

// Seal says that all has been read, and what was found.
func (s *Store) Seal(ctx context.Context, id, state string, rows, bad, people int) error {
	if err := s.open(); err != nil {
		return err
	}
	return changedOne(s.write.exec(ctx, `UPDATE budget SET state = ?, row_count = ?, bad_rows = ?, people = ?, changed = @now, expires = @now + keep WHERE id = ? AND state = 'reading'`,
		state, rows, bad, people, id))
}

// Start queues a checked budget. The jobs of its chunks go into the same transaction. It does not expire before it has ended.
func (tx *Tx) Start(ctx context.Context, id string) (chunks int, err error) {
	found, err := tx.one(ctx, `UPDATE budget SET state = 'queued', changed = @now WHERE id = ? AND state = 'checked' RETURNING chunks`, []any{id}, &chunks)
	if err == nil && !found {
		err = ErrState
	}
	return chunks, err
}

// Take takes a chunk for a worker: its rows, and the how-manieth try this is. Of a chunk that is done, or of a budget that no longer runs,
// found is false.
func (s *Store) Take(ctx context.Context, id string, chunk int) (block []byte, tries int, found bool, err error) {
	err = s.InTx(ctx, func(tx *Tx) error {
		found, err = tx.one(ctx, `UPDATE budget_chunk SET since = @now, tries = tries + 1 WHERE budget = ? AND number = ?
			AND EXISTS (SELECT 1 FROM budget WHERE id = budget AND state IN ('queued', 'running'))
			AND NOT EXISTS (SELECT 1 FROM budget_part p WHERE p.budget = budget_chunk.budget AND p.number = budget_chunk.number)
			RETURNING tries`, []any{id, chunk}, &tries)
		if err != nil || !found {
			return err
		}
		_, err = tx.exec(ctx, `UPDATE budget SET state = 'running', changed = @now WHERE id = ? AND state = 'queued'`, id)
		return err
	})
	if err != nil || !found {
		return nil, 0, false, err
	}
	found, err = s.read.one(ctx, `SELECT block FROM budget_input WHERE budget = ? AND number = ?`, []any{id, chunk}, &block)
	return block, tries, found, err
}

// Complete keeps a chunk's result. It is counted the first time only; last says that it was the last one of the budget.
func (tx *Tx) Complete(ctx context.Context, id string, chunk int, records, totals []byte) (last bool, err error) {
	n, err := tx.exec(ctx, `INSERT INTO budget_part (budget, number, records, totals) VALUES (?, ?, ?, ?) ON CONFLICT (budget, number) DO NOTHING`, id, chunk, records, totals)
	if err != nil || n == 0 {
		return false, err
	}
	var done, chunks int
	found, err := tx.one(ctx, `UPDATE budget SET done = done + 1, changed = @now WHERE id = ? AND state = 'running' RETURNING done, chunks`, []any{id}, &done, &chunks)
	if err == nil && !found {
		err = ErrState // cancelled in the meantime: the part goes with the transaction
	}
	return done == chunks, err
}

// TakeFinish takes the last job of a budget, whose chunks are all done, for a worker: the how-manieth try this is. Of a budget that no
// longer runs found is false.
func (s *Store) TakeFinish(ctx context.Context, id string) (tries int, found bool, err error) {
	err = s.inRoomyTx(ctx, func(tx *Tx) (err error) {
		found, err = tx.one(ctx, `UPDATE budget SET finish_tries = finish_tries + 1, changed = @now WHERE id = ? AND state IN ('queued', 'running') AND done = chunks RETURNING finish_tries`, []any{id}, &tries)
		return err
	})
	return tries, found, err
}

// Working says that the last job of a budget goes on, so that it is not handed out again.
func (s *Store) Working(ctx context.Context, id string) error {
	_, err := s.write.exec(ctx, `UPDATE budget SET changed = @now WHERE id = ? AND state IN ('queued', 'running')`, id)
	return err
}

// Finish publishes a result, all of it at once, and deletes what was uploaded unless it is to be kept.
func (s *Store) Finish(ctx context.Context, id string, totals []byte) error {
	return s.inRoomyTx(ctx, func(tx *Tx) error {
		if err := changedOne(tx.exec(ctx, `UPDATE budget SET state = 'finished', changed = @now, expires = @now + keep WHERE id = ? AND state IN ('queued', 'running') AND done = chunks`, id)); err != nil {
			return err
		}
		if err := tx.putFile(ctx, id, "totals", totals); err != nil {
			return err
		}
		_, err := tx.exec(ctx, `DELETE FROM budget_input WHERE budget = ? AND EXISTS (SELECT 1 FROM budget WHERE id = budget AND keep_input = 0)`, id)
		return err
	})
}

// End ends a budget that has not ended yet: failed, with a reason, or cancelled. Its rows and parts are deleted: before it says so, which in
// a store that is full makes the room to say it, and after, when no worker adds any more.
func (s *Store) End(ctx context.Context, id, state string, problem []byte) error {
	return s.roomy(ctx, func() error { return s.end(ctx, id, state, problem) })
}

func (s *Store) end(ctx context.Context, id, state string, problem []byte) error {
	return s.InTx(ctx, func(tx *Tx) error {
		if found, err := tx.one(ctx, `SELECT 1 FROM budget WHERE id = ? AND state IN ('reading', 'checked', 'queued', 'running')`, []any{id}, new(int)); err != nil {
			return err
		} else if !found {
			return ErrState
		}
		if err := tx.clear(ctx, id); err != nil {
			return err
		}
		if err := changedOne(tx.exec(ctx, `UPDATE budget SET state = ?, problem = ?, changed = @now, expires = @now + keep WHERE id = ? AND state IN ('reading', 'checked', 'queued', 'running')`, state, problem, id)); err != nil {
			return err // nothing has been deleted either
		}
		return tx.clear(ctx, id)
	})
}

// clear deletes the parts of a budget without a result, and its rows unless they are kept on purpose.
func (tx *Tx) clear(ctx context.Context, id string) error {
	if _, err := tx.exec(ctx, `DELETE FROM budget_part WHERE budget = ?`, id); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM budget_input WHERE budget = ? AND EXISTS (SELECT 1 FROM budget WHERE id = budget AND keep_input = 0)`, id)
	return err
}

// Restart queues chunks again that nobody is going to do: their numbers by budget. A worker took one and has not been heard of for a while,
// or it died before it took what the queue had given it: then its budget gets nowhere, and no job for the chunk waits in the queue. The jobs
// go into the same transaction, and so does the last job of budgets whose chunks are all done.
func (tx *Tx) Restart(ctx context.Context, ruleset string, lease time.Duration) (chunks map[string][]int, finish []string, err error) {
	chunks = map[string][]int{}
	ms := lease.Milliseconds()
	err = tx.each(ctx, `UPDATE budget_chunk SET since = NULL
		WHERE budget IN (SELECT id FROM budget WHERE state IN ('queued', 'running') AND ruleset = ?)
		AND NOT EXISTS (SELECT 1 FROM budget_part p WHERE p.budget = budget_chunk.budget AND p.number = budget_chunk.number)
		AND (since <= @now - ? OR since IS NULL AND EXISTS (SELECT 1 FROM budget WHERE id = budget AND changed <= @now - ?)
			AND (budget, number) NOT IN (SELECT args ->> 'budget', CAST(args ->> 'chunk' AS BIGINT) FROM river_job
				WHERE kind = 'budget_chunk' AND state IN ('available', 'pending', 'retryable', 'scheduled')))
		RETURNING budget, number`, []any{ruleset, ms, ms}, func(scan func(...any) error) error {
		var id string
		var n int
		err := scan(&id, &n)
		chunks[id] = append(chunks[id], n)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	err = tx.each(ctx, `UPDATE budget SET changed = @now WHERE state IN ('queued', 'running') AND ruleset = ? AND done = chunks AND changed <= @now - ?
		AND id NOT IN (SELECT args ->> 'budget' FROM river_job WHERE kind = 'budget_finish' AND state IN ('available', 'pending', 'retryable', 'scheduled'))
		RETURNING id`,
		[]any{ruleset, ms}, func(scan func(...any) error) error {
			var id string
			err := scan(&id)
			finish = append(finish, id)
			return err
		})
	return chunks, finish, err
}

// Idle are the budgets under way, and their rulesets, of books that nobody works with any more: for a while nothing has come of any budget
// of that book, of another than ours. Of ours it may be a longer while.
func (s *Store) Idle(ctx context.Context, ruleset string, ours, others time.Duration) (idle map[string]string, err error) {
	idle = map[string]string{}
	err = s.read.each(ctx, `SELECT id, ruleset FROM budget b WHERE state IN ('queued', 'running') AND NOT EXISTS (SELECT 1 FROM budget o WHERE o.ruleset = b.ruleset
		AND o.changed > @now - CASE WHEN b.ruleset = ? THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END)`, []any{ruleset, ours.Milliseconds(), others.Milliseconds()},
		func(scan func(...any) error) error {
			var id, theirs string
			err := scan(&id, &theirs)
			idle[id] = theirs
			return err
		})
	return idle, err
}

// Abandoned are what a process that is gone cannot go on with, where no other process shares the store: uploads cut off in the middle
// expire now, and the ids of budgets under way with another book are returned.
func (s *Store) Abandoned(ctx context.Context, ruleset string) (other []string, err error) {
	if err := s.open(); err != nil {
		return nil, err
	}
	err = s.inRoomyTx(ctx, func(tx *Tx) error {
		_, err := tx.exec(ctx, `UPDATE budget SET expires = 0 WHERE state = 'reading'`)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = s.write.each(ctx, `SELECT id FROM budget WHERE state IN ('checked', 'queued', 'running') AND ruleset <> ?`, []any{ruleset}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		other = append(other, id)
		return err
	})
	return other, err
}

// Delete deletes everything of a budget, its jobs included. Ended first, so that no worker puts anything back.
func (s *Store) Delete(ctx context.Context, id string) error {
	err := s.roomy(ctx, func() error {
		if err := s.end(ctx, id, Cancelled, nil); err != nil && !errors.Is(err, ErrState) {
			return err
		}
		return s.InTx(ctx, func(tx *Tx) error { return tx.delete(ctx, id) })
	})
	return errors.Join(err, s.Forget(ctx))
}

func (tx *Tx) delete(ctx context.Context, id string) error {
	for _, table := range [...]string{"budget_part", "budget_input", "budget_chunk", "budget_file"} {
		if _, err := tx.exec(ctx, `DELETE FROM `+table+` WHERE budget = ?`, id); err != nil {
			return err
		}
	}
	if _, err := tx.exec(ctx, `DELETE FROM river_job WHERE kind IN ('budget_chunk', 'budget_finish') AND args ->> 'budget' = ?`, id); err != nil {
		return err
	}
	return changedOne(tx.exec(ctx, `DELETE FROM budget WHERE id = ?`, id))
}

// Sweep deletes what has expired, of budgets that are not under way, and the rows and parts of budgets that ended without a result.
func (s *Store) Sweep(ctx context.Context) error {
	if err := s.open(); err != nil {
		return err
	}
	var expired []string
	err := s.read.each(ctx, `SELECT id FROM budget WHERE expires <= @now AND state NOT IN ('queued', 'running')`, nil, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		expired = append(expired, id)
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range expired {
		if err := s.Delete(ctx, id); err != nil && !errors.Is(err, ErrState) { // another machine was quicker
			return err
		}
	}
	var inputs, parts int64
	err = s.inRoomyTx(ctx, func(tx *Tx) (err error) {
		if inputs, err = tx.exec(ctx, `DELETE FROM budget_input WHERE budget IN (SELECT id FROM budget WHERE state IN ('refused', 'failed', 'cancelled') AND keep_input = 0)`); err != nil {
			return err
		}
		parts, err = tx.exec(ctx, `DELETE FROM budget_part WHERE budget IN (SELECT id FROM budget WHERE state IN ('failed', 'cancelled'))`)
		return err
	})
	if err != nil || inputs+parts == 0 && !s.scarce.Load() {
		return err
	}
	return s.Forget(ctx)
}

// PutFile keeps something beside a budget, in the place of what had that name.
func (s *Store) PutFile(ctx context.Context, id, name string, content []byte) error {
	if err := s.taking(); err != nil {
		return err
	}
	return s.InTx(ctx, func(tx *Tx) error {
		if found, err := tx.one(ctx, `SELECT 1 FROM budget WHERE id = ?`, []any{id}, new(int)); err != nil {
			return err
		} else if !found {
			return ErrState
		}
		return tx.putFile(ctx, id, name, content)
	})
}

func (tx *Tx) putFile(ctx context.Context, id, name string, content []byte) error {
	_, err := tx.exec(ctx, `INSERT INTO budget_file (budget, name, content) VALUES (?, ?, ?) ON CONFLICT (budget, name) DO UPDATE SET content = excluded.content`, id, name, content)
	return err
}

// File is what PutFile kept; found is false if nothing has that name.
func (s *Store) File(ctx context.Context, id, name string) (content []byte, found bool, err error) {
	return s.blob(ctx, `SELECT content FROM budget_file WHERE budget = ? AND name = ?`, id, name)
}

// Input is a chunk's rows; found is false if they were not kept.
func (s *Store) Input(ctx context.Context, id string, chunk int) (block []byte, found bool, err error) {
	return s.blob(ctx, `SELECT block FROM budget_input WHERE budget = ? AND number = ?`, id, chunk)
}

// Records are a chunk's results.
func (s *Store) Records(ctx context.Context, id string, chunk int) (records []byte, found bool, err error) {
	return s.blob(ctx, `SELECT records FROM budget_part WHERE budget = ? AND number = ?`, id, chunk)
}

// Totals are a chunk's sums.
func (s *Store) Totals(ctx context.Context, id string, chunk int) (totals []byte, found bool, err error) {
	return s.blob(ctx, `SELECT totals FROM budget_part WHERE budget = ? AND number = ?`, id, chunk)
}

func (s *Store) blob(ctx context.Context, query string, args ...any) (b []byte, found bool, err error) {
	if err := s.open(); err != nil {
		return nil, false, err
	}
	found, err = s.read.one(ctx, query, args, &b)
	return b, found, err
}
