-- What can be said of a finding ('finding') and what a mask's pixels can be ('mask'). Data, not code: editable,
-- and versioned, so that what was said under an older version keeps its meaning.
CREATE TABLE label_schemas (
  id          TEXT PRIMARY KEY NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('finding', 'mask')),
  name        TEXT NOT NULL,
  version     INTEGER NOT NULL CHECK (version >= 1),
  created_at  TEXT NOT NULL,
  UNIQUE (kind, name, version)
) STRICT;

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

-- A region of a frame that stays itself while its outline is edited: one stone, one instrument.
CREATE TABLE segments (
  id        TEXT PRIMARY KEY NOT NULL,
  frame_id  TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX segments_by_frame ON segments (frame_id);

-- Immutable. An edit is a new version with the old one as its parent.
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
CREATE INDEX mask_versions_by_frame ON mask_versions (frame_id, id);
CREATE INDEX mask_versions_by_parent ON mask_versions (parent_id);

-- What the pixel values of a mask version mean.
CREATE TABLE mask_segments (
  mask_version_id  TEXT NOT NULL REFERENCES mask_versions (id) ON DELETE CASCADE,
  value            INTEGER NOT NULL CHECK (value BETWEEN 1 AND 255),
  segment_id       TEXT NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  class_id         TEXT NOT NULL REFERENCES label_classes (id),
  pixels           INTEGER NOT NULL CHECK (pixels >= 0),
  PRIMARY KEY (mask_version_id, value),
  UNIQUE (mask_version_id, segment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mask_segments_by_segment ON mask_segments (segment_id);

-- Which version of a frame's mask counts now; undo and revert move this pointer.
CREATE TABLE current_masks (
  frame_id         TEXT PRIMARY KEY NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  mask_version_id  TEXT NOT NULL REFERENCES mask_versions (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX current_masks_by_version ON current_masks (mask_version_id);

-- What a reader has an opinion on: a stone or lesion over one or more frames ('region'), or a whole frame.
CREATE TABLE findings (
  id          TEXT PRIMARY KEY NOT NULL,
  study_id    TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  scope       TEXT NOT NULL CHECK (scope IN ('frame', 'region')),
  schema_id   TEXT NOT NULL REFERENCES label_schemas (id),
  number      INTEGER NOT NULL,
  created_at  TEXT NOT NULL,
  UNIQUE (study_id, number)
) STRICT;

-- The frames a finding is seen on and, there, which segment it is (none: the whole frame, or not yet outlined).
CREATE TABLE finding_frames (
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  frame_id    TEXT NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
  segment_id  TEXT REFERENCES segments (id) ON DELETE SET NULL,
  PRIMARY KEY (finding_id, frame_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_frames_by_frame ON finding_frames (frame_id);
CREATE INDEX finding_frames_by_segment ON finding_frames (segment_id);

-- Opinions, in the order in which they were given; the newest of a source counts. A null class takes it back, which
-- is how an undo is written.
CREATE TABLE labels (
  id          TEXT PRIMARY KEY NOT NULL,
  finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  class_id    TEXT REFERENCES label_classes (id),
  source      TEXT NOT NULL CHECK (source IN ('reader', 'manifest', 'laboratory', 'synthetic')),
  created_by  TEXT NOT NULL REFERENCES users (id),
  created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX labels_by_finding ON labels (finding_id, id);
