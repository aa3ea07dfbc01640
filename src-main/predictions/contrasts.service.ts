import type { Contrast } from '../../src-shared/contract/predictions.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { PredictionId, UserId } from '../../src-shared/domain/ids.ts';
import type { Backbones } from '../backbones/installed.ts';
import type { ComputeSupervisor } from '../compute/supervisor.ts';
import { signedStudy } from '../db/sqliteErrors.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { adapterClasses, type Adapters } from '../tuning/adapters.service.ts';
import { networkOf } from './adapterNetwork.ts';
import { adapterEvidence, distances, storedContrast } from './evidence.ts';
import { evidenceOf, isLocked } from './evidence.queries.ts';
import { LiveReply, liveTask, type LivePayload } from './liveMessages.ts';
import * as queries from './predictions.queries.ts';
import { staleness } from './staleness.ts';
import { answerRows, itemOf, keepEvidence } from './storedAnswers.ts';

/** What the mask of a stored prediction does, asked when somebody looks at it. */
export interface Contrasts {
  /**
   * As it is kept; where it is not, asked now from the mask that the prediction was made from, and kept with it. Of two
   * who ask at once both get the one answer.
   * @throws LapidaryError `not-found`, `reads-no-mask`, `study-signed` where it would have to be computed for a signed
   *   study, `prediction-stale` for a prediction that no longer stands, `adapter-missing`, those of `networkOf` and of
   *   reading a frame
   */
  of(predictionId: PredictionId, userId: UserId): Promise<Contrast>;
}

type Ground = Pick<Foundations, 'db' | 'files' | 'changes'> & {
  readonly compute: { readonly interactive: Pick<ComputeSupervisor, 'run'> };
  readonly adapters: Pick<Adapters, 'get'>;
  readonly backbones: Pick<Backbones, 'find' | 'known'>;
};

export function createContrasts({ db, files, changes, compute, adapters, backbones }: Ground): Contrasts {
  const asking = new Map<PredictionId, Promise<Contrast>>();

  const kept = (row: queries.ShownRow): Contrast | null => {
    const classes = queries.classesOfPrediction(db, row.id);
    const withoutMask = evidenceOf(db, row.id)?.withoutMask ?? null;
    return storedContrast(db, row.id, classes, withoutMask, adapterEvidence(db, row.adapterId));
  };

  const shown = (predictionId: PredictionId): queries.ShownRow => {
    const row = queries.shownPrediction(db, predictionId);
    if (row !== undefined) return row;
    throw new LapidaryError(
      'not-found',
      'This prediction is not in the database any more, or there is a newer one.',
      'Reload the study.',
    );
  };

  /** Nothing is added to what was signed, nor to what nobody should lean on any more. */
  const assertStands = (row: queries.ShownRow): void => {
    if (isLocked(db, row.studyId)) throw signedStudy();
    if (staleness(row, backbones).length > 0) throw stale();
  };

  async function ask(row: queries.ShownRow, userId: UserId): Promise<Contrast> {
    const adapter = adapters.get(row.adapterId);
    const backbone = await networkOf(adapter, backbones);
    const payload: LivePayload = {
      dataDir: files.root,
      backboneDir: backbone.folder,
      adapter: row.adapterSha256,
      ...itemOf(db, row),
      contrast: true,
    };
    const reply = await compute.interactive.run(liveTask, payload);
    const { evidence } = LiveReply.parse(reply);
    const classes = adapterClasses(db, row.adapterId);
    db.transaction(() => {
      // Erased, predicted again, drawn on or signed since it was asked about.
      const now = shown(row.id);
      assertStands(now);
      if (evidence === undefined || kept(now) !== null) return;
      const rowsOf = (logits: readonly number[]) => answerRows(classes, logits, adapter.temperature);
      keepEvidence(db, row.id, evidence, distances(db, row.adapterId), rowsOf);
      recordEvent(db, userId, {
        kind: 'prediction.contrasted',
        subjectKind: 'finding',
        subjectId: row.findingId,
        detail: { prediction: row.id, frame: row.frameId },
      });
    });
    changes.announce({ topic: 'predictions', id: row.studyId });
    const contrast = kept(row);
    if (contrast === null) throw new Error('contrasts were asked for and not answered');
    return contrast;
  }

  return {
    async of(predictionId, userId) {
      const row = shown(predictionId);
      if (row.maskVersionId === null) throw readsNoMask();
      const known = kept(row);
      if (known !== null) return known;
      assertStands(row);
      const asked = asking.get(row.id) ?? ask(row, userId).finally(() => asking.delete(row.id));
      asking.set(row.id, asked);
      return asked;
    },
  };
}

function stale(): LapidaryError {
  return new LapidaryError(
    'prediction-stale',
    'The frame, its mask or the model has changed since this prediction was made.',
    'Predict the study again.',
  );
}

function readsNoMask(): LapidaryError {
  return new LapidaryError(
    'reads-no-mask',
    'This prediction was made by a method that reads no mask, so there is nothing that the mask does.',
    'Activate a method that reads the mask, and predict again.',
  );
}
