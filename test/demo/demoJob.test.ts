import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { TaskContext } from '../../src-main/compute/child.ts';
import type { ComputeSupervisor } from '../../src-main/compute/supervisor.ts';
import { DemoResult } from '../../src-main/demo/demo.job.ts';
import { createDemo, type Demo } from '../../src-main/demo/demo.service.ts';
import { demoCohort } from '../../src-main/demo/demoCohort.ts';
import { renderDemoFrame } from '../../src-main/demo/demoFrame.ts';
import { demoMaskMapping, exportDemo } from '../../src-main/demo/demoManifest.ts';
import { renderDemoHandler } from '../../src-main/demo/render.task.ts';
import { renderDemoTask } from '../../src-main/demo/renderMessages.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { contentsOf, importPaths, testWorkbench } from '../support/workbench.ts';

type Workbench = Awaited<ReturnType<typeof testWorkbench>>;

const sizes = { patientsPerType: { A: 1, B: 0 }, framesPerPatient: 1 };

/** Runs the rendering task in this process; the first `losses` tasks are lost half way. */
function inProcess(losses = 0): ComputeSupervisor & { tasks: number } {
  const supervisor = {
    name: 'batch' as const,
    tasks: 0,
    async run(kind: string, payload: unknown, options: Parameters<ComputeSupervisor['run']>[2] = {}) {
      expect(kind).toBe(renderDemoTask);
      const isLost = supervisor.tasks++ < losses;
      const context: TaskContext = {
        taskId: 'task',
        signal: options.signal ?? new AbortController().signal,
        configuration: {},
        get runtime(): TaskContext['runtime'] {
          throw new Error('rendering needs no runtime');
        },
        progress(done, total, detail) {
          if (isLost && done === 1)
            throw new LapidaryError('compute-process-lost', 'It went away.', 'Retry.');
          options.onProgress?.({ done, total, detail: structuredClone(detail) });
        },
        yieldNow: () => Promise.resolve(options.signal?.throwIfAborted()),
        log: () => undefined,
      };
      return renderDemoHandler.start(structuredClone(payload), context);
    },
    pause: () => undefined,
    resume: () => undefined,
    configure: () => undefined,
    restart: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return supervisor;
}

async function demoBench(losses = 0): Promise<{ bench: Workbench; demo: Demo }> {
  const bench = await testWorkbench();
  const supervisor = inProcess(losses);
  const demo = createDemo({ ...bench, compute: { interactive: supervisor, batch: supervisor } });
  return { bench, demo };
}

const load = async ({ bench, demo }: { bench: Workbench; demo: Demo }): Promise<DemoResult> =>
  bench.jobs.finished(demo.load(bench.user, sizes), DemoResult);

describe('loading the demo cohort', { timeout: 120_000 }, () => {
  it('is offered at first, stores every case once, and says that it is there', async () => {
    const both = await demoBench();
    const { bench, demo } = both;
    expect(demo.status()).toEqual({ loaded: false, offer: true, frames: 0 });
    expect(await load(both)).toEqual({ frames: 6, patients: 6 });
    expect(demo.status()).toEqual({ loaded: true, offer: false, frames: 6 });

    const before = contentsOf(bench);
    expect(before['studies']).toEqual([{ state: 'segmented', n: 6 }]);
    expect(await load(both)).toEqual({ frames: 6, patients: 6 });
    expect(contentsOf(bench)).toEqual(before);

    // Masks as they were drawn, and the class with the stone that the case is about.
    const { db } = bench;
    const { cases } = demoCohort(sizes);
    for (const { patientCode, site, studyDate, stoneType, frames } of cases) {
      const [plan] = frames;
      if (plan === undefined) throw new Error('a case without frames');
      const row = db.get<{
        map: Uint8Array<ArrayBuffer>;
        code: string;
        source: string;
        value: number;
        site: string;
        day: string;
      }>(
        `SELECT m.label_map AS map, c.code, l.source, g.value, sites.name AS site, s.performed_on AS day
         FROM identities i JOIN studies s ON s.patient_id = i.subject_id JOIN sites ON sites.id = s.site_id
         JOIN findings f ON f.study_id = s.id JOIN labels l ON l.finding_id = f.id
         JOIN label_classes c ON c.id = l.class_id JOIN finding_frames ff ON ff.finding_id = f.id
         JOIN mask_segments g ON g.segment_id = ff.segment_id JOIN mask_versions m ON m.id = g.mask_version_id
         WHERE i.number = ?`,
        [patientCode],
      );
      expect(row).toMatchObject({
        code: stoneType,
        source: 'synthetic',
        value: 1,
        site: `Demo ${site}`,
        day: studyDate,
      });
      const { labels } = renderDemoFrame(plan);
      expect(row && Buffer.from(decodeLabelMap(row.map).labels).equals(labels)).toBe(true);
    }
  });

  it('goes on after the compute process was lost, and gives up when it is lost again and again', async () => {
    const survivable = await demoBench(2);
    expect(await load(survivable)).toMatchObject({ frames: 6 });
    const hopeless = await demoBench(100);
    await expect(load(hopeless)).rejects.toMatchObject({ code: 'compute-process-lost' });
    expect(hopeless.demo.status().loaded).toBe(false);
  });

  it('is not offered again once it was declined', async () => {
    const { bench, demo } = await demoBench();
    demo.decline(bench.user);
    expect(demo.status()).toEqual({ loaded: false, offer: false, frames: 0 });
  });

  it('answers the load under way instead of starting another', async () => {
    const { bench, demo } = await demoBench();
    const first = demo.load(bench.user, sizes);
    expect(demo.load(bench.user, sizes)).toBe(first);
    bench.jobs.cancel(first);
    await expect(bench.jobs.finished(first, DemoResult)).rejects.toMatchObject({ code: 'job-cancelled' });
    expect(demo.status().loaded).toBe(false);
  });
});

describe('the exported demo cohort', { timeout: 120_000 }, () => {
  it('comes back in through its manifest: patients, sites, classes and masks', async () => {
    const folder = path.join(temporaryFolder(), 'demo');
    const told: number[] = [];
    await exportDemo(demoCohort(sizes), folder, (frames) => told.push(frames));
    expect(told).toEqual([1, 2, 3, 4, 5, 6]);
    const bench = await testWorkbench();
    const values = demoMaskMapping.split(',').map((part) => {
      const [value = '', code = ''] = part.split('=');
      return { value: Number(value), code };
    });
    const report = await importPaths(bench, {
      manifest: path.join(folder, 'manifest.csv'),
      options: { masks: { kind: 'values', values } },
    });
    expect(report).toMatchObject({ imported: 6, duplicates: 0, refused: [] });
    const { frames } = contentsOf(bench);
    expect(frames?.[0]).toMatchObject({
      patient: 'A-001',
      site: 'A',
      findings: expect.stringContaining('Ia') as unknown,
      segments: expect.stringContaining('stone') as unknown,
    });
  });
});
