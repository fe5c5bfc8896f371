-- +goose Up
CREATE TABLE saved_scenario (
    id              TEXT    NOT NULL PRIMARY KEY,
    created         INTEGER NOT NULL,        -- milliseconds since 1970, UTC
    ruleset         TEXT    NOT NULL,        -- hash of the policy book it was calculated with
    body            TEXT    NOT NULL,        -- the scenario, as JSON
    totals          TEXT    NOT NULL,        -- its sums, as JSON
    parameters      TEXT    NOT NULL,        -- the book's values it rests on, as JSON
    digest          TEXT    NOT NULL,        -- of the body
    idempotency_key TEXT    UNIQUE
) STRICT;
CREATE INDEX saved_scenario_created ON saved_scenario (created);

-- +goose Down
DROP TABLE saved_scenario;
