import { describe, expect, it } from 'vitest';
import { demoCohort, demoVersion } from '../../src-main/demo/demoCohort.ts';
import { digestOfFrames } from '../../src-main/demo/demoEncoding.ts';
import { renderDemoFrame } from '../../src-main/demo/demoFrame.ts';
import { digestOfPlan, frozenDemo, frozenSample } from '../../src-main/demo/frozen.ts';

describe('the frozen demo cohort', { timeout: 120_000 }, () => {
  const cohort = demoCohort();

  it('has the plan that its version was frozen with', () => {
    expect(demoVersion).toBe(frozenDemo.version);
    expect(digestOfPlan(cohort)).toBe(frozenDemo.plan);
  });

  it('renders to the pixels, masks and classes that its version was frozen with', () => {
    const sample = frozenSample(cohort);
    expect(new Set(sample.map(({ site }) => site)).size).toBe(2);
    expect(new Set(sample.map(({ stones }) => stones[0].type)).size).toBe(6);
    expect(digestOfFrames(sample.map((plan) => renderDemoFrame(plan)))).toBe(frozenDemo.sample);
  });
});
