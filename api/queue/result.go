package queue

import (
	"context"
	"errors"
	"iter"

	"fenhao/api/store"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
)

// Prepared is the budget made ready, in any state: what reads its records and totals.
func (s *Service) Prepared(ctx context.Context, id string) (*workforce.Budget, error) {
	r, err := s.prepared.get(ctx, id)
	if err != nil {
		return nil, err
	}
	return r.budget, nil
}

// result is a budget that is finished and of this book. Nothing of it can be read before.
func (s *Service) result(ctx context.Context, id string) (Budget, error) {
	b, err := s.Get(ctx, id)
	switch {
	case err != nil:
		return b, err
	case b.State != Finished:
		return b, notAllowed(&b, lang.Text{ZH: "读取结果", EN: "reading its result"}, Finished)
	case b.Ruleset != s.book.Hash():
		return b, s.otherRuleset(b.Ruleset)
	}
	return b, nil
}

// Totals are the sums of a finished budget.
func (s *Service) Totals(ctx context.Context, id string) (*workforce.Totals, error) {
	if _, err := s.result(ctx, id); err != nil {
		return nil, err
	}
	p, err := s.prepared.get(ctx, id)
	if err != nil {
		return nil, err
	}
	raw, err := s.File(ctx, id, totalsFile)
	if err != nil {
		return nil, err
	}
	return p.budget.ReadTotals(raw)
}

// totalsFile is the file that Finish keeps.
const totalsFile = "totals"

// Parts are the records of a finished budget, part by part in the order of the table. The memory is used again.
func (s *Service) Parts(ctx context.Context, id string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		b, err := s.result(ctx, id)
		if err != nil {
			yield(nil, err)
			return
		}
		var raw []byte
		for n := range b.Chunks {
			packed, found, err := s.store.Records(ctx, id, n)
			switch {
			case err != nil:
				err = store.Fault(err)
			case !found:
				err = unknown(id) // deleted in the meantime
			default:
				raw, err = unpack(raw, packed)
			}
			if !yield(raw, err) || err != nil {
				return
			}
		}
	}
}

// Blocks are the rows of an upload that was kept, to be checked under another plan: without those that its own plan made.
func (s *Service) Blocks(ctx context.Context, id string) iter.Seq2[*workforce.Block, error] {
	return func(yield func(*workforce.Block, error) bool) {
		b, err := s.Get(ctx, id)
		if err != nil {
			yield(nil, err)
			return
		}
		for n := range b.Chunks {
			packed, found, err := s.store.Input(ctx, id, n)
			if err == nil && !found {
				yield(nil, fault.New(fault.TableGone, "", "id", b.ID))
				return
			}
			block, err := opened(packed, err)
			if err != nil {
				yield(nil, store.Fault(err))
				return
			}
			if block.Planned {
				continue
			}
			block.Skip, block.Before = nil, nil
			if !yield(block, nil) {
				return
			}
		}
	}
}

func opened(packed []byte, err error) (*workforce.Block, error) {
	if err != nil {
		return nil, err
	}
	raw, err := unpack(nil, packed)
	if err != nil {
		return nil, err
	}
	return readBlock(raw)
}

// PutFile keeps something beside a budget, until the budget goes.
func (s *Service) PutFile(ctx context.Context, id, name string, content []byte) error {
	err := s.store.PutFile(ctx, id, name, pack(content))
	if errors.Is(err, store.ErrState) {
		return unknown(id)
	}
	return store.Fault(err)
}

// File is what PutFile kept.
func (s *Service) File(ctx context.Context, id, name string) ([]byte, error) {
	packed, found, err := s.store.File(ctx, id, name)
	if err != nil {
		return nil, store.Fault(err)
	}
	if !found {
		return nil, unknown(id)
	}
	return unpack(nil, packed)
}
