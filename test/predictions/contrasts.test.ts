import { describe, expect, it } from 'vitest';
import { newId } from '../../src-main/db/newId.ts';
import { contrastedFrames } from '../../src-main/predictions/predict.job.ts';
import { JobId, type StudyId } from '../../src-shared/domain/ids.ts';
import { evidenceBench } from './evidenceBench.ts';

/** A study whose predictions came without contrasts, and the first of them. */
async function without() {
  const bench = await evidenceBench();
  await bench.predict(false);
  const studyId = bench.findings[0]?.studyId as StudyId;
  const shown = () => bench.predictions.ofStudy(studyId);
  const [part] = shown().predictions;
  if (part === undefined) throw new Error('nothing was predicted');
  const ask = () => bench.contrasts.of(part.id, bench.user);
  return { ...bench, studyId, shown, part, ask };
}

describe('contrasts of a prediction job', () => {
  it('come with few frames, and are left out of many, which is said', async () => {
    const few = await evidenceBench();
    expect(await few.predict(null)).toMatchObject({ predicted: 8, withoutContrast: 0 });
    expect(few.asked[0]?.contrast).toBe(true);

    const many = await evidenceBench({ patients: contrastedFrames / 2 + 1 });
    const frames = contrastedFrames + 2;
    expect(await many.predict(null)).toMatchObject({ predicted: frames, withoutContrast: frames });
    expect(many.asked.every(({ contrast }) => !contrast)).toBe(true);
    const { predictions, findings } = many.predictions.ofStudy(many.findings[0]?.studyId as StudyId);
    expect(predictions.map(({ contrast }) => contrast)).toEqual(predictions.map(() => null));
    expect(findings.every(({ background }) => background.notComputed > 0)).toBe(true);
    expect(many.db.get(`SELECT detail FROM events WHERE kind = 'study.predicted'`)).toMatchObject({
      detail: expect.stringContaining('"contrast":false') as string,
    });
    // What is asked for by name is computed of what is current, too.
    expect(await many.predict(true)).toMatchObject({ predicted: frames, kept: 0, withoutContrast: 0 });
    expect(await many.predict(true)).toMatchObject({ predicted: 0, kept: frames });
  }, 60_000);

  it('are decided as at first by a job that was killed and goes on', async () => {
    const { predict, asked, db } = await evidenceBench({ patients: contrastedFrames / 2 + 1 });
    const jobId = JobId.parse(newId());
    await predict(null, { jobId });
    db.run('DELETE FROM predictions WHERE id IN (SELECT id FROM predictions ORDER BY id DESC LIMIT 5)');
    asked.length = 0;
    expect(await predict(null, { jobId })).toMatchObject({ predicted: 5, withoutContrast: 5 });
    // To a job of its own five are few.
    db.run('DELETE FROM predictions WHERE id IN (SELECT id FROM predictions ORDER BY id DESC LIMIT 5)');
    const later = { jobId: JobId.parse(newId()) };
    expect(await predict(null, later)).toMatchObject({ predicted: 5, withoutContrast: 0 });
    expect(asked.map(({ contrast }) => contrast)).toEqual([false, true]);
  }, 60_000);
});

describe('contrasts that are asked for', () => {
  it('come of the stored mask, and are kept with the prediction and in the record', async () => {
    const { ask, shown, part, live, db, told } = await without();
    const contrast = await ask();
    expect(contrast).toMatchObject({ withoutMask: 'whole-frame', backgroundSuffices: false });
    const mask = db.get<{ bytes: Uint8Array }>('SELECT label_map AS bytes FROM mask_versions WHERE id = ?', [
      part.maskVersionId,
    ]);
    expect(live).toHaveLength(1);
    expect(live[0]?.mask).toEqual(mask?.bytes);
    const [after, ...others] = shown().predictions;
    expect(after).toEqual({ ...part, contrast });
    expect(others.every((one) => one.contrast === null)).toBe(true);
    expect(shown().findings[0]?.background.asked).toBe(1);
    const recorded = db.all(`SELECT subject_id AS id FROM events WHERE kind = 'prediction.contrasted'`);
    expect(recorded).toEqual([{ id: part.findingId }]);
    // They are there from now on.
    told.evidence.contrast.without = [9, 0];
    expect(await ask()).toEqual(contrast);
    expect(live).toHaveLength(1);
  });

  it('are computed once for two who ask at once', async () => {
    const { ask, live } = await without();
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(one).toEqual(other);
    expect(live).toHaveLength(1);
  });

  it('are refused for a signed study, also one that is signed meanwhile; what was kept before is told', async () => {
    const { ask, shown, before, live, db, studyId, contrasts, user } = await without();
    before.answering = () => {
      db.run(`UPDATE studies SET state = 'signed', locked = 1 WHERE id = ?`, [studyId]);
    };
    await expect(ask()).rejects.toMatchObject({ code: 'study-signed' });
    await expect(ask()).rejects.toMatchObject({ code: 'study-signed' });
    expect(live).toHaveLength(1);
    expect(shown().predictions.every(({ contrast }) => contrast === null)).toBe(true);
    expect(db.get(`SELECT count(*) AS n FROM prediction_contrasts`)).toEqual({ n: 0 });

    const kept = await without();
    const contrast = await kept.ask();
    kept.db.run(`UPDATE studies SET state = 'signed', locked = 1 WHERE id = ?`, [kept.studyId]);
    expect(await kept.ask()).toEqual(contrast);
    // Another workstation's prediction is none of this one.
    await expect(contrasts.of(kept.part.id, user)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are refused of a prediction that no longer stands', async () => {
    const { ask, live, before, db, shown, part } = await without();
    before.answering = () => {
      db.run(`DELETE FROM current_masks WHERE frame_id = ?`, [part.frameId]);
    };
    await expect(ask()).rejects.toMatchObject({ code: 'prediction-stale' });
    await expect(ask()).rejects.toMatchObject({ code: 'prediction-stale' });
    expect(live).toHaveLength(1);
    expect(shown().predictions[0]?.contrast).toBeNull();

    const other = await without();
    other.db.run('DELETE FROM active_adapters');
    await expect(other.ask()).rejects.toMatchObject({ code: 'prediction-stale' });
    expect(other.live).toEqual([]);
  });

  it('are refused where the method read no mask', async () => {
    const { ask, db } = await without();
    db.run('UPDATE predictions SET mask_version_id = NULL');
    await expect(ask()).rejects.toMatchObject({ code: 'reads-no-mask' });
  });

  it('complete a prediction that was made before anything was kept beside it', async () => {
    const { ask, shown, db } = await without();
    db.run('DELETE FROM prediction_evidence');
    const contrast = await ask();
    expect(shown().predictions[0]).toMatchObject({
      contrast,
      abstention: { checks: expect.any(Array) as unknown },
    });
  });
});
