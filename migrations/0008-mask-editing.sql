-- Further kinds of job, as in 0006.
ALTER TABLE jobs ADD COLUMN work TEXT NOT NULL DEFAULT 'import'
  CHECK (work IN ('import', 'tune', 'predict', 'segment', 'demo', 'report', 'erase', 'experiment', 'backbone',
                  'segmentation-head', 'mask-import', 'mask-model'));
UPDATE jobs SET work = kind;
ALTER TABLE jobs DROP COLUMN kind;
ALTER TABLE jobs RENAME COLUMN work TO kind;

-- What was done to the masks of a study, in order: undo and redo go along it, also after a restart. Something new drops
-- what had been undone.
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
CREATE INDEX mask_steps_by_frame ON mask_steps (frame_id);
CREATE INDEX mask_steps_by_before ON mask_steps (before_id);
CREATE INDEX mask_steps_by_after ON mask_steps (after_id);

-- What is known of a version's shape: computed when it is first asked for, and never again, since versions do not change.
CREATE TABLE mask_shapes (
  mask_version_id  TEXT PRIMARY KEY NOT NULL REFERENCES mask_versions (id) ON DELETE CASCADE,
  -- Connected regions (8 neighbours) over all segments, and pixels of the smallest; 0 where the mask is empty.
  components       INTEGER NOT NULL CHECK (components >= 0),
  smallest_pixels  INTEGER NOT NULL CHECK (smallest_pixels >= 0),
  -- Background regions (4 neighbours) that do not reach the frame's border.
  holes            INTEGER NOT NULL CHECK (holes >= 0),
  touches_border   INTEGER NOT NULL CHECK (touches_border IN (0, 1))
) STRICT;

-- Light decoders over a frozen network, trained on this site's masks. Their files lie with the adapters.
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
CREATE INDEX segmentation_heads_by_job ON segmentation_heads (job_id);

-- The classes a head tells apart, by output channel; channel 0 is background and not listed.
CREATE TABLE segmentation_head_classes (
  head_id   TEXT NOT NULL REFERENCES segmentation_heads (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position >= 1),
  class_id  TEXT NOT NULL REFERENCES label_classes (id),
  PRIMARY KEY (head_id, position)
) STRICT, WITHOUT ROWID;

-- The masks a head was trained and judged on, so that it can be repeated, and erased with a patient.
CREATE TABLE segmentation_head_frames (
  head_id          TEXT NOT NULL REFERENCES segmentation_heads (id) ON DELETE CASCADE,
  frame_id         TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  mask_version_id  TEXT NOT NULL REFERENCES mask_versions (id) ON DELETE CASCADE,
  patient_id       TEXT NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  part             TEXT NOT NULL CHECK (part IN ('train', 'validation', 'test')),
  PRIMARY KEY (head_id, frame_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX segmentation_head_frames_by_frame ON segmentation_head_frames (frame_id);
CREATE INDEX segmentation_head_frames_by_mask ON segmentation_head_frames (mask_version_id);
CREATE INDEX segmentation_head_frames_by_patient ON segmentation_head_frames (patient_id);

-- The head that proposes masks of a schema. No row: the shipped one where it fits, else none.
CREATE TABLE active_segmentation_heads (
  mask_schema_id  TEXT PRIMARY KEY NOT NULL REFERENCES label_schemas (id),
  head_id         TEXT NOT NULL REFERENCES segmentation_heads (id) ON DELETE CASCADE,
  activated_at    TEXT NOT NULL
) STRICT;

-- Models that a site brought as ONNX files: whole segmentation networks, and pairs of an encoder and a decoder that
-- answer to clicks. Their files lie in the data folder's models/<sha256>.
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

-- Masks that a model proposes for whole frames: nothing of a frame changes before a reader accepts one.
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
