package store

import (
	"context"
	"errors"
)

// Saved is one saved scenario, with what it came to and the book it was calculated with.
type Saved struct {
	ID         string
	Created    int64 // milliseconds since 1970, UTC
	Ruleset    string
	Body       string // the scenario as JSON
	Totals     string // its sums as JSON
	Parameters string // the book's values it rests on, as JSON
	Digest     string // of the body
	Key        string // the Idempotency-Key it was saved under; "" if none
}

// ErrKeyReused is the error of an idempotency key that has saved something else.
var ErrKeyReused = errors.New("store: the idempotency key has saved another scenario")

// savedInMemory is how many bytes of scenarios are kept in memory; the oldest go first.
const savedInMemory = 64 << 20

const savedColumns = `id, created, ruleset, body, totals, parameters, digest, COALESCE(idempotency_key, '')`

func (v *Saved) fields() []any {
	return []any{&v.ID, &v.Created, &v.Ruleset, &v.Body, &v.Totals, &v.Parameters, &v.Digest, &v.Key}
}

// Save keeps a scenario, whole or not at all. Saved again under the same idempotency key, the first one comes back.
func (s *Store) Save(ctx context.Context, v Saved) (Saved, error) {
	if err := s.taking(); err != nil {
		return v, err
	}
	err := s.InTx(ctx, func(tx *Tx) error {
		// Inserted first and looked up afterwards: of two at once the second waits for the first, and then finds it.
		n, err := tx.exec(ctx, `INSERT INTO saved_scenario (id, created, ruleset, body, totals, parameters, digest, idempotency_key)
			VALUES (?, ?, ?, ?, ?, ?, ?, NULLIF(?, '')) ON CONFLICT (idempotency_key) DO NOTHING`,
			v.ID, v.Created, v.Ruleset, v.Body, v.Totals, v.Parameters, v.Digest, v.Key)
		if err != nil {
			return err
		}
		if n == 0 {
			var before Saved
			if _, err := tx.one(ctx, `SELECT `+savedColumns+` FROM saved_scenario WHERE idempotency_key = ?`, []any{v.Key}, before.fields()...); err != nil {
				return err
			}
			if before.Digest != v.Digest {
				return ErrKeyReused
			}
			v = before
			return nil
		}
		if s.InMemory() {
			_, err = tx.exec(ctx, `DELETE FROM saved_scenario WHERE id IN (
				SELECT id FROM (SELECT id, SUM(LENGTH(body) + LENGTH(totals) + LENGTH(parameters)) OVER (ORDER BY created DESC, id DESC) AS held FROM saved_scenario) AS sizes WHERE held > ?)`, savedInMemory)
		}
		return err
	})
	return v, err
}

// Get is a saved scenario; found is false if there is none of that id.
func (s *Store) Get(ctx context.Context, id string) (v Saved, found bool, err error) {
	if err := s.open(); err != nil {
		return v, false, err
	}
	found, err = s.read.one(ctx, `SELECT `+savedColumns+` FROM saved_scenario WHERE id = ?`, []any{id}, v.fields()...)
	return v, found, err
}
