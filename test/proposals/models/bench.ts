import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import type { TaskContext, TaskHandler } from '../../../src-main/compute/child.ts';
import { openForeignSession } from '../../../src-main/compute/foreignSession.ts';
import { openRuntime } from '../../../src-main/compute/sessions.ts';
import { createEmbeddings } from '../../../src-main/proposals/models/embeddings.ts';
import { importModelHandler, inspectModelHandler } from '../../../src-main/proposals/models/import.task.ts';
import {
  FrameDetail,
  ImportModelReply,
  ProposeReply,
  type ModelPlace,
} from '../../../src-main/proposals/models/messages.ts';
import { createOpenModels } from '../../../src-main/proposals/models/openModels.ts';
import { createFramesHandler, createProposeHandler } from '../../../src-main/proposals/models/run.task.ts';
import { openDataFolder } from '../../../src-main/storage/openDataFolder.ts';
import { MaskModelProposal } from '../../../src-shared/contract/maskModels.contract.ts';
import type { ProposalRequest } from '../../../src-shared/contract/proposals.contract.ts';
import type { Sha256 } from '../../../src-shared/domain/ids.ts';
import { decodeLabelMap, type LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { StatedMaskModel } from '../../../src-shared/domain/maskModelCard.ts';

export type Files = Readonly<Record<string, Uint8Array>>;
export type Colour = readonly [number, number, number];

export interface Frame {
  readonly sha256: Sha256;
  readonly width: number;
  readonly height: number;
}

/** The tasks of a compute process over a data folder of its own, without the process. */
export interface ModelBench {
  readonly folder: Awaited<ReturnType<typeof openDataFolder>>;
  /** How often each session was opened and run, by the name of its file. */
  readonly opened: Map<string, number>;
  readonly ran: Map<string, number>;
  /** MB of the cache of prepared frames. */
  cacheLimitMb: number;
  frame(width: number, height: number, pixel: (x: number, y: number) => Colour): Promise<Frame>;
  write(files: Files): Promise<string[]>;
  inspect(files: Files, stated?: StatedMaskModel): Promise<MaskModelProposal>;
  imported(files: Files, stated?: StatedMaskModel): Promise<ImportModelReply>;
  place(model: ImportModelReply): ModelPlace;
  propose(
    model: ImportModelReply,
    frame: Frame,
    request: Partial<ProposalRequest>,
  ): Promise<{ readonly map: LabelMap; readonly confidence: number }>;
  segment(model: ImportModelReply, frames: readonly Frame[]): Promise<FrameDetail[]>;
  /** Another process: nothing in memory. */
  restart(): void;
}

export async function openModelBench(): Promise<ModelBench> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-mask-models-'));
  const folder = await openDataFolder(path.join(root, 'data'), { host: 'cli' });
  const runtime = openRuntime({ threads: 1 });
  onTestFinished(async () => {
    await folder.close();
    await rm(root, { recursive: true, force: true });
  });
  const opened = new Map<string, number>();
  const ran = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const start = () => {
    const memory = {
      models: createOpenModels(async (file, options) => {
        const name = path.basename(file);
        count(opened, name);
        const session = await openForeignSession(file, options);
        return {
          inputs: session.inputs,
          outputs: session.outputs,
          release: () => session.release(),
          run(feeds, fetch) {
            count(ran, name);
            return session.run(feeds, fetch);
          },
        };
      }),
      embeddings: createEmbeddings(),
    };
    return { propose: createProposeHandler(memory), frames: createFramesHandler(memory) };
  };
  let process = start();
  let written = 0;

  const details: unknown[] = [];
  const work = (handler: TaskHandler, payload: unknown): Promise<unknown> => {
    const context: TaskContext = {
      taskId: '1',
      signal: new AbortController().signal,
      configuration: {},
      runtime,
      progress: (_done, _total, detail) => details.push(detail),
      yieldNow: () => Promise.resolve(),
      log: () => undefined,
    };
    return handler.start(payload, context);
  };

  const bench: ModelBench = {
    folder,
    opened,
    ran,
    cacheLimitMb: 0,
    async frame(width, height, pixel) {
      const data = Buffer.from(
        Array.from({ length: width * height }, (_, i) => pixel(i % width, Math.floor(i / width))).flat(),
      );
      const png = await sharp(data, { raw: { width, height, channels: 3 } })
        .png()
        .toBuffer();
      return { sha256: await folder.frames.put(png), width, height };
    },
    async write(files) {
      const place = await mkdtemp(path.join(root, `files-${written++}-`));
      return Promise.all(
        Object.entries(files).map(async ([name, bytes]) => {
          const file = path.join(place, name);
          await writeFile(file, bytes);
          return file;
        }),
      );
    },
    async inspect(files, stated = {}) {
      const origin = { kind: 'paths', paths: await bench.write(files) };
      return MaskModelProposal.parse(
        await work(inspectModelHandler, { dataDir: folder.root, origin, stated }),
      );
    },
    async imported(files, stated = {}) {
      const origin = { kind: 'paths', paths: await bench.write(files) };
      return ImportModelReply.parse(await work(importModelHandler, { dataDir: folder.root, origin, stated }));
    },
    place: ({ sha256, card }) => ({ dataDir: folder.root, sha256, card }),
    async propose(model, frame, { points = [], box = null }) {
      const { cacheLimitMb } = bench;
      const reply = ProposeReply.parse(
        await work(process.propose, {
          ...{ model: bench.place(model), frame, request: { points, box }, cacheLimitMb },
        }),
      );
      return { map: decodeLabelMap(reply.map), confidence: reply.confidence };
    },
    async segment(model, frames) {
      details.length = 0;
      await work(process.frames, { model: bench.place(model), frames });
      return details.map((detail) => FrameDetail.parse(detail));
    },
    restart() {
      process = start();
    },
  };
  return bench;
}
