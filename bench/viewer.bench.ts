/**
 * What a reader feels of the viewer, in headless Chromium without a GPU, over the built page and host on a data folder
 * of generated frames:
 *
 * viewer.open    opening a study to its first picture
 * viewer.brush   a pointer event's time stamp to its pixel on the page's canvas, at 1080p and 4K; `framed`: to the end of the
 *                work on the screen's frame that shows it, the wait for that frame included
 * viewer.scrub   an arrow held through 100 frames: the time between pictures. Once from undecoded, which measures decoding too,
 *                then eight times through what is decoded, there and back; `fps` is the median pass
 * viewer.memory  3,000 small frames passed through: heap, and decoded pictures against their budget
 *
 * Options: --part open|brush|scrub|memory (default: all), --strokes N (default 12), --small N frames (default 3000).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import type { Page } from 'playwright-core';
import { findPlaces } from '../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort } from '../src-main/workstation.ts';
import type { JobId } from '../src-shared/domain/ids.ts';
import { launchChromium } from '../test/e2e/support/chromium.ts';
import { openPage } from '../test/e2e/support/pages.ts';
import { startTestHost } from '../test/e2e/support/testHost.ts';
import {
  brush,
  countDecoded,
  decodedBytes,
  heapBytes,
  openStudy,
  quantiles,
  scrub,
} from './support/studyPage.ts';
import { pictureBudget } from '../src-renderer/workspaces/study/pictures.ts';
import { writeFrameSets } from './support/viewerFrames.ts';

const hd = { name: '1080p', width: 1920, height: 1080, frames: 100 } as const;
const uhd = { name: '4K', width: 3840, height: 2160, frames: 4 } as const;
const small = { name: 'small', width: 320, height: 240 } as const;

/** Imports the frames; answers the study of each set. */
async function prepare(dataDir: string, table: string): Promise<ReadonlyMap<string, string>> {
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(import.meta.dirname);
  const workstation = await createWorkstation({
    ...{ dataDir, modelsDir, migrationsDir },
    host: 'cli',
    spawnCompute: () => forkedNodePort(computeEntry),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const { router, caller } = workstation;
    const api = createRouterClient(router, { context: { caller: caller('command-line') } });
    const masks = {
      kind: 'values' as const,
      values: [
        { value: 0, code: 'background' },
        { value: 255, code: 'stone' },
      ],
    };
    const { jobId } = await api.imports.startPaths({ paths: [], manifest: table, options: { masks } });
    await finished(api.jobs.watch(), jobId);
    const { studies } = await api.studies.list({ search: '' });
    return new Map(
      await Promise.all(
        studies.map(async ({ id }) => {
          const [frame] = (await api.studies.get({ studyId: id })).frames;
          const set = [hd, uhd, small].find(({ width }) => width === frame?.width);
          return [set?.name ?? '', id] as const;
        }),
      ),
    );
  } finally {
    await workstation.close();
  }
}

type Jobs = Promise<
  AsyncIterable<{
    readonly id: JobId;
    readonly finishedAt: string | null;
    readonly error: { readonly code: string; readonly message: string } | null;
  }>
>;

async function finished(jobs: Jobs, jobId: JobId): Promise<void> {
  for await (const job of await jobs) {
    if (job.id !== jobId || job.finishedAt === null) continue;
    if (job.error !== null) throw new Error(`${job.error.code}: ${job.error.message}`);
    return;
  }
}

type StudyOf = (name: string) => string;

async function* measureOpen(page: Page, studyOf: StudyOf): AsyncGenerator<object> {
  const opened: number[] = [];
  for (let time = 0; time < 7; time++) opened.push(await openStudy(page, studyOf(hd.name)));
  yield { bench: 'viewer.open', frame: hd.name, frames: hd.frames, ...quantiles(opened), unit: 'ms' };
}

async function* measureBrush(page: Page, studyOf: StudyOf, strokes: number): AsyncGenerator<object> {
  for (const { name } of [hd, uhd]) {
    await openStudy(page, studyOf(name));
    await page.waitForTimeout(1500);
    const { painted, framed } = await brush(page, strokes);
    yield {
      ...{ bench: 'viewer.brush', frame: name, ...quantiles(painted) },
      ...{ framed: quantiles(framed), unit: 'ms' },
    };
    await page.waitForTimeout(1500);
  }
}

async function* measureScrub(page: Page, studyOf: StudyOf): AsyncGenerator<object> {
  await openStudy(page, studyOf(hd.name));
  await page.keyboard.press('Home');
  await page.waitForTimeout(2000);
  const through = await scrub(page, 'ArrowRight', hd.frames);
  yield {
    ...{ bench: 'viewer.scrub', frame: hd.name, frames: 'undecoded', fps: through.fps },
    ...{ ...quantiles(through.intervals), unit: 'ms' },
  };
  // The first pass counts as well: a reader goes back once.
  const passes = [];
  for (let pass = 0; pass < 8; pass++) {
    await page.waitForTimeout(1000);
    passes.push(
      pass % 2 === 0 ? await scrub(page, 'ArrowLeft', 1) : await scrub(page, 'ArrowRight', hd.frames),
    );
  }
  const intervals = passes.flatMap((pass) => pass.intervals);
  yield {
    ...{
      bench: 'viewer.scrub',
      frame: hd.name,
      frames: 'decoded',
      fpsOfPasses: passes.map(({ fps }) => fps),
    },
    fps: quantiles(passes.map(({ fps }) => fps)).p50,
    ...{ ...quantiles(intervals), unit: 'ms' },
  };
}

async function* measureMemory(page: Page, studyOf: StudyOf, frames: number): AsyncGenerator<object> {
  await openStudy(page, studyOf(small.name));
  await page.waitForTimeout(1000);
  await page.keyboard.press('Home');
  await page.waitForTimeout(1000);
  const before = await heapBytes(page);
  const all = await scrub(page, 'ArrowRight', frames);
  await page.waitForTimeout(1000);
  yield {
    ...{ bench: 'viewer.memory', frame: small.name, frames, fps: all.fps },
    ...{ heapBefore: before, heapAfter: await heapBytes(page), decoded: await decodedBytes(page) },
    ...{ pictureBudget, unit: 'bytes' },
  };
}

const parts = ['open', 'brush', 'scrub', 'memory'] as const;

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      part: { type: 'string' },
      strokes: { type: 'string', default: '12' },
      small: { type: 'string', default: '3000' },
    },
  });
  const wanted = parts.filter((part) => values.part === undefined || values.part === part);
  if (wanted.length === 0) throw new Error(`--part is ${parts.join(', ')}; not ${values.part}`);
  const [strokes, smalls] = [Number(values.strokes), Number(values.small)];
  const root = mkdtempSync(path.join(tmpdir(), 'lapidary-bench-'));
  const dataDir = path.join(root, 'data');
  try {
    const sets = [hd, uhd, ...(wanted.includes('memory') ? [{ ...small, frames: smalls }] : [])];
    const studies = await prepare(dataDir, await writeFrameSets(path.join(root, 'frames'), sets));
    const host = await startTestHost({ dataDir });
    const browser = await launchChromium();
    try {
      const studyOf: StudyOf = (name) => {
        const id = studies.get(name);
        if (id === undefined) throw new Error(`the frames of ${name} were not imported`);
        return id;
      };
      const measures = {
        open: (page: Page) => measureOpen(page, studyOf),
        brush: (page: Page) => measureBrush(page, studyOf, strokes),
        scrub: (page: Page) => measureScrub(page, studyOf),
        memory: (page: Page) => measureMemory(page, studyOf, smalls),
      };
      for (const part of wanted) {
        // What one part leaves in a page is not the other's.
        const { page, problems, close } = await openPage(browser, host.url);
        await countDecoded(page);
        await page.getByRole('row').nth(1).waitFor();
        yield* measures[part](page);
        await close();
        if (problems.length > 0) throw new Error(`the page had problems: ${problems.join('; ')}`);
      }
    } finally {
      await browser.close();
      await host.close();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
