-- Frames without a mask under a method that reads the frame through it: left out for every method of the comparison,
-- or shown with an empty mask. excluded: how many frames that left out before the split was drawn.
ALTER TABLE splits ADD COLUMN without_mask TEXT NOT NULL DEFAULT 'exclude' CHECK (without_mask IN ('exclude', 'empty'));
ALTER TABLE splits ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded >= 0);

-- JSON: nodes of the training step by the provider that ran them; NULL: not looked into.
ALTER TABLE tuning_runs ADD COLUMN nodes TEXT;
-- Some nodes ran on the CPU although another provider was chosen, which was allowed.
ALTER TABLE tuning_runs ADD COLUMN marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1));
-- Why it failed.
ALTER TABLE tuning_runs ADD COLUMN error_code TEXT;
ALTER TABLE tuning_runs ADD COLUMN error_message TEXT;
ALTER TABLE tuning_runs ADD COLUMN error_remedy TEXT;

-- A search for learning rate and weight decay: one row per pair that was tried, judged on validation patients alone.
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
