-- What the cases of an adapter were like, so that a prediction can be told from them: the values of one measure, and of
-- how many patients they are. Adapters that were made before have none.
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

-- What an adapter says of the background alone: the probabilities that it gave a class on frames of other classes.
CREATE TABLE adapter_backgrounds (
  adapter_id  TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  class_id    TEXT NOT NULL REFERENCES label_classes (id),
  -- float64, little-endian, ascending.
  ascending   BLOB NOT NULL CHECK (length(ascending) % 8 = 0),
  PRIMARY KEY (adapter_id, class_id)
) STRICT;

-- By what the features of an adapter are multiplied before they are compared: float32, little-endian, one per value.
CREATE TABLE adapter_scales (
  adapter_id  TEXT PRIMARY KEY NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  scales      BLOB NOT NULL CHECK (length(scales) % 4 = 0)
) STRICT;

-- Labelled frames as an adapter sees them. They go with the finding, as all that was computed from its frames.
CREATE TABLE adapter_cases (
  adapter_id  TEXT NOT NULL REFERENCES adapters (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  -- float32, little-endian, already multiplied by the scales.
  feature     BLOB NOT NULL CHECK (length(feature) % 4 = 0),
  PRIMARY KEY (adapter_id, position)
) STRICT;
CREATE INDEX adapter_cases_by_finding ON adapter_cases (finding_id);

-- What a prediction is beside its probabilities. Predictions that were made before have none.
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

-- What the same network says of the same frame without the mask, and of the background alone.
CREATE TABLE prediction_contrasts (
  prediction_id  TEXT NOT NULL REFERENCES predictions (id) ON DELETE CASCADE,
  shown          TEXT NOT NULL CHECK (shown IN ('without', 'background')),
  class_id       TEXT NOT NULL REFERENCES label_classes (id),
  logit          REAL NOT NULL,
  -- After the temperature; the classes of an answer sum to 1.
  probability    REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (prediction_id, shown, class_id)
) STRICT, WITHOUT ROWID;
