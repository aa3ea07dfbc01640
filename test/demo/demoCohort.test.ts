import { describe, expect, it } from 'vitest';
import { demoCohort, usualMucosa, type DemoCase } from '../../src-main/demo/demoCohort.ts';
import { seedIn, seedSpaces } from '../../src-main/demo/draws.ts';
import { manifestCsv, manifestRows } from '../../src-main/demo/demoManifest.ts';
import { mucosaKinds } from '../../src-main/demo/mucosa.ts';
import { siteCodes } from '../../src-main/demo/sites.ts';
import { stoneSurfaceKinds } from '../../src-main/demo/stoneSurfaces.ts';
import { stoneTypeCodes, stoneTypes } from '../../src-main/demo/stoneTypes.ts';
import { trainingColours, trainingTextures } from '../../src-main/demo/trainingScenes.ts';

const cohort = demoCohort();
const at = (site: string): DemoCase[] => cohort.cases.filter((demoCase) => demoCase.site === site);

/** Pearson's chi-squared of type against mucosa, one count per patient. */
function chiSquared(cases: readonly DemoCase[]): number {
  let sum = 0;
  for (const type of stoneTypeCodes) {
    for (const mucosa of mucosaKinds) {
      const seen = cases.filter((one) => one.stoneType === type && one.mucosa === mucosa).length;
      const row = cases.filter((one) => one.stoneType === type).length;
      const column = cases.filter((one) => one.mucosa === mucosa).length;
      const expected = (row * column) / cases.length;
      if (expected > 0) sum += (seen - expected) ** 2 / expected;
    }
  }
  return sum;
}

describe('the plan of the demo cohort', () => {
  it('holds what the held-out site needs: 126 patients and 630 frames at B, 96 and 480 at A', () => {
    expect(at('A')).toHaveLength(96);
    expect(at('B')).toHaveLength(126);
    expect(at('A').flatMap(({ frames }) => frames)).toHaveLength(480);
    expect(at('B').flatMap(({ frames }) => frames)).toHaveLength(630);
  });

  it('has as many patients of each type at each site', () => {
    for (const site of siteCodes) {
      const counts = stoneTypeCodes.map((type) => at(site).filter((one) => one.stoneType === type).length);
      expect(new Set(counts).size).toBe(1);
    }
  });

  it('is the same each time, and a smaller cohort is its beginning', () => {
    expect(demoCohort()).toEqual(cohort);
    const small = demoCohort({ patientsPerType: { A: 2, B: 1 }, framesPerPatient: 2 });
    expect(small.cases).toHaveLength(18);
    for (const demoCase of small.cases) {
      const whole = cohort.cases.find(({ patientCode }) => patientCode === demoCase.patientCode);
      expect({ ...whole, frames: whole?.frames.slice(0, 2) }).toEqual(demoCase);
    }
  });

  it('ties the mucosa to the type at A, and not at all at B', () => {
    // 25 degrees of freedom: 44.3 is the 99th percentile under independence.
    expect(chiSquared(at('B'))).toBeLessThan(10);
    expect(chiSquared(at('A'))).toBeGreaterThan(300);
    const told = at('A').filter((one) => one.mucosa === usualMucosa[one.stoneType]).length / at('A').length;
    expect(told).toBeGreaterThan(0.85);
    expect(told).toBeLessThan(1);
  });

  it('keeps one main stone per patient, and a second of another type in a share of frames', () => {
    let second = 0;
    let frames = 0;
    for (const { stoneType, secondType, frames: own } of cohort.cases) {
      const mains = new Set(own.map(({ stones }) => `${stones[0].type}/${stones[0].seed}`));
      expect(mains.size).toBe(1);
      expect(own[0]?.stones[0].type).toBe(stoneType);
      expect(secondType).not.toBe(stoneType);
      for (const { stones } of own) {
        frames++;
        if (stones[1] === undefined) continue;
        second++;
        expect(stones[1].type).toBe(secondType);
      }
    }
    expect(second / frames).toBeGreaterThan(0.25);
    expect(second / frames).toBeLessThan(0.45);
  });

  it('gives no seed, patient or stone twice, and none to both sites', () => {
    const frames = cohort.cases.flatMap((demoCase) => demoCase.frames);
    expect(new Set(frames.map(({ seed }) => seed)).size).toBe(frames.length);
    expect(new Set(cohort.cases.map(({ patientCode }) => patientCode)).size).toBe(cohort.cases.length);
    const owner = new Map<number, number>();
    for (const { patientSeed, stones } of frames) {
      for (const { seed } of stones) {
        expect(owner.get(seed) ?? patientSeed).toBe(patientSeed);
        owner.set(seed, patientSeed);
      }
    }
  });

  it('shares no seed space, surface, colour, class or site with the training scenes', () => {
    const spaces = Object.values(seedSpaces);
    expect(new Set(spaces).size).toBe(spaces.length);
    // The highest seed of one space lies below the lowest of the next.
    expect(seedIn('trainingScenes', 0xffffffff)).toBeLessThan(seedIn('demoPlan', 0));
    const training = new Set<string>([...trainingTextures, ...trainingColours]);
    const demo = [...stoneSurfaceKinds, ...stoneTypeCodes, ...mucosaKinds, ...siteCodes];
    expect(demo.filter((name) => training.has(name))).toEqual([]);
  });

  it('describes its classes as the types it draws', () => {
    expect(cohort.classes.map(({ code }) => code)).toEqual([...stoneTypeCodes]);
    expect(new Set(Object.values(stoneTypes).map(({ surface }) => surface)).size).toBe(stoneTypeCodes.length);
    expect(cohort.sites.map(({ code }) => code)).toEqual(['A', 'B']);
  });

  it('has real dates and refuses numbers that make no cohort', () => {
    for (const { studyDate } of cohort.cases) {
      expect(new Date(`${studyDate}T00:00:00Z`).toISOString().slice(0, 10)).toBe(studyDate);
    }
    expect(() => demoCohort({ framesPerPatient: 0 })).toThrow(RangeError);
    expect(() => demoCohort({ patientsPerType: { A: -1, B: 1 } })).toThrow(RangeError);
  });
});

describe('the manifest', () => {
  it('has a line per frame with the columns the importer reads', () => {
    const lines = manifestCsv(cohort).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 1110);
    expect(lines[0]).toBe('image,mask,patient,study,label,site');
    for (const line of lines) expect(line.split(',')).toHaveLength(6);
    const [first] = cohort.cases;
    expect(first && manifestRows(first)[1]).toEqual({
      image: 'images/A-001-2.jpg',
      mask: 'masks/A-001-2.png',
      patient: 'A-001',
      study: first?.studyDate,
      label: 'Ia',
      site: 'A',
    });
  });
});
