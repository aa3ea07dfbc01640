-- The orders of the worklist hold what it is filtered by, so that a page is found in its index alone.
DROP INDEX studies_by_attention;
CREATE INDEX studies_by_attention ON studies (
  attention, updated_at DESC, id DESC, state, assignee_id, urgent, discuss, teaching, site_id, performed_on
);
DROP INDEX studies_by_update;
CREATE INDEX studies_by_update ON studies (
  updated_at DESC, id DESC, state, assignee_id, urgent, discuss, teaching, site_id, performed_on
);
DROP INDEX studies_by_day;
CREATE INDEX studies_by_day ON studies (
  performed_on DESC, id DESC, state, assignee_id, urgent, discuss, teaching, site_id
);
-- What the worklist counts by.
CREATE INDEX studies_by_state ON studies (state, assignee_id, urgent, discuss, teaching, site_id, performed_on);

-- Filters of the worklist that somebody named. What was searched for is not kept: it may be a patient's name.
CREATE TABLE saved_filters (
  -- As names are compared: composed (NFC), lower case.
  key         TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL,
  -- JSON: `StudyView` (src-shared/contract/studies.contract.ts).
  view        TEXT NOT NULL CHECK (json_valid(view)),
  saved_by    TEXT NOT NULL REFERENCES users (id),
  saved_at    TEXT NOT NULL
) STRICT;
