import { expect, it } from 'vitest';
import { databaseBefore } from '../support/oldDatabase.ts';

it('0005 takes runs of before as what they were: masks needed, whole on their provider, without a search', async () => {
  const { old, user, reopen } = await databaseBefore(5);
  old.script(`
    INSERT INTO jobs (id, kind, state, payload, created_by, created_at) VALUES ('j', 'tune', 'done', '{}', '${user}', '');
    INSERT INTO cohorts SELECT 'c', 'Stones', id, '' FROM label_schemas WHERE kind = 'finding' LIMIT 1;
    INSERT INTO splits (id, cohort_id, kind, validation, seed, created_at) VALUES ('s', 'c', 'site', 'patient', 1, '');
    INSERT INTO tuning_runs (id, job_id, split_id, method, options, hyperparameters, seed, backbone_name,
      backbone_sha256, state, provider, created_at)
      VALUES ('r', 'j', 's', 'linear', '{}', '{"epochs":2}', 1, 'tiny', 'ab', 'done', 'cpu', '');
    INSERT INTO run_epochs VALUES ('r', 1, 0.01, 0.5, NULL, NULL, 2.0);
  `);
  old.close();
  const db = await reopen();
  expect(db.get('SELECT kind, without_mask, excluded FROM splits')).toEqual({
    kind: 'site',
    without_mask: 'exclude',
    excluded: 0,
  });
  expect(
    db.get(`SELECT r.id, r.hyperparameters, r.provider, r.nodes, r.marked, r.error_code, r.error_message,
                   r.error_remedy, e.train_loss
            FROM tuning_runs r JOIN run_epochs e ON e.run_id = r.id`),
  ).toEqual({
    id: 'r',
    hyperparameters: '{"epochs":2}',
    provider: 'cpu',
    nodes: null,
    marked: 0,
    error_code: null,
    error_message: null,
    error_remedy: null,
    train_loss: 0.5,
  });
  db.run(`INSERT INTO run_trials VALUES ('r', 1, 0.01, 0.1, 1, NULL, NULL, NULL, 0.5)`);
  db.run(`DELETE FROM tuning_runs`);
  expect(db.get('SELECT count(*) AS n FROM run_trials')).toEqual({ n: 0 });
  db.close();
});
