-- Who acts. One local user now; roles arrive behind users.role.
CREATE TABLE users (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL,
  role        TEXT NOT NULL CHECK (role IN ('owner')),
  created_at  TEXT NOT NULL
) STRICT;

-- Everything that identifies a person is here and nowhere else, so that one table can be encrypted and one row
-- erased: a patient's name, number and birth date, a study's accession number, a source's file name and the path
-- of an import's item (people put names into file names).
CREATE TABLE identities (
  subject_id    TEXT PRIMARY KEY NOT NULL,
  subject_kind  TEXT NOT NULL CHECK (subject_kind IN ('patient', 'study', 'source', 'import-item')),
  name          TEXT,
  number        TEXT,
  birth_date    TEXT
) STRICT;

-- Where cases come from: a hospital, a unit, a scope. Methods are judged on a site they have not seen.
CREATE TABLE sites (
  id    TEXT PRIMARY KEY NOT NULL,
  name  TEXT NOT NULL UNIQUE
) STRICT;

-- Makes import keys useless outside this database: without the salt, a patient's number could be guessed from its hash.
CREATE TABLE import_salt (
  only_row  INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
  salt      BLOB NOT NULL
) STRICT;

-- Running numbers that are never given twice, not even after an erasure.
CREATE TABLE running_numbers (
  name  TEXT PRIMARY KEY NOT NULL,
  last  INTEGER NOT NULL
) STRICT;

CREATE TABLE patients (
  id          TEXT PRIMARY KEY NOT NULL,
  -- Short running code ("P-0042"), safe for logs, exports and window titles.
  code        TEXT NOT NULL UNIQUE,
  -- How an import finds the patient again: a salted hash of the number it gave, never the number itself.
  import_key  TEXT UNIQUE,
  created_at  TEXT NOT NULL
) STRICT;

-- Once in the site's test set, always in it: no later run may train or validate on this patient.
CREATE TABLE held_out_patients (
  patient_id  TEXT PRIMARY KEY NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  since       TEXT NOT NULL
) STRICT;

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
  updated_at    TEXT NOT NULL,
  UNIQUE (patient_id, import_key)
) STRICT;
CREATE INDEX studies_by_update ON studies (updated_at DESC, id DESC);
CREATE INDEX studies_by_patient ON studies (patient_id);

CREATE TABLE series (
  id          TEXT PRIMARY KEY NOT NULL,
  study_id    TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('stills', 'video', 'dicom')),
  number      INTEGER NOT NULL,
  UNIQUE (study_id, number)
) STRICT;

-- Where frames came from: the bytes as they were received, kept unchanged. They lie in the data folder under this hash:
-- among the frames where a frame is the received file itself, otherwise among the sources.
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
CREATE INDEX sources_by_hash ON sources (sha256);
CREATE INDEX sources_by_series ON sources (series_id);

-- A picture as it is shown, annotated and exported. Its identity is a contract: the content hash, where in the
-- source it lies, and when in a video it is presented.
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
CREATE INDEX frames_by_hash ON frames (sha256);

-- Files that an erasure has left without a row, and the copies of the database that still hold what it erased. Written
-- in its transaction and worked off after it, so that no crash leaves a picture or a name behind.
CREATE TABLE pending_removals (
  store   TEXT NOT NULL CHECK (store IN ('frames', 'sources', 'adapters', 'checkpoints', 'backups')),
  -- The content hash; the run's id in 'checkpoints'; 'all' in 'backups'.
  name    TEXT NOT NULL,
  PRIMARY KEY (store, name)
) STRICT, WITHOUT ROWID;
