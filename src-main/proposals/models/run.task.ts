import { LapidaryError, toErrorReport } from '../../../src-shared/domain/errors.ts';
import { encodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { PromptCard, SegmentationCard } from '../../../src-shared/domain/maskModelCard.ts';
import { taskHandler, type TaskContext } from '../../compute/child.ts';
import { openForeignSession } from '../../compute/foreignSession.ts';
import type { DataFolder, PreparedStore } from '../../storage/dataFolder.ts';
import { attachDataFolder } from '../../storage/openDataFolder.ts';
import { createEmbeddings, type Embeddings } from './embeddings.ts';
import {
  FramesPayload,
  ProposePayload,
  type FrameDetail,
  type ModelPlace,
  type ProposeReply,
} from './messages.ts';
import { createOpenModels, type OpenModel, type OpenModels } from './openModels.ts';
import { showFrame } from './picture.ts';
import { placementOf } from './placement.ts';
import { embed, promptMask } from './promptMask.ts';
import { segmentFrame } from './segmentFrame.ts';

/** What a process keeps between tasks. */
export interface ModelMemory {
  readonly models: OpenModels;
  readonly embeddings: Embeddings;
}

export function createModelMemory(): ModelMemory {
  return { models: createOpenModels(openForeignSession), embeddings: createEmbeddings() };
}

/** Answers a click: the frame is embedded once, and then each click costs the decoder alone. */
export function createProposeHandler({ models, embeddings }: ModelMemory) {
  const storeOf = createStores();
  return taskHandler(ProposePayload, async (payload, context): Promise<ProposeReply> => {
    const { model: place, frame, request } = payload;
    const files = attachDataFolder(place.dataDir);
    return models.use(place, context.runtime.options, async (model) => {
      const card = promptCardOf(model);
      const make = async () => {
        const shown = await showFrame(files, frame.sha256, frame, card.image);
        return embed(model.encoder, card, shown);
      };
      const embedding =
        model.encoder === null
          ? await make()
          : await embeddings.get(
              frame.sha256,
              place.sha256,
              model.options,
              storeOf(files, payload.cacheLimitMb, context),
              make,
            );
      await context.yieldNow();
      const placement = placementOf(card.image, frame);
      const { map, confidence } = await promptMask(model.main, card, embedding, request, placement);
      return { map: encodeLabelMap(map), confidence };
    });
  });
}

/** Proposes masks for whole frames, one after the other; a frame that cannot be read is passed over. */
export function createFramesHandler({ models }: Pick<ModelMemory, 'models'>) {
  return taskHandler(FramesPayload, async ({ model: place, frames }, context) => {
    const files = attachDataFolder(place.dataDir);
    for (const [index, frame] of frames.entries()) {
      await context.yieldNow();
      const answer = await answerFrame(models, place, context, files, frame);
      const detail: FrameDetail = { index, answer };
      context.progress(index + 1, frames.length, detail);
    }
    return {};
  });
}

const unreadable: ReadonlySet<string> = new Set(['frame-unreadable', 'file-missing', 'file-damaged']);

async function answerFrame(
  models: OpenModels,
  place: ModelPlace,
  context: TaskContext,
  files: DataFolder,
  frame: FramesPayload['frames'][number],
): Promise<FrameDetail['answer']> {
  try {
    return await models.use(place, context.runtime.options, async (model) => {
      const card = segmentationCardOf(model);
      const shown = await showFrame(files, frame.sha256, frame, card.image);
      const { map, segments, confidence } = await segmentFrame(model.main, card, shown);
      const proposal = { labelMap: encodeLabelMap(map), segments: [...segments], confidence };
      return { kind: 'proposed', proposal } as const;
    });
  } catch (error) {
    if (!(error instanceof LapidaryError) || !unreadable.has(error.code)) throw error;
    const { code, message } = toErrorReport(error);
    return { kind: 'skipped', code, message };
  }
}

function promptCardOf({ card: { body } }: OpenModel): PromptCard {
  if (body.kind === 'prompt') return body;
  throw wrongKind('proposes masks of whole frames, and does not answer to clicks');
}

function segmentationCardOf({ card: { body } }: OpenModel): SegmentationCard {
  if (body.kind === 'segmentation') return body;
  throw wrongKind('answers to clicks, and proposes no masks of whole frames');
}

function wrongKind(what: string): LapidaryError {
  return new LapidaryError('mask-model-kind', `This model ${what}.`, 'Choose another model.');
}

/** One store for a data folder and limit: it counts what it writes. */
function createStores() {
  const stores = new Map<string, PreparedStore>();
  return (files: DataFolder, limitMb: number, context: TaskContext): PreparedStore => {
    const key = JSON.stringify([files.root, limitMb]);
    const store =
      stores.get(key) ??
      files.caches.prepared({
        limitBytes: limitMb * 1e6,
        note: (line) => {
          context.log('warning', line);
        },
      });
    stores.set(key, store);
    return store;
  };
}
