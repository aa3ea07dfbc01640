/**
 * How long a reader waits for an answer to a mask that is being drawn: from the bytes handed to the workstation to the
 * parsed answer, on a 1080p frame, over edits that let a region grow from 5 to 20 % of it. Once with nothing else to
 * do (live.idle), once while the batch process tunes on the same network (live.tuning).
 *
 * Options: --network vit-ti16|vit-s16|vit-b16 (default vit-s16), --method ID and --options JSON (default: the shipped
 * default), --edits N (default 100).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { findPlaces } from '../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort, type Workstation } from '../src-main/workstation.ts';
import { LiveAnswer } from '../src-shared/contract/predictions.contract.ts';
import type { MethodChoice } from '../src-shared/contract/tuning.contract.ts';
import type { JobId } from '../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../src-shared/domain/maskCodec.ts';
import { createRandom } from '../src-shared/domain/random.ts';
import { writeSyntheticSet } from '../test/fixtures/tinyInstallation.ts';
import { networkNamed, writeRandomBackbone } from './support/randomBackbone.ts';

const [width, height] = [1920, 1080];
const maskValues = [
  { value: 0, code: 'background' },
  { value: 255, code: 'stone' },
];

type Api = ReturnType<typeof clientOf>;

/** A page may not name files of this machine, the command line may. */
function clientOf({ router, caller }: Workstation) {
  return createRouterClient(router, { context: { caller: caller('command-line') } });
}

async function finished(api: Api, jobId: JobId): Promise<void> {
  for await (const job of await api.jobs.watch()) {
    if (job.id !== jobId || job.finishedAt === null) continue;
    if (job.error !== null) throw new Error(`${job.error.code}: ${job.error.message}`);
    return;
  }
}

/** Masks of a region that a brush lets grow outwards, stroke by stroke, from 5 to 20 % of the frame. */
function growingMasks(count: number): Uint8Array[] {
  const random = createRandom(5);
  const [x, y] = [0.45 * width, 0.5 * height];
  const labels = new Uint8Array(width * height);
  const paint = (atX: number, atY: number, radius: number): void => {
    for (let row = Math.max(0, Math.ceil(atY - radius)); row < Math.min(height, atY + radius); row++) {
      const half = Math.sqrt(radius ** 2 - (row - atY) ** 2);
      const from = row * width + Math.max(0, Math.ceil(atX - half));
      labels.fill(1, from, row * width + Math.min(width, Math.max(0, Math.floor(atX + half))));
    }
  };
  const radiusAt = (share: number): number => Math.sqrt((share * width * height) / Math.PI);
  paint(x, y, radiusAt(0.05));
  return Array.from({ length: count }, (_, i) => {
    const reach = radiusAt(0.05 + (0.15 * (i + 1)) / count);
    for (let stroke = 0; stroke < 8; stroke++) {
      const angle = random.between(0, 2 * Math.PI);
      paint(x + (reach - 30) * Math.cos(angle), y + (reach - 30) * Math.sin(angle), 30);
    }
    paint(x, y, reach - 20);
    return encodeLabelMap({ width, height, labels });
  });
}

/** A study with one noisy frame and its mask, as an import would bring it. Returns the manifest's path. */
async function writeLargeFrame(folder: string): Promise<string> {
  const random = createRandom(3);
  const rgb = Uint8Array.from({ length: width * height * 3 }, () => random.below(256));
  const mask = new Uint8Array(width * height);
  mask.fill(255, 0, 200 * width);
  const png = (data: Uint8Array, channels: 1 | 3) =>
    sharp(data, { raw: { width, height, channels } })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .png({ compressionLevel: 1 })
      .toBuffer();
  await writeFile(path.join(folder, 'large.png'), await png(rgb, 3));
  await writeFile(path.join(folder, 'large-mask.png'), await png(mask, 1));
  const manifest = path.join(folder, 'large.csv');
  const rows = ['image,mask,patient,study,label,site', 'large.png,large-mask.png,large,large,blue,C'];
  await writeFile(manifest, `${rows.join('\n')}\n`);
  return manifest;
}

/** A data folder with an active adapter; what the questions are asked about. */
async function prepare(api: Api, root: string, choice: Pick<MethodChoice, 'method' | 'options'>) {
  const importSet = async (manifest: string): Promise<void> => {
    const options = { masks: { kind: 'values' as const, values: maskValues } };
    const { jobId } = await api.imports.startPaths({ paths: [], manifest, options });
    await finished(api, jobId);
  };
  await importSet(await writeSyntheticSet(root, 12, 8));
  const schemas = await api.schemas.list();
  for (const { id, kind } of schemas) {
    if (kind !== 'finding' || (await api.tuning.preview({ schemaId: id })).cases === 0) continue;
    await api.tuning.createCohort({ name: 'bench', schemaId: id });
  }
  const [cohort] = await api.tuning.cohorts();
  if (cohort === undefined) throw new Error('there is no cohort');
  const tune = (epochs: number) =>
    api.tuning.start({
      cohortId: cohort.id,
      split: { kind: 'site', trainSites: ['A'], testSites: ['B'] },
      methods: [{ ...choice, hyperparameters: { epochs, patience: epochs, batch: 8 } }],
      seeds: [1],
    });
  const { jobId, runIds } = await tune(1);
  await finished(api, jobId);
  const runs = await api.tuning.runs({});
  const adapter = runs.find(({ id }) => id === runIds[0])?.adapter;
  if (adapter === undefined || adapter === null) throw new Error('the tuning run left no adapter');
  await api.tuning.activate({ adapterId: adapter.id });

  await importSet(await writeLargeFrame(root));
  const { studies } = await api.studies.list({ search: 'large' });
  const { findings, frames } = await api.studies.get({ studyId: (studies[0] ?? missing()).id });
  const classId = (await api.schemas.list()).find(({ kind }) => kind === 'mask')?.classes[0]?.id ?? missing();
  return { tune, finding: findings[0] ?? missing(), frame: frames[0] ?? missing(), classId };
}

function missing(): never {
  throw new Error('the set was not imported as it was written');
}

export async function* run(argv: readonly string[]): AsyncIterable<object> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      network: { type: 'string', default: 'vit-s16' },
      method: { type: 'string' },
      options: { type: 'string', default: '{}' },
      edits: { type: 'string', default: '100' },
    },
  });
  const config = networkNamed(values.network);
  const root = mkdtempSync(path.join(tmpdir(), 'lapidary-bench-'));
  const modelsDir = path.join(root, 'models');
  writeRandomBackbone(path.join(modelsDir, 'random'), config);
  const { migrationsDir, computeEntry } = findPlaces(import.meta.dirname);
  const workstation = await createWorkstation({
    dataDir: path.join(root, 'data'),
    modelsDir,
    migrationsDir,
    host: 'web',
    spawnCompute: () => forkedNodePort(computeEntry),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const api = clientOf(workstation);
    const shipped = (await api.tuning.methods()).default;
    const choice =
      values.method === undefined
        ? shipped
        : { method: values.method, options: JSON.parse(values.options) as MethodChoice['options'] };
    const { tune, finding, frame, classId } = await prepare(api, root, choice);
    const masks = growingMasks(Number(values.edits));
    const address = `http://workstation/media/live/${finding.id}/${frame.id}?segments=1:${classId}`;
    const page = workstation.caller('page');

    const ask = async (mask: Uint8Array): Promise<{ answer: LiveAnswer; ms: number }> => {
      const started = performance.now();
      const request = new Request(address, { method: 'POST', body: new Uint8Array(mask) });
      const response = await workstation.media(request, page);
      const answer = LiveAnswer.parse(await response.json());
      return { answer, ms: performance.now() - started };
    };
    const measure = async (bench: string): Promise<object> => {
      const times: number[] = [];
      let provider = '';
      for (const mask of masks) {
        const { answer, ms } = await ask(mask);
        times.push(ms);
        provider = answer.provider;
      }
      times.sort((a, b) => a - b);
      const quantile = (share: number): number => times[Math.ceil(share * times.length) - 1] ?? NaN;
      const { method, options } = choice;
      const [p50, p95] = [quantile(0.5), quantile(0.95)];
      return {
        bench,
        network: values.network,
        method,
        options,
        p50,
        p95,
        unit: 'ms',
        n: times.length,
        provider,
      };
    };

    // The first answer opens the network and decodes the frame.
    for (const mask of [masks[0], masks.at(-1)]) if (mask !== undefined) await ask(mask);
    yield await measure('live.idle');

    const { jobId } = await tune(2000);
    for await (const job of await api.jobs.watch()) {
      if (job.id === jobId && job.state === 'running' && job.note !== '') break;
    }
    yield await measure('live.tuning');
    const { state } = await api.jobs.get({ jobId });
    if (state !== 'running') throw new Error(`the tuning run was ${state} before the measurement was over`);
    await api.jobs.cancel({ jobId });
  } finally {
    await workstation.close();
    rmSync(root, { recursive: true, force: true });
  }
}
