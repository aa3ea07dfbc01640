-- Long work. A job that was running when the host died is queued again and resumes from its checkpoint.
CREATE TABLE jobs (
  id             TEXT PRIMARY KEY NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('import', 'tune', 'predict', 'segment', 'demo', 'report', 'erase')),
  state          TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- JSON, read through the job kind's own schema.
  payload        TEXT NOT NULL,
  result         TEXT,
  done           INTEGER NOT NULL DEFAULT 0,
  total          INTEGER NOT NULL DEFAULT 0,
  -- Times the work was begun and not let go of in good order.
  attempts       INTEGER NOT NULL DEFAULT 0,
  paused         INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  -- Asked to stop; the state follows when the work has let go.
  cancelling     INTEGER NOT NULL DEFAULT 0 CHECK (cancelling IN (0, 1)),
  error_code     TEXT,
  error_message  TEXT,
  error_remedy   TEXT,
  created_by     TEXT NOT NULL REFERENCES users (id),
  created_at     TEXT NOT NULL,
  started_at     TEXT,
  finished_at    TEXT
) STRICT;
CREATE INDEX jobs_by_state ON jobs (state, id);

-- One row per file of an import: its report, and where a killed import continues.
CREATE TABLE import_items (
  id         TEXT PRIMARY KEY NOT NULL,
  job_id     TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'imported', 'duplicate', 'refused')),
  source_id  TEXT REFERENCES sources (id) ON DELETE SET NULL,
  code       TEXT,
  message    TEXT,
  remedy     TEXT,
  UNIQUE (job_id, position)
) STRICT;
CREATE INDEX import_items_by_source ON import_items (source_id);
CREATE INDEX import_items_by_state ON import_items (job_id, state, position);

-- A question and the cases it is asked of.
CREATE TABLE cohorts (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL UNIQUE,
  schema_id   TEXT NOT NULL REFERENCES label_schemas (id),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE cohort_cases (
  cohort_id   TEXT NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  PRIMARY KEY (cohort_id, finding_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cohort_cases_by_finding ON cohort_cases (finding_id);

CREATE TABLE splits (
  id          TEXT PRIMARY KEY NOT NULL,
  cohort_id   TEXT NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
  -- What keeps test apart from training.
  kind        TEXT NOT NULL CHECK (kind IN ('patient', 'site', 'operation', 'sequence')),
  -- Whether validation holds patients of its own, or blocks of frames of training's only patient.
  validation  TEXT NOT NULL CHECK (validation IN ('patient', 'within-group')),
  seed        INTEGER NOT NULL,
  -- Training cases drawn per class; NULL: all there were.
  cases_per_class  INTEGER CHECK (cases_per_class > 0),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE split_cases (
  split_id    TEXT NOT NULL REFERENCES splits (id) ON DELETE CASCADE,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  frame_id    TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  part        TEXT NOT NULL CHECK (part IN ('train', 'validation', 'test')),
  -- The class, mask and patient as they were when the split was drawn, so that a run can be repeated.
  class_id         TEXT NOT NULL REFERENCES label_classes (id),
  mask_version_id  TEXT REFERENCES mask_versions (id),
  patient_id       TEXT NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  PRIMARY KEY (split_id, finding_id, frame_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX split_cases_by_frame ON split_cases (frame_id);
CREATE INDEX split_cases_by_finding ON split_cases (finding_id);
CREATE INDEX split_cases_by_mask ON split_cases (mask_version_id);
CREATE INDEX split_cases_by_patient ON split_cases (patient_id);

CREATE TABLE tuning_runs (
  id                TEXT PRIMARY KEY NOT NULL,
  job_id            TEXT NOT NULL REFERENCES jobs (id),
  split_id          TEXT NOT NULL REFERENCES splits (id) ON DELETE CASCADE,
  method            TEXT NOT NULL,
  -- JSON, read through the method's own schema.
  options           TEXT NOT NULL,
  -- JSON: learning rate, weight decay, epochs, batch, patience (src-main/tuning).
  hyperparameters   TEXT NOT NULL,
  seed              INTEGER NOT NULL,
  backbone_name     TEXT NOT NULL,
  backbone_sha256   TEXT NOT NULL,
  state             TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  provider          TEXT,
  created_at        TEXT NOT NULL,
  finished_at       TEXT
) STRICT;
CREATE INDEX tuning_runs_by_split ON tuning_runs (split_id);
CREATE INDEX tuning_runs_by_job ON tuning_runs (job_id);

CREATE TABLE run_epochs (
  run_id              TEXT NOT NULL REFERENCES tuning_runs (id) ON DELETE CASCADE,
  epoch               INTEGER NOT NULL,
  learning_rate       REAL NOT NULL,
  train_loss          REAL NOT NULL,
  validation_loss     REAL,
  validation_macro_f1 REAL,
  seconds             REAL NOT NULL,
  PRIMARY KEY (run_id, epoch)
) STRICT, WITHOUT ROWID;

-- Tuned prompts: small, immutable, bound by hash to the network they were tuned on.
CREATE TABLE adapters (
  id                    TEXT PRIMARY KEY NOT NULL,
  run_id                TEXT NOT NULL UNIQUE REFERENCES tuning_runs (id),
  schema_id             TEXT NOT NULL REFERENCES label_schemas (id),
  mask_schema_id        TEXT REFERENCES label_schemas (id),
  -- The adapter file's address in the store.
  sha256                TEXT NOT NULL,
  backbone_sha256       TEXT NOT NULL,
  preprocessing_sha256  TEXT NOT NULL,
  temperature           REAL NOT NULL CHECK (temperature > 0),
  -- How many validation cases the temperature rests on; 0: not calibrated.
  calibration_cases     INTEGER NOT NULL CHECK (calibration_cases >= 0),
  created_at            TEXT NOT NULL
) STRICT;

-- The classes of an adapter's outputs, in order: an adapter outlives changes of its schema.
CREATE TABLE adapter_classes (
  adapter_id  TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  class_id    TEXT NOT NULL REFERENCES label_classes (id),
  PRIMARY KEY (adapter_id, position)
) STRICT, WITHOUT ROWID;

-- Which adapter answers for a schema; the history is in events, so that going back is one click.
CREATE TABLE active_adapters (
  schema_id     TEXT PRIMARY KEY NOT NULL REFERENCES label_schemas (id),
  adapter_id    TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  activated_at  TEXT NOT NULL
) STRICT;
CREATE INDEX active_adapters_by_adapter ON active_adapters (adapter_id);

-- What a run measured, one row per part of its split.
CREATE TABLE evaluations (
  id                 TEXT PRIMARY KEY NOT NULL,
  run_id             TEXT NOT NULL REFERENCES tuning_runs (id) ON DELETE CASCADE,
  part               TEXT NOT NULL CHECK (part IN ('train', 'validation', 'test')),
  masks              TEXT NOT NULL CHECK (masks IN ('true', 'predicted', 'eroded', 'dilated', 'shifted', 'none', 'wrong')),
  cases              INTEGER NOT NULL,
  patients           INTEGER NOT NULL,
  accuracy           REAL NOT NULL,
  balanced_accuracy  REAL NOT NULL,
  macro_f1           REAL NOT NULL,
  auroc              REAL,
  ece                REAL,
  ece_calibrated     REAL,
  -- JSON: per-class recall with intervals, confusion matrix, finding-level figures, cost (src-main/tuning).
  detail             TEXT NOT NULL,
  created_at         TEXT NOT NULL,
  UNIQUE (run_id, part, masks)
) STRICT;

-- A prediction names all that it came from; when one of these is no longer what it was, it is stale.
CREATE TABLE predictions (
  id                    TEXT PRIMARY KEY NOT NULL,
  finding_id            TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  frame_id              TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  mask_version_id       TEXT REFERENCES mask_versions (id) ON DELETE CASCADE,
  adapter_id            TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  frame_sha256          TEXT NOT NULL,
  backbone_sha256       TEXT NOT NULL,
  adapter_sha256        TEXT NOT NULL,
  preprocessing_sha256  TEXT NOT NULL,
  temperature           REAL NOT NULL,
  provider              TEXT NOT NULL,
  created_at            TEXT NOT NULL
) STRICT;
CREATE INDEX predictions_by_finding ON predictions (finding_id, id);
CREATE INDEX predictions_by_frame ON predictions (frame_id);
CREATE INDEX predictions_by_mask ON predictions (mask_version_id);
CREATE INDEX predictions_by_adapter ON predictions (adapter_id);

CREATE TABLE prediction_classes (
  prediction_id  TEXT NOT NULL REFERENCES predictions (id) ON DELETE CASCADE,
  class_id       TEXT NOT NULL REFERENCES label_classes (id),
  logit          REAL NOT NULL,
  -- After the temperature; the classes of a prediction sum to 1.
  probability    REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (prediction_id, class_id)
) STRICT, WITHOUT ROWID;

-- Who changed what, when. Never updated, never deleted: an erasure leaves its own event, without what it erased.
CREATE TABLE events (
  id            TEXT PRIMARY KEY NOT NULL,
  at            TEXT NOT NULL,
  user_id       TEXT NOT NULL REFERENCES users (id),
  kind          TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  -- JSON, without anything that identifies a person.
  detail        TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX events_by_subject ON events (subject_id, id);
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are not changed'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are not deleted'); END;
