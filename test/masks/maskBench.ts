import { Readable } from 'node:stream';
import { createComparisons } from '../../src-main/masks/compare.service.ts';
import { compareHandler } from '../../src-main/masks/compare.task.ts';
import { createMaskExports } from '../../src-main/masks/export.service.ts';
import type { ExportOptions } from '../../src-main/masks/export.service.ts';
import { createMaskImports } from '../../src-main/masks/maskImport.service.ts';
import { MaskImportResult } from '../../src-main/masks/maskImport.job.ts';
import type { MaskImportPayload } from '../../src-main/masks/maskImport.job.ts';
import { createMasks } from '../../src-main/masks/masks.service.ts';
import { createMaskQualities } from '../../src-main/masks/quality.service.ts';
import { currentMaskOf } from '../../src-main/studies/masks.queries.ts';
import { insertSchema } from '../../src-main/studies/schemas.queries.ts';
import type { MaskImportReport } from '../../src-shared/contract/masks.contract.ts';
import { ClassId, FrameId, SchemaId } from '../../src-shared/domain/ids.ts';
import type { MaskVersionId, StudyId } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap, encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { createRandom } from '../../src-shared/domain/random.ts';
import { benchWithFrames } from '../support/workbench.ts';
import type { FilledWorkbench } from '../support/workbench.ts';

type Random = ReturnType<typeof createRandom>;

/** Everything masks can do, over one study of small frames and a schema of three classes. */
export async function maskBench(frames: number, width = 48, height = 32) {
  const bench = await benchWithFrames(frames, width, height);
  const { db } = bench;
  const schema = db.transaction(() =>
    insertSchema(db, bench.user, {
      kind: 'mask',
      name: 'Parts',
      classes: [{ code: 'shaft' }, { code: 'tip' }, { code: 'stone' }],
    }),
  );
  const masks = createMasks(bench);
  const imports = createMaskImports(bench, masks);
  const exports = createMaskExports(bench);
  const run = async (_kind: string, payload: unknown): Promise<unknown> =>
    compareHandler.start(payload, { yieldNow: () => Promise.resolve() } as never);
  const studyId: StudyId = bench.study().study.id;
  const classIds = schema.classes.map(({ id }) => id);

  return {
    ...bench,
    schema: SchemaId.parse(schema.id),
    studyId,
    masks,
    maskImports: imports,
    comparisons: createComparisons({ db, compute: { interactive: { run } } }),
    qualities: createMaskQualities({ db }),
    classId: (i: number): ClassId => ClassId.parse(classIds[i]),
    frame: (i: number): FrameId => FrameId.parse(bench.frameIds[i]),
    /** Stores a map on the frame's current mask; value v is of class (v − 1) mod 3. */
    draw(i: number, map: LabelMap): MaskVersionId {
      const frameId = FrameId.parse(bench.frameIds[i]);
      const values = [...new Set(map.labels)].filter((value) => value > 0);
      return masks.store(
        {
          frameId,
          parentId: currentMaskOf(db, frameId),
          origin: 'reader',
          tool: 'brush',
          bytes: encodeLabelMap(map),
          classes: new Map(values.map((value) => [value, ClassId.parse(classIds[(value - 1) % 3])])),
        },
        bench.user,
      ).id;
    },
    /** Every frame's current label map and the class code of each of its values. */
    state(): ({ map: LabelMap; classes: [number, string | undefined][] } | null)[] {
      return bench.frameIds.map((frameId) => {
        const id = currentMaskOf(db, frameId);
        if (id === null) return null;
        const segments = bench.study().frames.find((frame) => frame.id === frameId)?.mask?.segments ?? [];
        return {
          map: decodeLabelMap(masks.labelMap(id).bytes),
          classes: segments.map(({ value, classId }) => [value, bench.codeOf(classId)]),
        };
      });
    },
    removeAll(): void {
      for (const frameId of bench.frameIds) masks.select(frameId, null, bench.user, 'revert');
    },
    async exported(options: Partial<ExportOptions>): Promise<Buffer> {
      const { parts } = exports.export(
        studyId,
        { format: 'png', values: 'classes', rle: 'compressed', ...options },
        bench.user,
      );
      const all: Uint8Array[] = [];
      for await (const part of parts) all.push(part.slice());
      return Buffer.concat(all);
    },
    async tray(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
      const trayId = await bench.imports.openTray();
      for (const [name, bytes] of Object.entries(files))
        await bench.files.trays.put(trayId, name, Readable.from([bytes]));
      return trayId;
    },
    inspect: (trayId: string, more: Partial<Parameters<typeof imports.inspect>[0]> = {}) =>
      imports.inspect({ trayId, studyId, schemaId: null, rename: null, offset: 0, ...more }),
    async import(
      trayId: string,
      mapping: MaskImportPayload['mapping'],
      more: Partial<MaskImportPayload> = {},
    ): Promise<MaskImportReport> {
      const jobId = await imports.start(
        { trayId, studyId, mapping, rename: null, replace: 'never', ...more },
        bench.user,
      );
      await bench.jobs.finished(jobId, MaskImportResult);
      return imports.report(jobId);
    },
  };
}

export type MaskBench = Awaited<ReturnType<typeof maskBench>>;
export type { FilledWorkbench };

/** A map of blobs, some with holes and some in touch, with values that leave gaps. */
export function randomMap(random: Random, width = 48, height = 32): LabelMap {
  const labels = new Uint8Array(width * height);
  const blobs = 1 + (random.bits() % 5);
  for (let blob = 0; blob < blobs; blob++) {
    const value = 1 + 2 * blob;
    const [cx, cy] = [random.uniform() * width, random.uniform() * height];
    const outer = 2 + random.uniform() * 9;
    const inner = random.uniform() < 0.4 ? outer * 0.5 : -1;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const distance = Math.hypot(x - cx, y - cy) + random.uniform() * 1.5;
        if (distance < outer && distance > inner) labels[y * width + x] = value;
      }
    }
  }
  return { width, height, labels };
}
