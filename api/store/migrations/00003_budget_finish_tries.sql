-- +goose Up
-- How often it was tried to add the parts up.
ALTER TABLE budget ADD COLUMN finish_tries INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE budget DROP COLUMN finish_tries;
