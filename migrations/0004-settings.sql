-- What was chosen for this workstation, and what its machine was found able to compute with.

CREATE TABLE settings (
  key         TEXT PRIMARY KEY NOT NULL,
  -- JSON; which keys there are, and within what bounds: src-shared/contract/system.contract.ts. No row: the default.
  value       TEXT NOT NULL CHECK (json_valid(value)),
  changed_at  TEXT NOT NULL,
  changed_by  TEXT NOT NULL REFERENCES users (id)
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
