import { describe, expect, it } from 'vitest';
import { demoCohort } from '../../src-main/demo/demoCohort.ts';
import { renderDemoFrame } from '../../src-main/demo/demoFrame.ts';
import {
  evidencePatientsPerType,
  heldBackPatients,
  morePatients,
  twoStonesPatients,
} from '../../src-main/demo/evidencePatients.ts';
import { demoPatient, type PlannedPatient } from '../../src-main/demo/plannedPatient.ts';
import { stoneTypeCodes } from '../../src-main/demo/stoneTypes.ts';

const training = twoStonesPatients('training');
const test = twoStonesPatients('test');
const demo = demoCohort().cases.map(demoPatient);
const everyone = [...demo, ...morePatients(), ...heldBackPatients(), ...training, ...test];
const countOf = (patients: readonly PlannedPatient[], type: string): number =>
  patients.reduce((sum, { findings }) => sum + findings.filter((one) => one.type === type).length, 0);

describe('the patients of the evidence', () => {
  it('are different people, who share no frame, no stone and no mucosa', () => {
    const codes = everyone.map(({ set, code }) => `${set} ${code}`);
    expect(new Set(codes).size).toBe(codes.length);
    const frames = everyone.flatMap((one) => one.frames.map(({ seed }) => seed));
    expect(new Set(frames).size).toBe(frames.length);
    const seeds = everyone.map(({ frames: [first] }) => first?.patientSeed);
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  it('are enough for sixteen cases and four for validation of each type, and for the tests', () => {
    const pool = demo.filter(({ site }) => site === 'Demo A').length + morePatients().length;
    expect(pool / stoneTypeCodes.length).toBeGreaterThanOrEqual(20);
    expect(heldBackPatients().flatMap(({ frames }) => frames).length).toBeGreaterThanOrEqual(1000);
    expect(test.flatMap(({ frames }) => frames).length).toBeGreaterThanOrEqual(600);
    expect(training.length / stoneTypeCodes.length).toBeGreaterThanOrEqual(20);
  });

  it('ask of two stones in a frame for one, each type as often, in front and behind', () => {
    for (const { frames, findings } of [...training, ...test]) {
      for (const { stones } of frames) {
        expect(stones).toHaveLength(2);
        expect(stones[0].type).not.toBe(stones[1]?.type);
        for (const { instance, type } of findings) expect(stones[instance - 1]?.type).toBe(type);
      }
    }
    expect(test.every(({ findings }) => findings.length === 2)).toBe(true);
    const asked = test.map((one) => ({ ...one, findings: one.findings.slice(0, 1) }));
    for (const type of stoneTypeCodes) {
      expect(countOf(training, type)).toBe(2 * evidencePatientsPerType.twoStones);
      expect(countOf(asked, type)).toBe(evidencePatientsPerType.twoStonesHeldBack);
    }
    const behind = test.filter(({ findings: [one] }) => one?.instance === 2).length;
    expect(behind / test.length).toBeGreaterThan(0.4);
    expect(behind / test.length).toBeLessThan(0.6);
  });

  it('show both stones where they are planned', () => {
    const [patient] = training;
    const plan = patient?.frames[0];
    if (plan === undefined) throw new Error('no plan');
    const { labels } = renderDemoFrame(plan, 128);
    expect(labels).toContain(1);
    expect(labels).toContain(2);
  });
});
