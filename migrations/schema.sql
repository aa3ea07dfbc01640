-- Generated from the migrations by "npm run schema". Do not edit.

CREATE TABLE active_adapters (
  schema_id     TEXT PRIMARY KEY NOT NULL REFERENCES label_schemas (id),
  adapter_id    TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  activated_at  TEXT NOT NULL
) STRICT;

CREATE TABLE active_segmentation_heads (
  mask_schema_id  TEXT PRIMARY KEY NOT NULL REFERENCES label_schemas (id),
  head_id         TEXT NOT NULL REFERENCES segmentation_heads (id) ON DELETE CASCADE,
  activated_at    TEXT NOT NULL
) STRICT;

CREATE TABLE adapter_backgrounds (
  adapter_id  TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  class_id    TEXT NOT NULL REFERENCES label_classes (id),
  -- float64, little-endian, ascending.
  ascending   BLOB NOT NULL CHECK (length(ascending) % 8 = 0),
  PRIMARY KEY (adapter_id, class_id)
) STRICT;

CREATE TABLE adapter_cases (
  adapter_id  TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  -- float32, little-endian, already multiplied by the scales.
  feature     BLOB NOT NULL CHECK (length(feature) % 4 = 0),
  PRIMARY KEY (adapter_id, position)
) STRICT;

CREATE TABLE adapter_classes (
  adapter_id  TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  class_id    TEXT NOT NULL REFERENCES label_classes (id),
  PRIMARY KEY (adapter_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE adapter_references (
  adapter_id  TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  -- Scores are of validation: 1 − the calibrated probability of the true class, by frame and by finding. The others are
  -- of the frames of training and validation.
  measure     TEXT NOT NULL CHECK (measure IN ('score-frame', 'score-finding', 'sharpness', 'exposure', 'distance')),
  patients    INTEGER NOT NULL CHECK (patients >= 0),
  -- float64, little-endian, ascending.
  ascending   BLOB NOT NULL CHECK (length(ascending) % 8 = 0),
  PRIMARY KEY (adapter_id, measure)
) STRICT;

CREATE TABLE adapter_scales (
  adapter_id  TEXT PRIMARY KEY NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  scales      BLOB NOT NULL CHECK (length(scales) % 4 = 0)
) STRICT;

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

CREATE TABLE amendments (
  study_id  TEXT PRIMARY KEY NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  reason    TEXT NOT NULL,
  begun_by  TEXT NOT NULL REFERENCES users (id),
  begun_at  TEXT NOT NULL
) STRICT;

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

CREATE TABLE bookmarks (
  frame_id    TEXT PRIMARY KEY NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  created_by  TEXT NOT NULL REFERENCES users (id),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE chosen_backbone (
  only_row  INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
  sha256    TEXT NOT NULL REFERENCES backbones (sha256)
) STRICT;

CREATE TABLE cohort_cases (
  cohort_id   TEXT NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  PRIMARY KEY (cohort_id, finding_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cohorts (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL UNIQUE,
  schema_id   TEXT NOT NULL REFERENCES label_schemas (id),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE current_masks (
  frame_id         TEXT PRIMARY KEY NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  mask_version_id  TEXT NOT NULL REFERENCES mask_versions (id) ON DELETE CASCADE
) STRICT;

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

CREATE TABLE event_chain (
  position  INTEGER PRIMARY KEY NOT NULL,
  event_id  TEXT NOT NULL UNIQUE REFERENCES events (id),
  -- Over the hash before and the event (src-main/events/chain.ts).
  sha256    TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;

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

CREATE TABLE experiments (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL,
  -- JSON, read through the contract's own schema.
  definition  TEXT NOT NULL,
  job_id      TEXT NOT NULL REFERENCES jobs (id),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE finding_components (
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  class_id    TEXT NOT NULL REFERENCES label_classes (id),
  -- Per cent; NULL: present, share unknown.
  share       INTEGER CHECK (share BETWEEN 1 AND 100),
  PRIMARY KEY (finding_id, class_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_details (
  finding_id   TEXT PRIMARY KEY NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  side         TEXT CHECK (side IN ('left', 'right')),
  location_id  TEXT REFERENCES locations (id),
  -- Largest diameter in millimetres, and whether it was measured or judged by eye.
  size_mm      REAL CHECK (size_mm > 0 AND size_mm < 1000),
  size_basis   TEXT CHECK (size_basis IN ('measured', 'estimated')),
  -- The reader would not stand by the class.
  uncertain    INTEGER NOT NULL DEFAULT 0 CHECK (uncertain IN (0, 1)),
  -- Free text: may say anything, so it is never logged.
  note         TEXT NOT NULL DEFAULT '',
  changed_by   TEXT NOT NULL REFERENCES users (id),
  changed_at   TEXT NOT NULL,
  CHECK ((size_mm IS NULL) = (size_basis IS NULL))
) STRICT;

CREATE TABLE finding_frames (
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  frame_id    TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  segment_id  TEXT REFERENCES segments (id) ON DELETE SET NULL, view TEXT CHECK (view IN ('surface', 'section')),
  PRIMARY KEY (finding_id, frame_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  id          TEXT PRIMARY KEY NOT NULL,
  study_id    TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  scope       TEXT NOT NULL CHECK (scope IN ('frame', 'region')),
  schema_id   TEXT NOT NULL REFERENCES label_schemas (id),
  number      INTEGER NOT NULL,
  created_at  TEXT NOT NULL, removed_at TEXT, revision INTEGER NOT NULL DEFAULT 0,
  UNIQUE (study_id, number)
) STRICT;

CREATE TABLE frame_comments (
  id          TEXT PRIMARY KEY NOT NULL,
  frame_id    TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  -- Free text: may say anything, so it is never logged.
  comment     TEXT NOT NULL,
  -- An arrow from tail to head, in shares of the frame's width and height; NULL: none.
  tail_x      REAL CHECK (tail_x BETWEEN 0 AND 1),
  tail_y      REAL CHECK (tail_y BETWEEN 0 AND 1),
  head_x      REAL CHECK (head_x BETWEEN 0 AND 1),
  head_y      REAL CHECK (head_y BETWEEN 0 AND 1),
  removed     INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  created_by  TEXT NOT NULL REFERENCES users (id),
  created_at  TEXT NOT NULL,
  changed_at  TEXT NOT NULL,
  CHECK ((tail_x IS NULL) = (tail_y IS NULL) AND (tail_x IS NULL) = (head_x IS NULL) AND (tail_x IS NULL) = (head_y IS NULL))
) STRICT;

CREATE TABLE frames (
  id                    TEXT PRIMARY KEY NOT NULL,
  series_id             TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  source_id             TEXT NOT NULL REFERENCES sources (id),
  -- Page of a TIFF, frame number of a DICOM instance, decoder index of a video; 0 for a single picture.
  source_index          INTEGER NOT NULL CHECK (source_index >= 0),
  presentation_time_us  INTEGER,
  position              INTEGER NOT NULL,
  sha256                TEXT NOT NULL,
  media_type            TEXT NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
  width                 INTEGER NOT NULL CHECK (width > 0),
  height                INTEGER NOT NULL CHECK (height > 0),
  UNIQUE (series_id, position),
  UNIQUE (source_id, source_index)
) STRICT;

CREATE TABLE held_out_patients (
  patient_id  TEXT PRIMARY KEY NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  since       TEXT NOT NULL
) STRICT;

CREATE TABLE identities (
  subject_id    TEXT PRIMARY KEY NOT NULL,
  subject_kind  TEXT NOT NULL CHECK (subject_kind IN ('patient', 'study', 'source', 'import-item')),
  name          TEXT,
  number        TEXT,
  birth_date    TEXT
) STRICT;

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

CREATE TABLE import_salt (
  only_row  INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
  salt      BLOB NOT NULL
) STRICT;

CREATE TABLE jobs (
  id             TEXT PRIMARY KEY NOT NULL,
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
, kind TEXT NOT NULL DEFAULT 'import'
  CHECK (kind IN ('import', 'tune', 'predict', 'segment', 'demo', 'report', 'erase', 'experiment', 'backbone',
                  'segmentation-head', 'mask-import', 'mask-model'))) STRICT;

CREATE TABLE label_classes (
  id         TEXT PRIMARY KEY NOT NULL,
  schema_id  TEXT NOT NULL REFERENCES label_schemas (id) ON DELETE CASCADE,
  -- As it is written in a manifest or a report: "IIb", "shaft".
  code       TEXT NOT NULL,
  name       TEXT NOT NULL,
  -- sRGB, "#rrggbb", from a palette that colour-blind readers can tell apart.
  color      TEXT NOT NULL,
  position   INTEGER NOT NULL,
  UNIQUE (schema_id, code),
  UNIQUE (schema_id, position)
) STRICT;

CREATE TABLE label_schemas (
  id          TEXT PRIMARY KEY NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('finding', 'mask')),
  name        TEXT NOT NULL,
  version     INTEGER NOT NULL CHECK (version >= 1),
  created_at  TEXT NOT NULL, region TEXT,
  UNIQUE (kind, name, version)
) STRICT;

CREATE TABLE labels (
  id          TEXT PRIMARY KEY NOT NULL,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  class_id    TEXT REFERENCES label_classes (id),
  source      TEXT NOT NULL CHECK (source IN ('reader', 'manifest', 'laboratory', 'synthetic')),
  created_by  TEXT NOT NULL REFERENCES users (id),
  created_at  TEXT NOT NULL
, blind INTEGER CHECK (blind IN (0, 1))) STRICT;

CREATE TABLE laboratory_components (
  result_id  TEXT NOT NULL REFERENCES laboratory_results (id) ON DELETE CASCADE,
  class_id   TEXT NOT NULL REFERENCES label_classes (id),
  share      INTEGER CHECK (share BETWEEN 1 AND 100),
  PRIMARY KEY (result_id, class_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE laboratory_results (
  id             TEXT PRIMARY KEY NOT NULL,
  finding_id     TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  main_class_id  TEXT REFERENCES label_classes (id),
  -- 'ftir', 'xrd', 'chemical', 'microscopy', 'histology', 'other'.
  method         TEXT NOT NULL CHECK (method IN ('ftir', 'xrd', 'chemical', 'microscopy', 'histology', 'other')),
  -- YYYY-MM-DD; NULL: not stated.
  reported_on    TEXT,
  note           TEXT NOT NULL DEFAULT '',
  entered_by     TEXT NOT NULL REFERENCES users (id),
  entered_at     TEXT NOT NULL
) STRICT;

CREATE TABLE locations (
  id        TEXT PRIMARY KEY NOT NULL,
  -- The part of the body that it is listed under: 'urinary-tract', 'large-bowel'.
  region    TEXT NOT NULL,
  -- As it is written in exports, and how translations know it: 'lower-calyx'.
  code      TEXT NOT NULL,
  name      TEXT NOT NULL,
  -- Whether there is one on each side of the body.
  sided     INTEGER NOT NULL CHECK (sided IN (0, 1)),
  position  INTEGER NOT NULL,
  UNIQUE (region, code),
  UNIQUE (region, position)
) STRICT;

CREATE TABLE mask_models (
  -- Over the files and the card.
  sha256       TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
  name         TEXT NOT NULL,
  family       TEXT NOT NULL,
  -- JSON, read through the feature's own schema: names of inputs and outputs, normalisation, classes, resizing.
  card         TEXT NOT NULL CHECK (json_valid(card)),
  imported_at  TEXT NOT NULL,
  imported_by  TEXT NOT NULL REFERENCES users (id)
) STRICT;

CREATE TABLE mask_proposals (
  id             TEXT PRIMARY KEY NOT NULL,
  frame_id       TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  schema_id      TEXT NOT NULL REFERENCES label_schemas (id),
  source_kind    TEXT NOT NULL CHECK (source_kind IN ('head', 'model')),
  -- Hash of the head's file or of the model.
  source_sha256  TEXT NOT NULL CHECK (length(source_sha256) = 64),
  source_name    TEXT NOT NULL,
  -- LRL1 bytes of the frame's own size.
  label_map      BLOB NOT NULL,
  -- JSON: [{ value, classId, confidence }].
  segments       TEXT NOT NULL CHECK (json_valid(segments)),
  -- Mean probability of the proposed class over the proposed pixels, 0…1; of background where nothing is proposed.
  confidence     REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  state          TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
  created_by     TEXT NOT NULL REFERENCES users (id),
  created_at     TEXT NOT NULL,
  -- A later proposal of the same source takes the place of the earlier one.
  UNIQUE (frame_id, source_sha256)
) STRICT;

CREATE TABLE mask_segments (
  mask_version_id  TEXT NOT NULL REFERENCES mask_versions (id) ON DELETE CASCADE,
  value            INTEGER NOT NULL CHECK (value BETWEEN 1 AND 255),
  segment_id       TEXT NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  class_id         TEXT NOT NULL REFERENCES label_classes (id),
  pixels           INTEGER NOT NULL CHECK (pixels >= 0),
  PRIMARY KEY (mask_version_id, value),
  UNIQUE (mask_version_id, segment_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mask_shapes (
  mask_version_id  TEXT PRIMARY KEY NOT NULL REFERENCES mask_versions (id) ON DELETE CASCADE,
  -- Connected regions (8 neighbours) over all segments, and pixels of the smallest; 0 where the mask is empty.
  components       INTEGER NOT NULL CHECK (components >= 0),
  smallest_pixels  INTEGER NOT NULL CHECK (smallest_pixels >= 0),
  -- Background regions (4 neighbours) that do not reach the frame's border.
  holes            INTEGER NOT NULL CHECK (holes >= 0),
  touches_border   INTEGER NOT NULL CHECK (touches_border IN (0, 1))
) STRICT;

CREATE TABLE mask_steps (
  id         TEXT PRIMARY KEY NOT NULL,
  study_id   TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  -- The order within the study. Ids are made of the clock, which may be set back.
  position   INTEGER NOT NULL,
  frame_id   TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  -- As a reader would call it: 'brush', 'polygon', 'mask version'.
  title      TEXT NOT NULL,
  -- The version before and after; NULL: no mask.
  before_id  TEXT REFERENCES mask_versions (id) ON DELETE CASCADE,
  after_id   TEXT REFERENCES mask_versions (id) ON DELETE CASCADE,
  undone     INTEGER NOT NULL CHECK (undone IN (0, 1)),
  UNIQUE (study_id, position)
) STRICT;

CREATE TABLE mask_versions (
  id          TEXT PRIMARY KEY NOT NULL,
  frame_id    TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  parent_id   TEXT REFERENCES mask_versions (id),
  schema_id   TEXT NOT NULL REFERENCES label_schemas (id),
  origin      TEXT NOT NULL CHECK (origin IN ('import', 'reader', 'model', 'synthetic')),
  -- What drew it: 'brush', 'eraser', …, or the hash of the model that proposed it.
  tool        TEXT NOT NULL,
  -- LRL1 bytes (src-shared/domain/maskCodec.ts), of the frame's own size.
  label_map   BLOB NOT NULL,
  sha256      TEXT NOT NULL,
  -- Share of the frame that is not background, 0…1.
  coverage    REAL NOT NULL CHECK (coverage BETWEEN 0 AND 1),
  created_by  TEXT NOT NULL REFERENCES users (id),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE migrations (
        position INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL
      ) STRICT;

CREATE TABLE patients (
  id          TEXT PRIMARY KEY NOT NULL,
  -- Short running code ("P-0042"), safe for logs, exports and window titles.
  code        TEXT NOT NULL UNIQUE,
  -- How an import finds the patient again: a salted hash of the number it gave, never the number itself.
  import_key  TEXT UNIQUE,
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE pending_removals (
  store   TEXT NOT NULL CHECK (store IN ('frames', 'sources', 'adapters', 'checkpoints', 'backups')),
  -- The content hash; the run's id in 'checkpoints'; 'all' in 'backups'.
  name    TEXT NOT NULL,
  PRIMARY KEY (store, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE prediction_classes (
  prediction_id  TEXT NOT NULL REFERENCES predictions (id) ON DELETE CASCADE,
  class_id       TEXT NOT NULL REFERENCES label_classes (id),
  logit          REAL NOT NULL,
  -- After the temperature; the classes of a prediction sum to 1.
  probability    REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (prediction_id, class_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE prediction_contrasts (
  prediction_id  TEXT NOT NULL REFERENCES predictions (id) ON DELETE CASCADE,
  shown          TEXT NOT NULL CHECK (shown IN ('without', 'background')),
  class_id       TEXT NOT NULL REFERENCES label_classes (id),
  logit          REAL NOT NULL,
  -- After the temperature; the classes of an answer sum to 1.
  probability    REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (prediction_id, shown, class_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE prediction_evidence (
  prediction_id  TEXT PRIMARY KEY NOT NULL REFERENCES predictions (id) ON DELETE CASCADE,
  -- What the classifier's head read: float32, little-endian.
  feature        BLOB NOT NULL CHECK (length(feature) % 4 = 0),
  -- NULL: could not be measured.
  sharpness      REAL,
  exposure       REAL,
  distance       REAL,
  -- What the network was shown in place of the mask for the answer without one; NULL: it was not asked.
  without_mask   TEXT CHECK (without_mask IN ('empty-map', 'whole-frame'))
) STRICT;

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

CREATE TABLE provider_probes (
  provider   TEXT PRIMARY KEY NOT NULL,
  -- What the finding holds for: a version of the runtime, and the machine, as a hash that tells it from others.
  runtime    TEXT NOT NULL,
  machine    TEXT NOT NULL,
  -- JSON: a row of the doctor's table of providers.
  report     TEXT NOT NULL CHECK (json_valid(report)),
  probed_at  TEXT NOT NULL
) STRICT;

CREATE TABLE removed_finding_frames (
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  frame_id    TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  segment_id  TEXT REFERENCES segments (id) ON DELETE SET NULL,
  view        TEXT CHECK (view IN ('surface', 'section')),
  PRIMARY KEY (finding_id, frame_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE run_trials (
  run_id               TEXT NOT NULL REFERENCES tuning_runs (id) ON DELETE CASCADE,
  -- From 1, in the order tried.
  trial                INTEGER NOT NULL CHECK (trial > 0),
  learning_rate        REAL NOT NULL,
  weight_decay         REAL NOT NULL,
  -- The one whose values the run's adapter holds.
  chosen               INTEGER NOT NULL CHECK (chosen IN (0, 1)),
  -- NULL, all three: training diverged.
  best_epoch           INTEGER,
  validation_macro_f1  REAL,
  validation_loss      REAL,
  seconds              REAL NOT NULL,
  PRIMARY KEY (run_id, trial)
) STRICT, WITHOUT ROWID;

CREATE TABLE running_numbers (
  name  TEXT PRIMARY KEY NOT NULL,
  last  INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_filters (
  -- As names are compared: composed (NFC), lower case.
  key         TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL,
  -- JSON: `StudyView` (src-shared/contract/studies.contract.ts).
  view        TEXT NOT NULL CHECK (json_valid(view)),
  saved_by    TEXT NOT NULL REFERENCES users (id),
  saved_at    TEXT NOT NULL
) STRICT;

CREATE TABLE second_opinions (
  id          TEXT PRIMARY KEY NOT NULL,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  -- NULL: taken back.
  class_id    TEXT REFERENCES label_classes (id),
  uncertain   INTEGER NOT NULL DEFAULT 0 CHECK (uncertain IN (0, 1)),
  reader_id   TEXT NOT NULL REFERENCES users (id),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE segmentation_head_classes (
  head_id   TEXT NOT NULL REFERENCES segmentation_heads (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position >= 1),
  class_id  TEXT NOT NULL REFERENCES label_classes (id),
  PRIMARY KEY (head_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE segmentation_head_frames (
  head_id          TEXT NOT NULL REFERENCES segmentation_heads (id) ON DELETE CASCADE,
  frame_id         TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  mask_version_id  TEXT NOT NULL REFERENCES mask_versions (id) ON DELETE CASCADE,
  patient_id       TEXT NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  part             TEXT NOT NULL CHECK (part IN ('train', 'validation', 'test')),
  PRIMARY KEY (head_id, frame_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE segmentation_heads (
  id                    TEXT PRIMARY KEY NOT NULL,
  name                  TEXT NOT NULL,
  job_id                TEXT REFERENCES jobs (id),
  mask_schema_id        TEXT NOT NULL REFERENCES label_schemas (id),
  state                 TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- The file's address in the store, once it is done.
  sha256                TEXT,
  backbone_name         TEXT NOT NULL,
  backbone_sha256       TEXT NOT NULL,
  preprocessing_sha256  TEXT NOT NULL,
  -- JSON, read through the feature's own schema.
  options               TEXT NOT NULL,
  seed                  INTEGER NOT NULL,
  -- JSON: how it did on frames that it was not trained on; NULL: not there yet.
  figures               TEXT,
  provider              TEXT,
  created_at            TEXT NOT NULL,
  finished_at           TEXT
) STRICT;

CREATE TABLE segments (
  id        TEXT PRIMARY KEY NOT NULL,
  frame_id  TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE series (
  id          TEXT PRIMARY KEY NOT NULL,
  study_id    TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('stills', 'video', 'dicom')),
  number      INTEGER NOT NULL,
  UNIQUE (study_id, number)
) STRICT;

CREATE TABLE settings (
  key         TEXT PRIMARY KEY NOT NULL,
  -- JSON; which keys there are, and within what bounds: src-shared/contract/system.contract.ts. No row: the default.
  value       TEXT NOT NULL CHECK (json_valid(value)),
  changed_at  TEXT NOT NULL,
  changed_by  TEXT NOT NULL REFERENCES users (id)
) STRICT;

CREATE TABLE signatures (
  id         TEXT PRIMARY KEY NOT NULL,
  study_id   TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL CHECK (version >= 1),
  -- Canonical JSON (src-shared/domain/reading.ts), without anything that identifies the patient.
  reading    TEXT NOT NULL CHECK (json_valid(reading)),
  -- Of that text.
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  -- Why a signed reading was amended; NULL: the first version.
  reason     TEXT CHECK ((reason IS NULL) = (version = 1)),
  signed_by  TEXT NOT NULL REFERENCES users (id),
  signed_at  TEXT NOT NULL,
  UNIQUE (study_id, version)
) STRICT;

CREATE TABLE sites (
  id    TEXT PRIMARY KEY NOT NULL,
  name  TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE sources (
  id           TEXT PRIMARY KEY NOT NULL,
  series_id    TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  kind         TEXT NOT NULL CHECK (kind IN ('file', 'video', 'dicom', 'synthetic')),
  sha256       TEXT NOT NULL,
  byte_length  INTEGER NOT NULL CHECK (byte_length > 0),
  media_type   TEXT NOT NULL,
  -- What the file said of itself: DICOM SOP Instance UID, or empty.
  instance_uid TEXT NOT NULL DEFAULT '',
  imported_at  TEXT NOT NULL
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
, without_mask TEXT NOT NULL DEFAULT 'exclude' CHECK (without_mask IN ('exclude', 'empty')), excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded >= 0)) STRICT;

CREATE TABLE studies (
  id            TEXT PRIMARY KEY NOT NULL,
  patient_id    TEXT NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  site_id       TEXT REFERENCES sites (id),
  -- How an import finds the study again: a salted hash of what it called patient and study.
  import_key    TEXT,
  performed_on  TEXT,
  description   TEXT NOT NULL DEFAULT '',
  state         TEXT NOT NULL DEFAULT 'new'
                CHECK (state IN ('new', 'segmented', 'predicted', 'in-review', 'signed', 'amended')),
  -- The frame a reader left off at.
  last_frame_id TEXT,
  created_at    TEXT NOT NULL,
  updated_at    TEXT NOT NULL, assignee_id TEXT REFERENCES users (id), urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)), discuss INTEGER NOT NULL DEFAULT 0 CHECK (discuss IN (0, 1)), teaching INTEGER NOT NULL DEFAULT 0 CHECK (teaching IN (0, 1)), locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)), attention INTEGER NOT NULL GENERATED ALWAYS AS (
  CASE WHEN locked = 1 THEN 9
       ELSE CASE state WHEN 'in-review' THEN 1 WHEN 'signed' THEN 1 WHEN 'amended' THEN 1 WHEN 'predicted' THEN 2
                       WHEN 'segmented' THEN 3 ELSE 4 END - 5 * urgent END
) VIRTUAL,
  UNIQUE (patient_id, import_key)
) STRICT;

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
, nodes TEXT, marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)), error_code TEXT, error_message TEXT, error_remedy TEXT) STRICT;

CREATE TABLE users (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL,
  role        TEXT NOT NULL CHECK (role IN ('owner')),
  created_at  TEXT NOT NULL
) STRICT;

CREATE INDEX active_adapters_by_adapter ON active_adapters (adapter_id);

CREATE INDEX adapter_cases_by_finding ON adapter_cases (finding_id);

CREATE INDEX cohort_cases_by_finding ON cohort_cases (finding_id);

CREATE INDEX current_masks_by_version ON current_masks (mask_version_id);

CREATE INDEX events_by_subject ON events (subject_id, id);

CREATE INDEX experiment_runs_by_provenance ON experiment_runs (provenance);

CREATE INDEX experiments_by_job ON experiments (job_id);

CREATE INDEX finding_components_by_class ON finding_components (class_id);

CREATE INDEX finding_details_by_location ON finding_details (location_id);

CREATE INDEX finding_frames_by_frame ON finding_frames (frame_id);

CREATE INDEX finding_frames_by_segment ON finding_frames (segment_id);

CREATE INDEX frame_comments_by_frame ON frame_comments (frame_id, id);

CREATE INDEX frames_by_hash ON frames (sha256);

CREATE INDEX import_items_by_source ON import_items (source_id);

CREATE INDEX import_items_by_state ON import_items (job_id, state, position);

CREATE INDEX jobs_by_state ON jobs (state, id);

CREATE INDEX labels_by_finding ON labels (finding_id, id);

CREATE INDEX laboratory_components_by_class ON laboratory_components (class_id);

CREATE INDEX laboratory_results_by_class ON laboratory_results (main_class_id);

CREATE INDEX laboratory_results_by_finding ON laboratory_results (finding_id, id);

CREATE INDEX mask_segments_by_segment ON mask_segments (segment_id);

CREATE INDEX mask_steps_by_after ON mask_steps (after_id);

CREATE INDEX mask_steps_by_before ON mask_steps (before_id);

CREATE INDEX mask_steps_by_frame ON mask_steps (frame_id);

CREATE INDEX mask_versions_by_frame ON mask_versions (frame_id, id);

CREATE INDEX mask_versions_by_parent ON mask_versions (parent_id);

CREATE INDEX predictions_by_adapter ON predictions (adapter_id);

CREATE INDEX predictions_by_finding ON predictions (finding_id, id);

CREATE INDEX predictions_by_frame ON predictions (frame_id);

CREATE INDEX predictions_by_mask ON predictions (mask_version_id);

CREATE INDEX removed_finding_frames_by_frame ON removed_finding_frames (frame_id);

CREATE INDEX removed_finding_frames_by_segment ON removed_finding_frames (segment_id);

CREATE INDEX second_opinions_by_finding ON second_opinions (finding_id, id);

CREATE INDEX segmentation_head_frames_by_frame ON segmentation_head_frames (frame_id);

CREATE INDEX segmentation_head_frames_by_mask ON segmentation_head_frames (mask_version_id);

CREATE INDEX segmentation_head_frames_by_patient ON segmentation_head_frames (patient_id);

CREATE INDEX segmentation_heads_by_job ON segmentation_heads (job_id);

CREATE INDEX segments_by_frame ON segments (frame_id);

CREATE INDEX sources_by_hash ON sources (sha256);

CREATE INDEX sources_by_series ON sources (series_id);

CREATE INDEX split_cases_by_finding ON split_cases (finding_id);

CREATE INDEX split_cases_by_frame ON split_cases (frame_id);

CREATE INDEX split_cases_by_mask ON split_cases (mask_version_id);

CREATE INDEX split_cases_by_patient ON split_cases (patient_id);

CREATE INDEX studies_by_assignee ON studies (assignee_id);

CREATE INDEX studies_by_attention ON studies (
  attention, updated_at DESC, id DESC, state, assignee_id, urgent, discuss, teaching, site_id, performed_on
);

CREATE INDEX studies_by_day ON studies (
  performed_on DESC, id DESC, state, assignee_id, urgent, discuss, teaching, site_id
);

CREATE INDEX studies_by_patient ON studies (patient_id);

CREATE INDEX studies_by_state ON studies (state, assignee_id, urgent, discuss, teaching, site_id, performed_on);

CREATE INDEX studies_by_update ON studies (
  updated_at DESC, id DESC, state, assignee_id, urgent, discuss, teaching, site_id, performed_on
);

CREATE INDEX tuning_runs_by_job ON tuning_runs (job_id);

CREATE INDEX tuning_runs_by_split ON tuning_runs (split_id);

CREATE TRIGGER event_chain_is_not_changed BEFORE UPDATE ON event_chain
BEGIN SELECT RAISE(ABORT, 'events are not changed'); END;

CREATE TRIGGER event_chain_is_not_deleted BEFORE DELETE ON event_chain
BEGIN SELECT RAISE(ABORT, 'events are not deleted'); END;

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are not changed'); END;

CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are not deleted'); END;

CREATE TRIGGER signed_comments_added BEFORE INSERT ON frame_comments
WHEN (SELECT s.locked FROM frames fr JOIN series se ON se.id = fr.series_id JOIN studies s ON s.id = se.study_id
      WHERE fr.id = NEW.frame_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_comments_changed BEFORE UPDATE ON frame_comments
WHEN (SELECT s.locked FROM frames fr JOIN series se ON se.id = fr.series_id JOIN studies s ON s.id = se.study_id
      WHERE fr.id = OLD.frame_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_components_added BEFORE INSERT ON finding_components
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_components_deleted BEFORE DELETE ON finding_components
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = OLD.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_details_added BEFORE INSERT ON finding_details
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_details_changed BEFORE UPDATE ON finding_details
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = OLD.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_finding_frames_added BEFORE INSERT ON finding_frames
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_finding_frames_changed BEFORE UPDATE ON finding_frames
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = OLD.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_finding_frames_deleted BEFORE DELETE ON finding_frames
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = OLD.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_findings_added BEFORE INSERT ON findings
WHEN (SELECT locked FROM studies WHERE id = NEW.study_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_findings_deleted BEFORE DELETE ON findings
WHEN (SELECT locked FROM studies WHERE id = OLD.study_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_findings_removed BEFORE UPDATE OF study_id, scope, schema_id, number, removed_at ON findings
WHEN (SELECT locked FROM studies WHERE id = OLD.study_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_frames_added BEFORE INSERT ON frames
WHEN (SELECT s.locked FROM series se JOIN studies s ON s.id = se.study_id WHERE se.id = NEW.series_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_frames_moved BEFORE UPDATE ON frames
WHEN (SELECT s.locked FROM series se JOIN studies s ON s.id = se.study_id WHERE se.id = OLD.series_id) = 1
  OR (SELECT s.locked FROM series se JOIN studies s ON s.id = se.study_id WHERE se.id = NEW.series_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_labels BEFORE INSERT ON labels
WHEN NEW.source <> 'laboratory'
 AND (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_masks_added BEFORE INSERT ON current_masks
WHEN (SELECT s.locked FROM frames fr JOIN series se ON se.id = fr.series_id JOIN studies s ON s.id = se.study_id
      WHERE fr.id = NEW.frame_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_masks_changed BEFORE UPDATE ON current_masks
WHEN (SELECT s.locked FROM frames fr JOIN series se ON se.id = fr.series_id JOIN studies s ON s.id = se.study_id
      WHERE fr.id = OLD.frame_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_masks_deleted BEFORE DELETE ON current_masks
WHEN (SELECT s.locked FROM frames fr JOIN series se ON se.id = fr.series_id JOIN studies s ON s.id = se.study_id
      WHERE fr.id = OLD.frame_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_predictions BEFORE INSERT ON predictions
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;

CREATE TRIGGER signed_studies BEFORE UPDATE OF patient_id, site_id, performed_on, description ON studies
WHEN OLD.locked = 1 AND NEW.locked = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
