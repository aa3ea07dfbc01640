-- A further kind of job. A column's own check goes with the column, so the kinds move to one with the longer list.
ALTER TABLE jobs ADD COLUMN work TEXT NOT NULL DEFAULT 'import'
  CHECK (work IN ('import', 'tune', 'predict', 'segment', 'demo', 'report', 'erase', 'experiment'));
UPDATE jobs SET work = kind;
ALTER TABLE jobs DROP COLUMN kind;
ALTER TABLE jobs RENAME COLUMN work TO kind;

-- A grid of methods over tasks, by stages.
CREATE TABLE experiments (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL,
  -- JSON, read through the contract's own schema.
  definition  TEXT NOT NULL,
  job_id      TEXT NOT NULL REFERENCES jobs (id),
  created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX experiments_by_job ON experiments (job_id);

-- One run: a method trained on one draw of one task, and judged on the task's test set. Experiments that ask for the same
-- run share it.
CREATE TABLE experiment_runs (
  -- Made from everything that the figures follow from: code, network, cases, method, values, draw.
  id              TEXT PRIMARY KEY NOT NULL,
  -- Hash of code, network and cases alone: runs that differ in it are never averaged together.
  provenance      TEXT NOT NULL,
  task            TEXT NOT NULL,
  backbone        TEXT NOT NULL,
  method          TEXT NOT NULL,
  -- JSON.
  options         TEXT NOT NULL,
  -- NULL: all there are.
  cases_per_class INTEGER CHECK (cases_per_class > 0),
  draw            INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('done', 'failed')),
  -- JSON: a result row for each source of masks it was judged with; '[]' where it failed.
  rows            TEXT NOT NULL,
  error_code      TEXT,
  error_message   TEXT,
  finished_at     TEXT NOT NULL
) STRICT;
CREATE INDEX experiment_runs_by_provenance ON experiment_runs (provenance);
