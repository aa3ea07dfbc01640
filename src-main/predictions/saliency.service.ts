import type { saliencyKinds } from '../../src-shared/contract/predictions.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, FindingId, FrameId, UserId } from '../../src-shared/domain/ids.ts';
import type { ProbabilityMap } from '../../src-shared/domain/probabilityMap.ts';
import { createLatestOnly } from '../compute/latestOnly.ts';
import type { ComputeSupervisor } from '../compute/supervisor.ts';
import type { Foundations } from '../foundations.ts';
import { adapterClasses, maskOfFinding, type Adapters } from '../tuning/adapters.service.ts';
import { networkOf, type AdapterNetworks } from './adapterNetwork.ts';
import * as queries from './predictions.queries.ts';
import { SaliencyReply, saliencyTask, type SaliencyPayload } from './saliencyMessages.ts';

export interface SaliencyQuestion {
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly kind: (typeof saliencyKinds)[number];
  readonly userId: UserId;
}

/** Where of a frame its newest prediction stems from: asked at once, kept in memory alone. */
export interface Saliency {
  /**
   * 0…1 by the map's own maximum, over the whole frame; for the most probable class. Of several questions of one reader
   * about one kind that wait for their turn, the newest is answered.
   * @throws LapidaryError `not-found`, `not-predicted`, `no-rollout`, `adapter-missing`, those of `networkOf`,
   *   `superseded`, `cancelled`, those of reading a frame
   */
  of(
    question: SaliencyQuestion,
    signal: AbortSignal,
  ): Promise<{ readonly map: ProbabilityMap; readonly classId: ClassId }>;
}

/** Maps in memory: of a network of 16×16 cells a kilobyte each. */
const keptMaps = 128;

type Ground = Pick<Foundations, 'db' | 'files'> & {
  readonly compute: { readonly interactive: Pick<ComputeSupervisor, 'run'> };
  readonly adapters: Pick<Adapters, 'get'>;
  readonly backbones: AdapterNetworks;
};

export function createSaliency({ db, files, compute, adapters, backbones }: Ground): Saliency {
  const latestOnly = createLatestOnly('A question about another frame');
  const kept = new Map<string, ProbabilityMap>();
  const keep = (key: string, map: ProbabilityMap): void => {
    kept.delete(key);
    kept.set(key, map);
    for (const oldest of kept.keys()) {
      if (kept.size <= keptMaps) break;
      kept.delete(oldest);
    }
  };

  return {
    async of({ findingId, frameId, kind, userId }, signal) {
      const place = queries.findingOnFrame(db, findingId, frameId);
      if (place === undefined) {
        throw new LapidaryError(
          'not-found',
          'This finding is not on this frame, or no longer in the database.',
          'Reload the study.',
        );
      }
      const prediction = queries.newestPrediction(db, findingId, frameId);
      const [best] = prediction === undefined ? [] : queries.classesOfPrediction(db, prediction.id);
      if (prediction === undefined || best === undefined) throw notPredicted();
      const { classId } = best;
      const { adapterId, adapterSha256, frameSha256, maskVersionId } = prediction;
      const key = JSON.stringify([findingId, frameSha256, maskVersionId, adapterSha256, kind]);
      const known = kept.get(key);
      if (known !== undefined) {
        keep(key, known);
        return { map: known, classId };
      }
      const backbone = await networkOf(adapters.get(adapterId), backbones);
      const shown = maskVersionId === null ? null : maskOfFinding(db, maskVersionId, findingId, frameId);
      const payload: SaliencyPayload = {
        dataDir: files.root,
        backboneDir: backbone.folder,
        adapter: adapterSha256,
        frame: frameSha256,
        mask: shown?.labelMap ?? null,
        segments: [...(shown?.segments ?? [])],
        width: place.width,
        height: place.height,
        kind,
        target: adapterClasses(db, adapterId).findIndex(({ id }) => id === classId),
      };
      const reply = await latestOnly(`${userId} ${kind}`, () => {
        signal.throwIfAborted();
        return compute.interactive.run(saliencyTask, payload, { signal });
      });
      const map = { ...SaliencyReply.parse(reply), temperature: 1 };
      keep(key, map);
      return { map, classId };
    },
  };
}

function notPredicted(): LapidaryError {
  return new LapidaryError(
    'not-predicted',
    'The finding has no prediction on this frame, so there is nothing to explain.',
    'Predict the study first.',
  );
}
