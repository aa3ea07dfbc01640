import { describe, expect, it, vi } from 'vitest';
import type { Head, HeadFigures, HeadMaterial } from '../../../src-shared/contract/segmentation.contract.ts';
import type { StudySummary } from '../../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { sumMaterial } from '../../../src-shared/domain/headMaterial.ts';
import type { PatientId, SchemaId, StudyId } from '../../../src-shared/domain/ids.ts';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { Heads } from '../../../src-renderer/workspaces/models/heads/heads.svelte.ts';
import {
  materialObstacle,
  materialOf,
  materialWarnings,
} from '../../../src-renderer/workspaces/models/heads/material.svelte.ts';
import { classFigures, heldOutText, restsOn } from '../../../src-renderer/workspaces/models/heads/words.ts';

const schemaId = 'stone' as SchemaId;

const figures: HeadFigures = {
  split: 'patient',
  train: { frames: 100, patients: 30 },
  validation: null,
  test: {
    frames: 40,
    patients: 20,
    dice: 0.871,
    iou: 0.78,
    classes: [{ code: 'stone', frames: 38, dice: 0.9, iou: 0.81 }],
  },
  epochs: 20,
  bestEpoch: 12,
  parameters: 1000,
  temperature: 1,
  seconds: 60,
  peakRssMb: 500,
};

const head = (id: string | null, change: Partial<Head> = {}): Head =>
  ({
    id,
    sha256: 'ab',
    name: `head ${id ?? ''}`,
    maskSchemaId: schemaId,
    state: 'done',
    active: false,
    classes: ['stone'],
    backbone: { name: 'net', sha256: 'cd', installed: true },
    jobId: id === null ? null : `job-${id}`,
    training: null,
    seed: 1,
    figures: null,
    provider: 'cpu',
    createdAt: null,
    finishedAt: null,
    ...change,
  }) as Head;

interface Case {
  readonly patient: string;
  readonly frames: number;
  readonly schema?: string;
}

const study = (id: string, { patient, frames }: Case): StudySummary =>
  ({ id, masks: frames, patient: { id: patient, code: patient } }) as unknown as StudySummary;

/** What a workstation with these studies answers, all of known patients. */
function material(cases: readonly Case[]): HeadMaterial[] {
  const rows = cases.map(({ patient, frames, schema = schemaId }, i) => ({
    schemaId: schema as SchemaId,
    studyId: `s${i}` as StudyId,
    patientId: patient as PatientId,
    ...{ frames, unknownFrames: 0 },
  }));
  return [...Map.groupBy(rows, (row) => row.schemaId)].map(([id, studies]) => ({
    schemaId: id,
    ...sumMaterial(studies),
    studies,
  }));
}

/** A workstation with a shipped head and two of its own; of these, `b` is trained just now. */
async function bench(cases: readonly Case[] = []) {
  const all = cases.map((one, i) => study(`s${i}`, one));
  let heads = [head('b', { state: 'running' }), head('a', { figures }), head(null, { active: true })];
  const calls: unknown[] = [];
  const changes = new ChangeFeed();
  const app = {
    client: {
      segmentation: {
        heads: async () => heads,
        material: async () => material(cases),
        activate: async (request: { headId: string | null }) => {
          calls.push(request);
          heads = heads.map((one) => ({ ...one, active: one.id === request.headId }));
        },
        remove: async ({ headId }: { headId: string }) => {
          if (headId === 'b') throw new LapidaryError('head-busy', 'It is being trained.', 'Cancel first.');
          heads = heads.filter(({ id }) => id !== headId);
        },
        train: async (request: unknown) => {
          calls.push(request);
          heads = [head('c', { state: 'queued' }), ...heads];
          return { jobId: 'job-c', headId: 'c' };
        },
      },
      studies: {
        // A page holds two.
        list: async ({ cursor }: { cursor: string | null }) => {
          const from = Number(cursor ?? 0);
          return {
            studies: all.slice(from, from + 2),
            next: from + 2 < all.length ? String(from + 2) : null,
          };
        },
      },
    },
    changes,
    schemas: [
      { id: schemaId, kind: 'mask', name: 'Stone', version: 1, classes: [] },
      { id: 'polyp', kind: 'mask', name: 'Polyp', version: 1, classes: [] },
      { id: 'types', kind: 'finding', name: 'Types', version: 1, classes: [] },
    ],
    jobs: { get: () => undefined, cancel: async (jobId: string) => calls.push(`cancel ${jobId}`) },
  } as unknown as ConstructorParameters<typeof Heads>[0];
  const page = new Heads(app);
  const stop = page.start();
  await vi.waitFor(() => expect(page.read).toBe(true));
  const find = (id: string | null): Head => {
    const found = page.list.items.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no ${id ?? 'shipped'}`);
    return found;
  };
  return { page, calls, changes, stop, find };
}

describe('segmentation heads', () => {
  it('shows the one that proposes, and changes which one does', async () => {
    const { page, calls, find, stop } = await bench();
    expect(page.list.selected?.id).toBeNull();
    await page.use(find('a'));
    expect([find('a').active, find(null).active]).toEqual([true, false]);
    await page.use(find(null));
    expect(calls).toEqual([
      { maskSchemaId: schemaId, headId: 'a' },
      { maskSchemaId: schemaId, headId: null },
    ]);
    await page.use(find('b'));
    expect(calls.length).toBe(2);
    stop();
  });

  it('says why a head cannot propose', async () => {
    const { page, stop } = await bench();
    const away = { name: 'net', sha256: 'cd', installed: false } as Head['backbone'];
    const reasons = [
      head('x', { state: 'failed' }),
      head('x', { maskSchemaId: null }),
      head('x', { backbone: away }),
      head('x'),
    ].map((one) => page.useObstacle(one));
    expect(reasons).toEqual([
      'It is not trained.',
      'No mask schema here has its classes.',
      'The backbone that it reads, net, is not installed.',
      null,
    ]);
    stop();
  });

  it('removes neither the shipped one nor one at work, and cancels a training', async () => {
    const { page, calls, find, stop } = await bench();
    expect([page.removable(find(null)), page.removable(find('b')), page.removable(find('a'))]).toEqual([
      false,
      false,
      true,
    ]);
    await page.remove(find('b'));
    expect(page.list.refusal?.remedy).toBe('Cancel first.');
    await page.cancel(find('b'));
    expect(calls).toEqual(['cancel job-b']);
    page.select(find('a'));
    page.list.askRemoval(true);
    await page.remove(find('a'));
    expect([page.list.items.length, page.list.asksRemoval]).toEqual([2, false]);
    stop();
  });
});

describe('the training of a head', () => {
  const three = ['p1', 'p2', 'p3', 'p3'].map((patient) => ({ patient, frames: 10 }));

  it('counts over all pages, trains on all studies, and shows the new head', async () => {
    const { page, calls, stop } = await bench([...three, { patient: 'p9', frames: 4, schema: 'polyp' }]);
    page.showTraining();
    const { training } = page;
    expect(training.obstacle).toBe('Counting the masks…');
    await vi.waitFor(() => expect(training.material).not.toBeNull());
    expect(training.material).toEqual({ frames: 40, studies: 4, patients: 3, unknownFrames: 0 });
    expect(training.schema?.name).toBe('Stone');
    expect(training.obstacle).toBe('It needs a name.');
    training.rename(' First ');
    training.setSeed('1.5');
    expect(training.obstacle).toMatch(/seed/);
    training.setSeed('7');
    await training.start();
    expect(calls).toEqual([{ name: 'First', maskSchemaId: schemaId, studyIds: null, seed: 7 }]);
    expect([page.trains, page.list.selected?.id]).toEqual([false, 'c']);
    stop();
  });

  it('does not start on chosen studies of one patient, and says so', async () => {
    const { page, calls, stop } = await bench(three);
    page.showTraining();
    const { training } = page;
    await vi.waitFor(() => expect(training.material).not.toBeNull());
    training.rename('First');
    training.chooseOnly(true);
    expect(training.obstacle).toBe('No study is chosen.');
    training.chooseStudy('s2' as StudyId, true);
    training.chooseStudy('s3' as StudyId, true);
    expect(training.obstacle).toMatch(/^All masks are of one patient/);
    await training.start();
    expect(calls).toEqual([]);
    training.chooseAll(true);
    expect(training.obstacle).toBeNull();
    training.chooseSchema('polyp' as SchemaId);
    expect([training.chosen.size, training.obstacle]).toEqual([0, 'No study is chosen.']);
    stop();
  });

  it('counts a frame of nobody known as its own patient, and warns of it', () => {
    const of = (studyId: string, patientId: string, frames: number, unknownFrames: number) => ({
      studyId: studyId as StudyId,
      patientId: patientId as PatientId,
      ...{ frames, unknownFrames },
    });
    const studies = [of('a', 'p1', 2, 2), of('b', 'p2', 1, 0), of('c', 'p2', 4, 0)];
    expect(materialOf({ studies }, null)).toEqual({ frames: 7, studies: 3, patients: 1, unknownFrames: 2 });
    const some = materialOf({ studies }, new Set(['a', 'b'] as StudyId[]));
    expect(some).toEqual({ frames: 3, studies: 2, patients: 1, unknownFrames: 2 });
    expect(materialObstacle(some)).toBeNull();
    expect(materialWarnings(some)).toEqual([
      expect.stringMatching(/^Of 2 frames it is unknown whose they are/),
      expect.stringMatching(/^With 3 frames/),
    ]);
    expect(materialObstacle({ ...some, unknownFrames: 1 })).toMatch(/2 patients, as far as that is known/);
    expect(materialObstacle(materialOf({ studies: [] }, null))).toMatch(/No frame/);
  });
});

describe('what is said of how good a head is', () => {
  it('never goes without what it rests on', () => {
    expect(heldOutText(head('a', { figures }))).toBe('Dice .87 held out, on 40 frames of 20 patients');
    expect(heldOutText(head('a', { figures: { ...figures, split: 'image' } }))).toBe(
      'Dice .87 held out, on 40 frames, patients unknown',
    );
    expect(heldOutText(head('a', { figures: { ...figures, test: null } }))).toMatch(/^Not judged/);
    expect(restsOn({ frames: 1, patients: 1 }, 'patient')).toBe('1 frame of 1 patient');
  });

  it('has a line for each class, judged or not', () => {
    const rows = classFigures(head('a', { figures, classes: ['stone', 'clot'] }), undefined);
    expect(rows.map(({ code, test }) => [code, test?.dice])).toEqual([
      ['stone', 0.9],
      ['clot', undefined],
    ]);
  });
});
