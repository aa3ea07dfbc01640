import type { TaskContext } from '../compute/child.ts';
import type { Runtime } from '../compute/runtime.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { openBackbone, type Backbone } from '../networks/backbone.ts';
import { MethodId, methods } from '../networks/methods/registry.ts';
import type { NetworkInput } from '../networks/preprocess.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { decodeAdapter, type AdapterContents } from '../tuning/adapterFile.ts';
import { readCase, type CasePixels, type DecodedFrames, type FrameFiles } from '../tuning/caseReader.ts';
import { preprocessingHash } from '../backbones/preprocessingHash.ts';
import { openPlanSessions, type PlanSessions } from '../tuning/planSessions.ts';
import type { PredictItem } from './predictMessages.ts';

/** A tuned network ready to answer. */
export interface TunedNetwork {
  readonly runtime: Runtime;
  readonly backbone: Backbone;
  readonly adapter: AdapterContents;
  readonly sessions: PlanSessions;
}

/** Which one. */
export interface NetworkPlace {
  readonly dataDir: string;
  readonly backboneDir: string;
  /** The adapter file's address in the data folder. */
  readonly adapter: Sha256;
}

/** The tuned networks of a compute process, shared by its tasks. */
export interface TunedNetworks {
  /**
   * Works with a network, which is opened unless it was the one used last. One that failed is opened anew the next
   * time.
   * @throws LapidaryError `adapter-of-another-network`, `adapter-damaged`, and what `openBackbone` throws
   */
  use<T>(
    place: NetworkPlace,
    context: Pick<TaskContext, 'runtime' | 'configuration'>,
    work: (network: TunedNetwork) => Promise<T>,
  ): Promise<T>;
}

export function createTunedNetworks(): TunedNetworks {
  // The tuned network that answered last stays open: the next question is most often for it again.
  let latest: { readonly key: string; readonly loading: Promise<TunedNetwork>; users: number } | undefined;

  return {
    async use({ dataDir, backboneDir, adapter }, { runtime, configuration }, work) {
      const { memoryBudgetMb } = configuration;
      const key = JSON.stringify([dataDir, backboneDir, adapter, runtime.options, memoryBudgetMb]);
      let held = latest;
      if (held?.key !== key) {
        const before = latest;
        held = { key, loading: load({ dataDir, backboneDir, adapter }, runtime, memoryBudgetMb), users: 0 };
        latest = held;
        if (before?.users === 0) release(before.loading);
      }
      held.users += 1;
      try {
        const network = await held.loading.catch((error: unknown) => {
          // What could not be opened may be there the next time.
          if (latest === held) latest = undefined;
          throw error;
        });
        return await work(network);
      } catch (error) {
        // What failed to run is opened anew.
        if (latest === held && !isHarmless(error)) latest = undefined;
        throw error;
      } finally {
        held.users -= 1;
        if (latest !== held && held.users === 0) release(held.loading);
      }
    },
  };
}

/**
 * A frame as the network reads it. A mask class that the adapter never saw counts as background.
 * @throws LapidaryError `frame-unreadable`, `mask-damaged`, `file-missing`, `file-damaged`
 */
export function readItem(
  network: TunedNetwork,
  files: FrameFiles,
  item: PredictItem,
  decoded?: DecodedFrames,
): Promise<NetworkInput> {
  const { backbone, adapter, sessions } = network;
  const { framing } = sessions.plan;
  const maskClasses = adapter.head.maskClasses.length + 1;
  return readCase(files, pixelsOf(network, item), backbone.card, maskClasses, framing, decoded);
}

/** The finding's segments as the adapter numbers their classes. */
export function pixelsOf(
  { adapter }: Pick<TunedNetwork, 'adapter'>,
  { frame, mask, segments }: PredictItem,
): CasePixels {
  const { maskClasses } = adapter.head;
  const known = segments.flatMap(({ value, code }) => {
    const maskClass = maskClasses.indexOf(code) + 1;
    return maskClass === 0 ? [] : [{ value, maskClass }];
  });
  return { frame, mask, segments: known };
}

/** Says nothing about the network: the work was given up, or the case could not be answered by any. */
function isHarmless(error: unknown): boolean {
  return error instanceof LapidaryError && (error.code === 'cancelled' || unanswerable.has(error.code));
}

/** Errors of one case, which leave others to be answered. */
export const unanswerable: ReadonlySet<string> = new Set([
  'no-mask',
  'mask-damaged',
  'frame-unreadable',
  'file-missing',
  'file-damaged',
]);

function release(loading: Promise<TunedNetwork>): void {
  loading.then(
    ({ sessions }) => sessions.release(),
    () => undefined,
  );
}

async function load(
  { dataDir, backboneDir, adapter: address }: NetworkPlace,
  runtime: Runtime,
  memoryBudgetMb: number | undefined,
): Promise<TunedNetwork> {
  const files = attachDataFolder(dataDir);
  const backbone = await openBackbone(backboneDir, files.derived);
  const adapter = decodeAdapter(await files.adapters.get(address));
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
  return {
    runtime,
    backbone,
    adapter,
    sessions: openPlanSessions(plan, backbone, runtime, noPause, memoryBudgetMb),
  };
}

/** Tasks yield between cases; a single case runs through. */
const noPause = (): Promise<void> => Promise.resolve();
