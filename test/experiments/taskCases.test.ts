import { describe, expect, it } from 'vitest';
import type { ComputeSupervisor } from '../../src-main/compute/supervisor.ts';
import { RenderDemoPayload } from '../../src-main/demo/renderMessages.ts';
import type { PlannedPatient } from '../../src-main/demo/plannedPatient.ts';
import { storePatients } from '../../src-main/demo/storePatients.ts';
import { collectDraws, foldCases } from '../../src-main/experiments/taskCases.ts';
import { tasks } from '../../src-main/experiments/tasks.ts';
import { testWorkbench } from '../support/workbench.ts';

const task = tasks['two-stones'];
const [fold] = task.folds;
if (fold === undefined) throw new Error('the task has no fold');
const [trainSite = ''] = fold.train;
const [testSite = ''] = fold.test;

/** Pictures that nobody looks at here, every one different, each with both stones marked. */
function renderer(): ComputeSupervisor {
  return {
    name: 'batch',
    run(_kind, payload, options) {
      const { frames } = RenderDemoPayload.parse(payload);
      frames.forEach(({ seed }, index) => {
        const image = new TextEncoder().encode(`picture ${seed}`);
        const detail = { index, image, labels: Uint8Array.of(1, 1, 2, 0), width: 2, height: 2 };
        options?.onProgress?.({ done: index + 1, total: frames.length, detail });
      });
      return Promise.resolve(undefined);
    },
    pause: () => undefined,
    resume: () => undefined,
    configure: () => undefined,
    restart: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** A database with the first patients of both sites. */
async function withPatients(change: (patient: PlannedPatient) => PlannedPatient = (same) => same) {
  const bench = await testWorkbench();
  const ofSite = (name: string) => task.patients().filter(({ site }) => site === name);
  const patients = [...ofSite(trainSite).slice(0, 48), ...ofSite(testSite).slice(0, 12)].map(change);
  const compute = { interactive: renderer(), batch: renderer() };
  const context = {
    userId: bench.user,
    signal: new AbortController().signal,
    gate: () => Promise.resolve(),
  };
  await storePatients({ ...bench, compute }, patients, context, () => undefined);
  return { bench, patients };
}

describe('the cases of two stones', () => {
  it('are tested on the first finding of each frame, and know the other one beside it', async () => {
    const { bench, patients } = await withPatients();
    const cases = foldCases(bench.db, task, fold);
    const split = cases.draw(2, 1);
    const drawn = collectDraws(bench.db, cases, new Map([['2 1', split]]));
    const { test = [] } = drawn.cases.parts.get('2 1') ?? {};
    const others = drawn.counterpartsOf('2 1') ?? [];
    expect(test).toHaveLength(12 * 5);
    expect(others).toHaveLength(test.length);
    const codes = drawn.cases.classes.map(({ code }) => code);
    const planned = patients
      .filter(({ site }) => site === testSite)
      .flatMap(({ findings, frames }) => frames.map(() => findings));
    test.forEach((at, i) => {
      const [one, other] = [drawn.cases.cases[at], drawn.cases.cases[others[i] ?? -1]];
      expect(other?.frame).toBe(one?.frame);
      expect(codes[one?.target ?? -1]).toBe(planned[i]?.[0]?.type);
      expect(codes[other?.target ?? -1]).toBe(planned[i]?.[1]?.type);
      expect(one?.segments.map(({ value }) => value)).toEqual([planned[i]?.[0]?.instance]);
      expect(other?.segments.map(({ value }) => value)).toEqual([planned[i]?.[1]?.instance]);
    });
    // Both of a frame are learned from.
    const { train = [] } = drawn.cases.parts.get('2 1') ?? {};
    expect(new Set(train.map((at) => drawn.cases.cases[at]?.segments[0]?.value))).toEqual(new Set([1, 2]));
  });

  it('have a hash that the other findings do not enter, which have one of their own', async () => {
    const digests = async (change?: (patient: PlannedPatient) => PlannedPatient) => {
      const { bench } = await withPatients(change);
      const cases = foldCases(bench.db, task, fold);
      const { digest, counterpartsDigest } = collectDraws(
        bench.db,
        cases,
        new Map([['2 1', cases.draw(2, 1)]]),
      );
      return { digest, counterpartsDigest };
    };
    const first = await digests();
    expect(await digests()).toEqual(first);
    const relabelled = await digests((patient) => {
      const [one, other] = patient.findings;
      if (patient.site !== testSite || one === undefined || other === undefined) return patient;
      return { ...patient, findings: [one, { ...other, type: one.type }] };
    });
    expect(relabelled.digest).toBe(first.digest);
    expect(relabelled.counterpartsDigest).not.toBe(first.counterpartsDigest);
  });

  it('are refused where a frame of the test shows one finding only', async () => {
    const { bench } = await withPatients((patient) => ({
      ...patient,
      findings: patient.findings.slice(0, 1),
    }));
    expect(() => foldCases(bench.db, task, fold)).toThrow(
      expect.objectContaining({ code: 'task-without-counterparts' }) as Error,
    );
  });
});
