import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { splitHeadFrames, type HeadSplitRequest } from '../../src-main/segmentation/headSplit.ts';
import type { MaskedFrame } from '../../src-main/segmentation/heads.queries.ts';
import { FrameId, MaskVersionId, PatientId, Sha256 } from '../../src-shared/domain/ids.ts';

function frames(patients: number, each: number, known: 0 | 1 = 1): MaskedFrame[] {
  return Array.from({ length: patients }, (_, p) => {
    const patientId = PatientId.parse(uuidv7());
    return Array.from({ length: each }, () => ({
      frameId: FrameId.parse(uuidv7()),
      frameSha256: Sha256.parse('0'.repeat(64)),
      maskVersionId: MaskVersionId.parse(uuidv7()),
      patientId,
      patientCode: `P-${p}`,
      known,
    }));
  }).flat();
}

const request: HeadSplitRequest = {
  testShare: 0.2,
  seed: 1,
  heldOut: new Set(),
  testedBefore: new Set(),
  usedPatients: new Set(),
  usedFrames: new Set(),
};

const partsOf = <T>(split: ReturnType<typeof splitHeadFrames>, key: (frame: MaskedFrame) => T) => {
  const of = (part: string): Set<T> =>
    new Set(split.frames.filter((frame) => frame.part === part).map((frame) => key(frame)));
  return { train: of('train'), validation: of('validation'), test: of('test') };
};

describe('the split of a head', () => {
  it('leaves every patient whole, and all three parts something', () => {
    const split = splitHeadFrames(frames(20, 3), request);
    const { train, validation, test } = partsOf(split, ({ patientId }) => patientId);
    expect([train.size, validation.size, test.size]).toEqual([14, 2, 4]);
    expect(new Set([...train, ...validation, ...test]).size).toBe(20);
    expect(split.kind).toBe('patient');
    expect(new Set(split.testPatients)).toEqual(test);
    expect(splitHeadFrames(split.frames, request)).toEqual(split);
    expect(splitHeadFrames(split.frames, { ...request, seed: 2 })).not.toEqual(split);
  });

  it('never learns from who was held out, and never tests on who was learned from', () => {
    const all = frames(10, 2);
    const held = new Set(all.slice(0, 2).map(({ patientId }) => patientId));
    const used = new Set(all.slice(2).map(({ patientId }) => patientId));
    const split = splitHeadFrames(all, { ...request, testShare: 0.5, heldOut: held, usedPatients: used });
    expect(partsOf(split, ({ patientId }) => patientId).test).toEqual(held);
  });

  it('takes a frame of an unknown patient for a patient of its own, says so, and keeps test frames test frames', () => {
    const all = frames(1, 30, 0);
    const split = splitHeadFrames(all, request);
    expect(split.kind).toBe('image');
    expect(split.testPatients).toEqual([]);
    const { train, test } = partsOf(split, ({ frameId }) => frameId);
    expect(test.size).toBe(6);
    const later = splitHeadFrames([...all, ...frames(1, 30, 0)], {
      ...request,
      seed: 9,
      testedBefore: test,
      usedFrames: train,
    });
    const parts = partsOf(later, ({ frameId }) => frameId);
    expect([...test].every((frame) => parts.test.has(frame))).toBe(true);
    expect([...train].some((frame) => parts.test.has(frame))).toBe(false);
  });

  it('refuses fewer than three patients, also where the others are held out', () => {
    expect(() => splitHeadFrames(frames(2, 9), request)).toThrowError(/of 2 patients/);
    const all = frames(6, 1);
    const heldOut = new Set(all.slice(1).map(({ patientId }) => patientId));
    expect(() => splitHeadFrames(all, { ...request, heldOut })).toThrowError(/of 1 patient/);
  });
});
