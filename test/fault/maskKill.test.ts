import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src-main/db/database.ts';
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import { openSession, type Session } from '../../src-main/hosts/cli/session.ts';
import { MaskSummary } from '../../src-shared/contract/studies.contract.ts';
import { ClassId } from '../../src-shared/domain/ids.ts';
import type { FrameId, MaskVersionId, StudyId } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { makeTinyInstallation } from '../fixtures/tinyInstallation.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { picture, rectangle } from '../support/pictures.ts';
import { importPaths, onlyStudy } from '../support/workbench.ts';

/** Kills; `npm run test:fault` asks for more. */
const samples = Number(process.env['LAPIDARY_FAULT_SAMPLES'] ?? 3);
const seed = Number(process.env['LAPIDARY_FAULT_SEED'] ?? 1);
const [width, height] = [96, 64];
const frames = 3;
const importedFrames = 60;

let scratch = '';
let program = '';
/** The folder that is edited, and one that masks are imported into. */
let edited: Prepared;
let filled: Prepared;

interface Prepared {
  readonly dataDir: string;
  readonly studyId: StudyId;
  readonly frameIds: readonly FrameId[];
  readonly stone: ClassId;
}

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'lapidary-mask-kill-'));
  program = await makeTinyInstallation(path.join(scratch, 'installation'));
  edited = await prepare('edited', frames);
  filled = await prepare('filled', importedFrames);
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

async function prepare(name: string, count: number): Promise<Prepared> {
  const dataDir = path.join(scratch, name);
  const bench = await openWorkbench(dataDir);
  const files: string[] = [];
  for (let i = 0; i < count; i++) {
    files.push(path.join(scratch, `${name}-${i}.png`));
    await picture(i, width, height)
      .png()
      .toFile(files[i] ?? '');
  }
  await importPaths(bench, { paths: files });
  const study = onlyStudy(bench);
  const stone = bench.db.get<{ id: string }>(`SELECT id FROM label_classes WHERE code = 'stone'`)?.id;
  await bench.close();
  return {
    dataDir,
    studyId: study.study.id,
    frameIds: study.frames.map(({ id }) => id),
    stone: ClassId.parse(stone),
  };
}

async function openHost(dataDir: string) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'maskHost.ts'), program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const session = await openSession({ dataDir, places: findPlaces(program), log: () => undefined });
  const kill = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { session, kill };
}

interface Step {
  readonly frameId: FrameId;
  readonly before: MaskVersionId | null;
  readonly after: MaskVersionId | null;
}

/** What was asked for last, while its answer is awaited. */
type Asked =
  | { readonly kind: 'draw'; readonly frameId: FrameId; readonly bytes: Buffer }
  | { readonly kind: 'undo' | 'redo' };

/** A reader: knows what was answered, and holds the host to it. */
function createReader({ frameIds, stone, studyId }: Prepared) {
  const steps: Step[] = [];
  let done = 0;
  const contents = new Map<MaskVersionId, Buffer>();
  /** Contents of all frames after each number of steps. */
  const snapshots: (readonly (Buffer | null)[])[] = [frameIds.map(() => null)];
  let asked: Asked | null = null;

  const currentOf = (frameId: FrameId): MaskVersionId | null =>
    steps.slice(0, done).findLast((step) => step.frameId === frameId)?.after ?? null;
  const drawn = (frameId: FrameId, after: MaskVersionId, bytes: Buffer): void => {
    const before = currentOf(frameId);
    steps.splice(done);
    snapshots.splice(done + 1);
    steps.push({ frameId, before, after });
    contents.set(after, bytes);
    done += 1;
    snapshots.push(frameIds.map((id) => contents.get(currentOf(id) ?? ('' as MaskVersionId)) ?? null));
  };
  const shown = () => ({ steps: steps.map((step, i) => ({ ...step, undone: i >= done })) });

  return {
    steps,
    snapshots,
    contents,
    place: () => done,
    async act({ api, fetchMedia }: Session, what: Asked): Promise<void> {
      asked = what;
      if (what.kind === 'draw') {
        const { frameId, bytes } = what;
        const query = `parent=${currentOf(frameId) ?? 'none'}&tool=brush&title=stroke&classes=1:${stone},2:${stone}`;
        const body = new Uint8Array(bytes);
        const answer = await fetchMedia(`masks/${frameId}?${query}`, { method: 'PUT', body });
        drawn(frameId, MaskSummary.parse(await answer.json()).id, bytes);
      } else {
        const step = what.kind === 'undo' ? steps[done - 1] : steps[done];
        if (step) {
          const maskVersionId = what.kind === 'undo' ? step.before : step.after;
          await api.masks.select({ frameId: step.frameId, maskVersionId, as: what.kind });
          done += what.kind === 'undo' ? -1 : 1;
        }
      }
      asked = null;
    },
    /** After a kill: everything answered is there; what was asked last is there as a whole or not at all. */
    async expectKept({ api }: Session): Promise<'nothing open' | 'missing' | 'there'> {
      const found = (await api.masks.steps({ studyId })).map(({ frameId, before, after, undone }) => ({
        frameId,
        before,
        after,
        undone,
      }));
      const open = asked;
      asked = null;
      if (open === null || JSON.stringify(found) === JSON.stringify(shown().steps)) {
        expect(found).toEqual(shown().steps);
        return open === null ? 'nothing open' : 'missing';
      }
      if (open.kind === 'draw') {
        const after = found.at(-1)?.after;
        if (after) drawn(open.frameId, after, open.bytes);
      } else done += open.kind === 'undo' ? -1 : 1;
      expect(found).toEqual(shown().steps);
      return 'there';
    },
  };
}

async function contentsIn({ api, fetchMedia }: Session, studyId: StudyId): Promise<(Buffer | null)[]> {
  const { frames: all } = await api.studies.get({ studyId });
  return Promise.all(
    all.map(async ({ mask }) =>
      mask === null ? null : Buffer.from(await (await fetchMedia(`masks/${mask.id}`)).arrayBuffer()),
    ),
  );
}

function expectSound(dataDir: string): void {
  const db = openDatabase(path.join(dataDir, 'lapidary.sqlite'));
  expect(db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
  db.close();
}

it(
  `strokes, undone and redone, survive ${samples} kills: what was answered is there, bit for bit`,
  { timeout: 60_000 + 20_000 * samples },
  async () => {
    const random = createRandom(seed);
    const reader = createReader(edited);
    const stroke = (): Asked => {
      const labels = new Uint8Array(width * height);
      const [x, y, side] = [random.bits() % width, random.bits() % height, 1 + (random.bits() % 30)];
      for (let row = y; row < Math.min(height, y + side); row++) {
        labels.fill(1 + (random.bits() % 2), row * width + x, row * width + Math.min(width, x + side));
      }
      return {
        kind: 'draw',
        frameId: edited.frameIds[random.bits() % frames] as FrameId,
        bytes: Buffer.from(encodeLabelMap({ width, height, labels })),
      };
    };
    const next = (): Asked => {
      const kind = random.uniform();
      if (kind < 0.25 && reader.place() > 0) return { kind: 'undo' };
      if (kind < 0.4 && reader.place() < reader.steps.length) return { kind: 'redo' };
      return stroke();
    };

    for (let sample = 0; sample < samples; sample++) {
      const { session, kill } = await openHost(edited.dataDir);
      await reader.expectKept(session);
      expect(await contentsIn(session, edited.studyId)).toEqual(reader.snapshots[reader.place()]);
      let isKilled = false;
      const killing = delay(random.uniform() * 400).then(async () => {
        isKilled = true;
        await kill();
      });
      while (!isKilled) {
        // A call whose host is gone may never be answered.
        const acted = reader.act(session, next()).catch((error: unknown) => {
          if (!isKilled) throw error;
        });
        await Promise.race([acted, killing]);
      }
      await killing;
      expectSound(edited.dataDir);
    }

    const { session, kill } = await openHost(edited.dataDir);
    await reader.expectKept(session);
    expect(reader.steps.length).toBeGreaterThan(0);
    while (reader.place() < reader.steps.length) await reader.act(session, { kind: 'redo' });
    while (reader.place() > 0) {
      expect(await contentsIn(session, edited.studyId)).toEqual(reader.snapshots[reader.place()]);
      await reader.act(session, { kind: 'undo' });
    }
    expect(await contentsIn(session, edited.studyId)).toEqual(edited.frameIds.map(() => null));
    while (reader.place() < reader.steps.length) {
      await reader.act(session, { kind: 'redo' });
      expect(await contentsIn(session, edited.studyId)).toEqual(reader.snapshots[reader.place()]);
    }
    await kill();
  },
);

it(
  'an import of masks that is killed goes on where it was, each file once',
  { timeout: 120_000 },
  async () => {
    const { dataDir, studyId, frameIds, stone } = filled;
    const random = createRandom(seed + 1);
    let { session, kill } = await openHost(dataDir);
    const { trayId } = await session.api.imports.openTray();
    const mask = new Uint8Array(await rectangle(255, width, height).png().toBuffer());
    for (const frameId of frameIds) {
      await session.fetchMedia(`trays/${trayId}/${frameId}.png`, { method: 'PUT', body: mask });
    }
    await session.fetchMedia(`trays/${trayId}/other.png`, { method: 'PUT', body: mask });
    const { jobId } = await session.api.masks.startImport({
      trayId,
      studyId,
      mapping: {
        kind: 'values',
        values: [
          { value: 0, to: 'background' },
          { value: 255, to: stone },
        ],
      },
    });
    const steps: number[] = [];
    for (let i = 0; i < 3; i++) {
      await delay(random.uniform() * 250);
      await kill();
      expectSound(dataDir);
      ({ session, kill } = await openHost(dataDir));
      steps.push((await session.api.masks.steps({ studyId })).length);
    }
    while ((await session.api.jobs.get({ jobId })).finishedAt === null) await delay(50);
    expect(await session.api.masks.importReport({ jobId })).toMatchObject({
      stored: importedFrames,
      kept: 0,
      refused: [{ file: 'other.png', code: 'mask-frame-unknown' }],
    });
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(await session.api.masks.steps({ studyId })).toHaveLength(importedFrames);
    for (const frameId of frameIds) expect(await session.api.masks.history({ frameId })).toHaveLength(1);
    await kill();
    const bench = await openWorkbench(dataDir);
    expect(await bench.files.trays.all()).toEqual([]);
    await bench.close();
  },
);
