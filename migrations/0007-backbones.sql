-- A further kind of job, as in 0006.
ALTER TABLE jobs ADD COLUMN work TEXT NOT NULL DEFAULT 'import'
  CHECK (work IN ('import', 'tune', 'predict', 'segment', 'demo', 'report', 'erase', 'experiment', 'backbone'));
UPDATE jobs SET work = kind;
ALTER TABLE jobs DROP COLUMN kind;
ALTER TABLE jobs RENAME COLUMN work TO kind;

-- Frozen networks that were imported. Their files lie in the data folder's models/<sha256>; should those be lost, a row
-- still says which file to bring again.
CREATE TABLE backbones (
  -- Over architecture, preprocessing and weights.
  sha256                TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
  preprocessing_sha256  TEXT NOT NULL CHECK (length(preprocessing_sha256) = 64),
  name                  TEXT NOT NULL,
  -- The file that was imported; of several, the one that was chosen.
  source_name           TEXT NOT NULL,
  source_bytes          INTEGER NOT NULL CHECK (source_bytes >= 0),
  source_sha256         TEXT NOT NULL CHECK (length(source_sha256) = 64),
  -- JSON, by name: what was taken for known of it. With the same file they make the same network again.
  facts                 TEXT NOT NULL CHECK (json_valid(facts)),
  -- In words: what the network answered before it was taken over.
  self_test             TEXT NOT NULL,
  imported_at           TEXT NOT NULL,
  imported_by           TEXT NOT NULL REFERENCES users (id)
) STRICT;

-- The network that new tuning runs use; no row: the shipped one.
CREATE TABLE chosen_backbone (
  only_row  INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
  sha256    TEXT NOT NULL REFERENCES backbones (sha256)
) STRICT;
