-- +goose Up
-- Blobs stand apart from what changes while a budget is calculated: SQLite writes a row whole. All of them are compressed.
CREATE TABLE budget (
    id         TEXT    NOT NULL PRIMARY KEY,
    state      TEXT    NOT NULL,            -- reading, checked, refused, queued, running, finished, failed, cancelled
    created    INTEGER NOT NULL,            -- milliseconds since 1970, UTC, as all times here
    changed    INTEGER NOT NULL,            -- when it last got anywhere
    expires    INTEGER NOT NULL,            -- then everything of it is deleted
    keep       INTEGER NOT NULL,            -- for how many milliseconds after the last step
    ruleset    TEXT    NOT NULL,            -- hash of the policy book it is calculated with
    plan       BLOB    NOT NULL,
    header     BLOB    NOT NULL,
    lang       TEXT    NOT NULL,
    keep_input INTEGER NOT NULL,            -- 1: what was uploaded stays after the run
    people     INTEGER NOT NULL DEFAULT 0,
    row_count  INTEGER NOT NULL DEFAULT 0,
    bad_rows   INTEGER NOT NULL DEFAULT 0,
    chunks     INTEGER NOT NULL DEFAULT 0,
    done       INTEGER NOT NULL DEFAULT 0,  -- chunks that have a part
    problem    BLOB                         -- why it failed
) STRICT;
CREATE INDEX budget_expires ON budget (expires);
CREATE INDEX budget_state ON budget (state);

CREATE TABLE budget_chunk (
    budget TEXT    NOT NULL REFERENCES budget (id),
    number INTEGER NOT NULL,
    since  INTEGER,                         -- when a worker took it; NULL: waiting in the queue
    tries  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (budget, number)
) STRICT;

CREATE TABLE budget_input (
    budget TEXT    NOT NULL REFERENCES budget (id),
    number INTEGER NOT NULL,
    block  BLOB    NOT NULL,
    PRIMARY KEY (budget, number)
) STRICT;

-- A part is a chunk's result. It is there once or not at all: that it is there is what says the chunk is done.
CREATE TABLE budget_part (
    budget  TEXT    NOT NULL REFERENCES budget (id),
    number  INTEGER NOT NULL,
    records BLOB    NOT NULL,
    totals  BLOB    NOT NULL,
    PRIMARY KEY (budget, number)
) STRICT;

CREATE TABLE budget_file (
    budget  TEXT NOT NULL REFERENCES budget (id),
    name    TEXT NOT NULL,                  -- totals, and what the reader of the upload keeps
    content BLOB NOT NULL,
    PRIMARY KEY (budget, name)
) STRICT;

-- +goose Down
DROP TABLE budget_file;
DROP TABLE budget_part;
DROP TABLE budget_input;
DROP TABLE budget_chunk;
DROP TABLE budget;
