import { taskHandler, type TaskContext } from '../compute/child.ts';
import type { Runtime } from '../compute/runtime.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { openBackbone, type Backbone } from '../networks/backbone.ts';
import { MethodId, methods } from '../networks/methods/registry.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { decodeAdapter, type AdapterContents } from '../tuning/adapterFile.ts';
import { networkInput, preprocessingHash, readFrame } from '../tuning/caseReader.ts';
import { openPlanSessions, type PlanSessions } from '../tuning/planSessions.ts';
import { PredictPayload, type PredictItem, type PredictNews } from './predictMessages.ts';

/** A tuned network ready to answer. */
interface Loaded {
  readonly runtime: Runtime;
  readonly backbone: Backbone;
  readonly adapter: AdapterContents;
  readonly sessions: PlanSessions;
}

/** Errors of one frame, which leave the others to be predicted. */
const skippable: ReadonlySet<string> = new Set([
  'no-mask',
  'mask-damaged',
  'frame-unreadable',
  'file-missing',
  'file-damaged',
]);

/** Answers every item of the payload, or says why not, one by one. */
export function createPredictHandler() {
  // The tuned network that answered last stays open: the next question is most often for it again.
  let latest: { readonly key: string; readonly loading: Promise<Loaded>; users: number } | undefined;

  const borrow = async <T>(
    payload: PredictPayload,
    context: TaskContext,
    work: (loaded: Loaded) => Promise<T>,
  ) => {
    const key = JSON.stringify([payload.backboneDir, payload.adapter, context.runtime.options]);
    let held = latest;
    if (held?.key !== key) {
      const before = latest;
      held = { key, loading: load(payload, context.runtime), users: 0 };
      latest = held;
      if (before?.users === 0) release(before.loading);
    }
    held.users += 1;
    try {
      return await work(await held.loading);
    } catch (error) {
      // What could not be opened may be there the next time; what failed to run is opened anew.
      if (latest === held && !isExpected(error)) latest = undefined;
      throw error;
    } finally {
      held.users -= 1;
      if (latest !== held && held.users === 0) release(held.loading);
    }
  };

  return taskHandler(PredictPayload, (payload, context) =>
    borrow(payload, context, async (loaded) => {
      const files = attachDataFolder(payload.dataDir);
      for (const [item, question] of payload.items.entries()) {
        const news = await answer(loaded, files, item, question);
        context.progress(item + 1, payload.items.length, news);
        await context.yieldNow();
      }
    }),
  );
}

function isExpected(error: unknown): boolean {
  return error instanceof LapidaryError && error.code === 'cancelled';
}

function release(loading: Promise<Loaded>): void {
  loading.then(
    ({ sessions }) => sessions.release(),
    () => undefined,
  );
}

async function load(payload: PredictPayload, runtime: Runtime): Promise<Loaded> {
  const backbone = await openBackbone(payload.backboneDir);
  const adapter = await readAdapter(attachDataFolder(payload.dataDir), payload.adapter);
  const { head, values } = adapter;
  if (head.backbone !== backbone.networkHash || head.preprocessing !== preprocessingHash(backbone.card)) {
    throw new LapidaryError(
      'adapter-of-another-network',
      'This adapter was tuned on another network than the one that is installed.',
      'Activate an adapter of the installed network, or tune again.',
    );
  }
  const plan = methods[MethodId.parse(head.method)].plan(
    {
      config: backbone.card.architecture,
      tensor: (name) => backbone.tensor(name),
      classes: head.classes.length,
      maskClasses: head.maskClasses.length + 1,
      seed: head.seed,
    },
    head.options,
  );
  for (const { name, initial } of plan.trainables) {
    if (values.get(name)?.data.length !== initial.length) {
      throw new LapidaryError(
        'adapter-damaged',
        `A stored adapter cannot be used: "${name}" does not fit its method.`,
        'Activate another adapter, or tune again.',
      );
    }
  }
  return { runtime, backbone, adapter, sessions: openPlanSessions(plan, backbone, runtime, noPause) };
}

/** The task yields between items; a single case runs through. */
const noPause = (): Promise<void> => Promise.resolve();

async function readAdapter(files: DataFolder, address: Sha256): Promise<AdapterContents> {
  return decodeAdapter(await files.adapters.get(address));
}

async function answer(
  { runtime, backbone, adapter, sessions }: Loaded,
  files: DataFolder,
  item: number,
  { frame, mask, segments }: PredictItem,
): Promise<PredictNews> {
  try {
    const { maskClasses } = adapter.head;
    const rgb = await readFrame(files, frame, backbone.card);
    // A mask class that the adapter never saw counts as background.
    const known = segments.flatMap(({ value, code }) => {
      const maskClass = maskClasses.indexOf(code) + 1;
      return maskClass === 0 ? [] : [{ value, maskClass }];
    });
    const input = networkInput(rgb, { mask, segments: known }, backbone.card, maskClasses.length + 1);
    const [logits] = await sessions.predict([await sessions.prepare(input)], adapter.values);
    return { kind: 'answer', item, logits: [...(logits ?? [])], provider: runtime.options.provider };
  } catch (error) {
    if (!(error instanceof LapidaryError) || !skippable.has(error.code)) throw error;
    return { kind: 'skipped', item, code: error.code, message: error.message };
  }
}
