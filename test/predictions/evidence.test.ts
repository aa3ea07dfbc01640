import { describe, expect, it } from 'vitest';
import { findingAbstention, frameAbstention, predictionSet } from '../../src-main/predictions/evidence.ts';
import type { ClassId, StudyId } from '../../src-shared/domain/ids.ts';
import { evidenceBench, range } from './evidenceBench.ts';

describe('the evidence of a prediction', () => {
  it('is stored with it and told in terms of the adapter’s own cases', async () => {
    const { predict, predictions, findings, classIds, asked } = await evidenceBench();
    expect(await predict()).toMatchObject({ predicted: 8, skipped: [] });
    expect(asked[0]?.contrast).toBe(true);
    const answered = predictions.ofStudy(findings[0]?.studyId as StudyId);
    for (const one of answered.predictions) {
      // The 90th of 99 scores is .4495: what has more than .55 conforms.
      expect(one.set).toMatchObject({
        level: 0.9,
        classIds: [classIds[0]],
        bestConforms: true,
        everyClass: false,
        cases: 99,
        patients: 9,
        caveats: ['same-cases-chose-epoch', 'same-cases-chose-temperature'],
      });
      expect(one.contrast).toMatchObject({ withoutMask: 'whole-frame', backgroundSuffices: false });
      expect(one.contrast?.background?.[0]?.classId).toBe(classIds[1]);
      expect(one.abstention?.reasons).toEqual([]);
      expect(one.abstention?.checks.map(({ reason, beyond }) => [reason, beyond])).toEqual([
        ['blur', 0.49],
        ['exposure', 0.5],
        ['out-of-distribution', expect.any(Number)],
      ]);
    }
    expect(answered.findings[0]?.set).toMatchObject({ cases: 19, everyClass: false });
    expect(answered.findings[0]?.votes).toEqual([
      {
        classId: classIds[0],
        frames: answered.predictions.filter(({ findingId }) => findingId === answered.findings[0]?.findingId)
          .length,
      },
    ]);
  });

  it('warns of a background that is enough, where that is unusual', async () => {
    const { db, predict, predictions, findings, told } = await evidenceBench();
    told.evidence.contrast.background = [4, 0];
    await predict();
    const studyId = findings[0]?.studyId as StudyId;
    const warned = predictions.ofStudy(studyId);
    expect(warned.predictions[0]?.contrast).toMatchObject({ backgroundSuffices: true, backgroundCases: 60 });
    expect(warned.findings[0]?.background.suffices).toBe(warned.findings[0]?.background.asked);
    // An adapter that says so of every background tells nothing of this one.
    db.run(`UPDATE adapter_backgrounds SET ascending = ?`, [
      new Uint8Array(Float64Array.from(range(60).map(() => 0.999)).buffer),
    ]);
    expect(predictions.ofStudy(studyId).predictions[0]?.contrast?.backgroundSuffices).toBe(false);
  });

  it('is not known of an adapter that was made before it was kept', async () => {
    const { predict, predictions, findings } = await evidenceBench({ references: false });
    await predict(false);
    const { predictions: found, findings: pooled } = predictions.ofStudy(findings[0]?.studyId as StudyId);
    expect(found[0]).toMatchObject({ set: null, abstention: null });
    expect(pooled[0]).toMatchObject({ set: null, abstention: null });
  });

  it('is not recomputed for a signed study, not even when it is signed meanwhile', async () => {
    const { db, predict, findings, before } = await evidenceBench();
    const [first, second] = [...new Set(findings.map(({ studyId }) => studyId))];
    db.run(`UPDATE studies SET state = 'signed', locked = 1 WHERE id = ?`, [first as StudyId]);
    before.answering = () => {
      db.run(`UPDATE studies SET state = 'signed', locked = 1 WHERE id = ?`, [second as StudyId]);
    };
    const report = await predict();
    expect(report).toMatchObject({ predicted: 4, kept: 0 });
    expect(report.skipped.map(({ code }) => code)).toEqual(Array(4).fill('study-signed'));
    expect(db.get(`SELECT count(*) AS n FROM prediction_evidence`)).toEqual({ n: 4 });
  });

  it('finds the nearest findings of signed studies of other patients', async () => {
    const { db, predict, predictions, findings, classIds, told } = await evidenceBench();
    await predict();
    const studies = [...new Set(findings.map(({ studyId }) => studyId))];
    const own = findings.find(({ studyId }) => studyId === studies[0]);
    if (own === undefined) throw new Error('nothing was imported');
    const setFeature = (studyId: string | undefined, feature: Float32Array): void => {
      db.run(
        `UPDATE prediction_evidence SET feature = ? WHERE prediction_id IN
           (SELECT p.id FROM predictions p JOIN findings f ON f.id = p.finding_id WHERE f.study_id = ?)`,
        [new Uint8Array(feature.buffer), studyId ?? ''],
      );
    };
    expect(told.evidence.feature).toHaveLength(2);
    setFeature(studies[0], Float32Array.of(1, 0));
    setFeature(studies[1], Float32Array.of(0, 1));
    setFeature(studies[2], Float32Array.of(5, 0.1));
    setFeature(studies[3], Float32Array.of(7, 0));
    for (const id of studies.slice(0, 3)) {
      db.run(`UPDATE studies SET state = 'signed', locked = 1 WHERE id = ?`, [id]);
    }
    const { searched, findings: found } = await predictions.similar(own.id as never, 6);
    // The fourth study is not signed, the first is the patient's own.
    expect(found.map(({ studyId }) => studyId).filter((id, i, all) => all.indexOf(id) === i)).toEqual([
      studies[2],
      studies[1],
    ]);
    expect(searched).toBe(found.length);
    expect(found[0]?.similarity).toBeGreaterThan(0.999);
    expect(found[0]?.distance).toBeCloseTo(1 - (found[0]?.similarity ?? NaN), 9);
    expect(classIds).toContain(found[0]?.labelClassId);
    expect(found[0]?.laboratoryClassId).toBeNull();
    expect((await predictions.similar(own.id as never, 1)).findings).toHaveLength(1);
  });
});

describe('what speaks against an answer', () => {
  const values = (ascending: number[]) => ({ patients: 9, ascending: Float64Array.from(ascending) });
  const adapter = (n: number) => ({
    references: new Map([
      ['sharpness', values(range(n))],
      ['exposure', values(range(n))],
      ['distance', values(range(n))],
      ['score-frame', values([0.1, 0.2])],
    ] as const),
    backgrounds: new Map<ClassId, Float64Array>(),
    caveats: [],
  });

  it('is lying beyond 99 of 100 of the adapter’s cases, and no less', () => {
    const judged = (sharpness: number, exposure: number, distance: number) =>
      frameAbstention({ sharpness, exposure, distance }, adapter(100))?.reasons;
    expect(judged(0.5, 0.5, 0.5)).toEqual([]);
    expect(judged(0.005, 0.5, 0.5)).toEqual(['blur']);
    expect(judged(0.015, 0.5, 0.5)).toEqual([]);
    expect(judged(2, 2, 2)).toEqual(['exposure', 'out-of-distribution']);
  });

  it('is nothing after fewer than twenty cases, which is said', () => {
    const { reasons, checks } = frameAbstention(
      { sharpness: -1, exposure: 2, distance: null },
      adapter(19),
    ) ?? {
      checks: [],
    };
    expect(reasons).toEqual([]);
    expect(checks.map(({ tooFewCases, beyond, cases }) => [tooFewCases, beyond, cases])).toEqual([
      [true, 1, 19],
      [true, 1, 19],
      [true, null, 19],
    ]);
    expect(frameAbstention({ sharpness: -1, exposure: 0, distance: 0 }, adapter(20))?.reasons).toEqual([
      'blur',
    ]);
  });

  it('is a finding’s frames that disagree, and what holds for half of them', () => {
    const [one, other] = ['a', 'b'] as unknown as [ClassId, ClassId];
    const frame = (classId: ClassId, reasons: ('blur' | 'exposure')[] = []) => ({
      classes: [{ classId, probability: 0.9 }],
      abstention: { reasons, checks: [] },
    });
    expect(findingAbstention([frame(one), frame(one), frame(other)], one)).toMatchObject({
      reasons: [],
      agreement: 2 / 3,
    });
    expect(findingAbstention([frame(one), frame(other)], one)?.reasons).toEqual(['frames-disagree']);
    expect(findingAbstention([frame(one, ['blur']), frame(one)], one)?.reasons).toEqual(['blur']);
    expect(findingAbstention([frame(one, ['blur']), frame(one), frame(one)], one)).toMatchObject({
      reasons: [],
      frames: [{ reason: 'blur', frames: 1 }],
    });
  });

  it('is no empty set: the most probable class is always in it', () => {
    const [one, other] = ['a', 'b'] as unknown as [ClassId, ClassId];
    const classes = [
      { classId: one, probability: 0.6 },
      { classId: other, probability: 0.4 },
    ];
    expect(predictionSet(classes, adapter(100), 'frame', 0.6)).toMatchObject({
      classIds: [one],
      bestConforms: false,
      everyClass: false,
    });
    expect(predictionSet(classes, adapter(100), 'frame', 0.9)).toMatchObject({
      classIds: [one, other],
      everyClass: true,
    });
    expect(predictionSet(classes, adapter(100), 'finding', 0.9)).toBeNull();
  });
});
