import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderFiles } from '../../../src-main/networks/checkpoints/byteSource.ts';
import type { ByteSource, CheckpointFiles } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { openCheckpoint } from '../../../src-main/networks/checkpoints/open.ts';
import { digest } from '../../../src-main/networks/checkpoints/values.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { mutated, soundCheckpoints, type Files } from './mutations.ts';

const count = Number(process.env['LAPIDARY_MUTATIONS'] ?? 500);
/** Of a case, whose files have less than 400 kB. */
const maxMilliseconds = 2_000;
const maxBytes = 128 * 1024 ** 2;

/** Two empty folders, of which the second is where this process works while the test runs. */
function watchedFolders(): { readonly files: string; readonly working: string } {
  const root = mkdtempSync(path.join(tmpdir(), 'lapidary-mutations-'));
  const folders = { files: path.join(root, 'files'), working: path.join(root, 'working') };
  Object.values(folders).forEach((folder) => mkdirSync(folder));
  const before = process.cwd();
  process.chdir(folders.working);
  onTestFinished(() => {
    process.chdir(before);
    rmSync(root, { recursive: true });
  });
  return folders;
}

/** The files of a folder, with a count of those that are open. */
async function counted(
  folder: string,
): Promise<CheckpointFiles & { readonly open: CheckpointFiles['open']; left(): number }> {
  const files = await folderFiles(folder);
  let left = 0;
  return {
    names: files.names,
    left: () => left,
    async open(name): Promise<ByteSource> {
      const source = await files.open(name);
      left++;
      return {
        ...source,
        async [Symbol.asyncDispose]() {
          left--;
          await source[Symbol.asyncDispose]();
        },
      };
    },
  };
}

describe('checkpoints that were changed', () => {
  it('are sound before', async () => {
    const sound = soundCheckpoints();
    const folders = watchedFolders();
    const counts: Record<string, number> = {};
    for (const { name, parts, build, main } of sound) {
      await using checkpoint = await openCheckpoint(await written(folders.files, build(parts)), main);
      for (const tensor of checkpoint.tensors.values()) await digest(tensor);
      counts[name] = checkpoint.tensors.size;
    }
    expect(Object.values(counts).every((tensors) => tensors > 0)).toBe(true);
  });

  it(
    `open or are refused, with nothing run and nothing left behind: ${count}`,
    async ({ annotate }) => {
      const sound = soundCheckpoints();
      const folders = watchedFolders();
      const random = createRandom('mutations');
      const outcomes = new Map<string, number>();
      const slowest = { name: '', milliseconds: 0 };
      const largest = { name: '', bytes: 0 };
      for (let i = 0; i < count; i++) {
        const { name, files, main } = mutated(sound, random);
        const source = await written(folders.files, files);
        const memory = process.memoryUsage().arrayBuffers;
        const track = (): void => {
          const bytes = process.memoryUsage().arrayBuffers - memory;
          if (bytes > largest.bytes) Object.assign(largest, { name, bytes });
        };
        const start = performance.now();
        const outcome = await outcomeOf(source, main, track);
        const milliseconds = performance.now() - start;
        if (milliseconds > slowest.milliseconds) Object.assign(slowest, { name, milliseconds });
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        const faults = {
          case: `${i}: ${name}`,
          outcome,
          isAllowed: outcome === 'opened' || /^checkpoint-[a-z-]+$/.test(outcome),
          leftOpen: source.left(),
          processes: process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length,
        };
        expect(faults).toEqual({ ...faults, isAllowed: true, leftOpen: 0, processes: 0 });
      }
      await annotate(
        JSON.stringify({
          outcomes: Object.fromEntries(outcomes),
          slowest,
          largest,
          rss: process.resourceUsage().maxRSS,
        }),
      );
      expect(readdirSync(folders.working)).toEqual([]);
      expect(slowest.milliseconds, slowest.name).toBeLessThan(maxMilliseconds);
      expect(largest.bytes, largest.name).toBeLessThan(maxBytes);
      expect([...outcomes.keys()]).toEqual(
        expect.arrayContaining(['opened', 'checkpoint-damaged', 'checkpoint-unsupported']),
      );
    },
    60_000 + 20 * count,
  );
});

async function written(folder: string, files: Files): ReturnType<typeof counted> {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
  return counted(folder);
}

/** 'opened' once every tensor was read, the code of a refusal, or what else was thrown. */
async function outcomeOf(files: CheckpointFiles, main: string, track: () => void): Promise<string> {
  try {
    await using checkpoint = await openCheckpoint(files, main);
    track();
    for (const tensor of checkpoint.tensors.values()) {
      for await (const piece of tensor.bytes()) {
        track();
        if (piece.length > 1024 ** 2) return `a piece of ${piece.length} bytes`;
      }
    }
    return 'opened';
  } catch (error) {
    return error instanceof LapidaryError ? error.code : String(error instanceof Error ? error.stack : error);
  } finally {
    track();
  }
}
