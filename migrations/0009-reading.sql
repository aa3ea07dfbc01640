-- Where in the body a finding is: data, as label schemas are.
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

-- The region that findings of the schema lie in; NULL: any.
ALTER TABLE label_schemas ADD COLUMN region TEXT;
UPDATE label_schemas SET region = 'urinary-tract' WHERE kind = 'finding' AND name = 'Stone composition';

-- A study on the worklist.
ALTER TABLE studies ADD COLUMN assignee_id TEXT REFERENCES users (id);
ALTER TABLE studies ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1));
ALTER TABLE studies ADD COLUMN discuss INTEGER NOT NULL DEFAULT 0 CHECK (discuss IN (0, 1));
ALTER TABLE studies ADD COLUMN teaching INTEGER NOT NULL DEFAULT 0 CHECK (teaching IN (0, 1));
-- Signed, and no amendment is open: its reading does not change.
ALTER TABLE studies ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
-- The order in which studies want a reader: urgent ones, what was begun, what waits to be read, what waits for a model,
-- what is signed.
ALTER TABLE studies ADD COLUMN attention INTEGER NOT NULL GENERATED ALWAYS AS (
  CASE WHEN locked = 1 THEN 9
       ELSE CASE state WHEN 'in-review' THEN 1 WHEN 'signed' THEN 1 WHEN 'amended' THEN 1 WHEN 'predicted' THEN 2
                       WHEN 'segmented' THEN 3 ELSE 4 END - 5 * urgent END
) VIRTUAL;
CREATE INDEX studies_by_attention ON studies (attention, updated_at DESC, id DESC);
CREATE INDEX studies_by_day ON studies (performed_on DESC, id DESC);
CREATE INDEX studies_by_assignee ON studies (assignee_id);

-- A finding is never deleted, since cases, predictions and signed readings speak of it: it is removed, and can come back.
ALTER TABLE findings ADD COLUMN removed_at TEXT;
-- Counts the changes of a finding, so that nobody overwrites what they have not seen.
ALTER TABLE findings ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
-- Which face of a stone a frame shows: its surface, or where it was cut or broken; NULL: not said.
ALTER TABLE finding_frames ADD COLUMN view TEXT CHECK (view IN ('surface', 'section'));

-- Where a removed finding was seen. Apart, so that whatever joins findings to frames sees only what counts.
CREATE TABLE removed_finding_frames (
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  frame_id    TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  segment_id  TEXT REFERENCES segments (id) ON DELETE SET NULL,
  view        TEXT CHECK (view IN ('surface', 'section')),
  PRIMARY KEY (finding_id, frame_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX removed_finding_frames_by_frame ON removed_finding_frames (frame_id);
CREATE INDEX removed_finding_frames_by_segment ON removed_finding_frames (segment_id);

-- What a reader says of a finding beside its class.
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
CREATE INDEX finding_details_by_location ON finding_details (location_id);

-- What a mixed stone consists of, as a reader judges it.
CREATE TABLE finding_components (
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  class_id    TEXT NOT NULL REFERENCES label_classes (id),
  -- Per cent; NULL: present, share unknown.
  share       INTEGER CHECK (share BETWEEN 1 AND 100),
  PRIMARY KEY (finding_id, class_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_components_by_class ON finding_components (class_id);

-- The laboratory's analysis of a stone; a correction is a further row, the last one counts, NULL main class: taken back.
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
CREATE INDEX laboratory_results_by_finding ON laboratory_results (finding_id, id);
CREATE INDEX laboratory_results_by_class ON laboratory_results (main_class_id);
CREATE TABLE laboratory_components (
  result_id  TEXT NOT NULL REFERENCES laboratory_results (id) ON DELETE CASCADE,
  class_id   TEXT NOT NULL REFERENCES label_classes (id),
  share      INTEGER CHECK (share BETWEEN 1 AND 100),
  PRIMARY KEY (result_id, class_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX laboratory_components_by_class ON laboratory_components (class_id);

-- Whether the reader had seen a prediction of the finding before giving the label; NULL: not known.
ALTER TABLE labels ADD COLUMN blind INTEGER CHECK (blind IN (0, 1));

-- What a second reader says, who has not seen the first one's label. It decides nothing; the two are compared.
CREATE TABLE second_opinions (
  id          TEXT PRIMARY KEY NOT NULL,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  -- NULL: taken back.
  class_id    TEXT REFERENCES label_classes (id),
  uncertain   INTEGER NOT NULL DEFAULT 0 CHECK (uncertain IN (0, 1)),
  reader_id   TEXT NOT NULL REFERENCES users (id),
  created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX second_opinions_by_finding ON second_opinions (finding_id, id);

CREATE TABLE bookmarks (
  frame_id    TEXT PRIMARY KEY NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  created_by  TEXT NOT NULL REFERENCES users (id),
  created_at  TEXT NOT NULL
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
CREATE INDEX frame_comments_by_frame ON frame_comments (frame_id, id);

-- A reading as it was signed. Later ones of the study are amendments; none is ever changed.
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

-- Signed studies that are being amended now.
CREATE TABLE amendments (
  study_id  TEXT PRIMARY KEY NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  reason    TEXT NOT NULL,
  begun_by  TEXT NOT NULL REFERENCES users (id),
  begun_at  TEXT NOT NULL
) STRICT;

-- Each event with all before it: a row that was changed, or taken out, no longer fits.
CREATE TABLE event_chain (
  position  INTEGER PRIMARY KEY NOT NULL,
  event_id  TEXT NOT NULL UNIQUE REFERENCES events (id),
  -- Over the hash before and the event (src-main/events/chain.ts).
  sha256    TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
CREATE TRIGGER event_chain_is_not_changed BEFORE UPDATE ON event_chain
BEGIN SELECT RAISE(ABORT, 'events are not changed'); END;
CREATE TRIGGER event_chain_is_not_deleted BEFORE DELETE ON event_chain
BEGIN SELECT RAISE(ABORT, 'events are not deleted'); END;

-- A signed reading is held here, whatever asks: no feature, and no job that began before the signature, can change it.
-- What comes after a signature by its nature stays open: results of the laboratory, second opinions, bookmarks.
CREATE TRIGGER signed_labels BEFORE INSERT ON labels
WHEN NEW.source <> 'laboratory'
 AND (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_findings_added BEFORE INSERT ON findings
WHEN (SELECT locked FROM studies WHERE id = NEW.study_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_findings_removed BEFORE UPDATE OF study_id, scope, schema_id, number, removed_at ON findings
WHEN (SELECT locked FROM studies WHERE id = OLD.study_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_findings_deleted BEFORE DELETE ON findings
WHEN (SELECT locked FROM studies WHERE id = OLD.study_id) = 1
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
CREATE TRIGGER signed_details_added BEFORE INSERT ON finding_details
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_details_changed BEFORE UPDATE ON finding_details
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = OLD.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_components_added BEFORE INSERT ON finding_components
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_components_deleted BEFORE DELETE ON finding_components
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = OLD.finding_id) = 1
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
CREATE TRIGGER signed_frames_added BEFORE INSERT ON frames
WHEN (SELECT s.locked FROM series se JOIN studies s ON s.id = se.study_id WHERE se.id = NEW.series_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_frames_moved BEFORE UPDATE ON frames
WHEN (SELECT s.locked FROM series se JOIN studies s ON s.id = se.study_id WHERE se.id = OLD.series_id) = 1
  OR (SELECT s.locked FROM series se JOIN studies s ON s.id = se.study_id WHERE se.id = NEW.series_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_predictions BEFORE INSERT ON predictions
WHEN (SELECT s.locked FROM findings f JOIN studies s ON s.id = f.study_id WHERE f.id = NEW.finding_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_comments_added BEFORE INSERT ON frame_comments
WHEN (SELECT s.locked FROM frames fr JOIN series se ON se.id = fr.series_id JOIN studies s ON s.id = se.study_id
      WHERE fr.id = NEW.frame_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_comments_changed BEFORE UPDATE ON frame_comments
WHEN (SELECT s.locked FROM frames fr JOIN series se ON se.id = fr.series_id JOIN studies s ON s.id = se.study_id
      WHERE fr.id = OLD.frame_id) = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
CREATE TRIGGER signed_studies BEFORE UPDATE OF patient_id, site_id, performed_on, description ON studies
WHEN OLD.locked = 1 AND NEW.locked = 1
BEGIN SELECT RAISE(ABORT, 'study-signed'); END;
