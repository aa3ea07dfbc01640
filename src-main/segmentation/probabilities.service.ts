import type { ProposalSource } from '../../src-shared/contract/segmentation.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, FrameId, SchemaId, UserId } from '../../src-shared/domain/ids.ts';
import type { ProbabilityMap } from '../../src-shared/domain/probabilityMap.ts';
import { createLatestOnly } from '../compute/latestOnly.ts';
import type { Foundations } from '../foundations.ts';
import { readSchemas } from '../studies/schemas.queries.ts';
import type { FindProposer } from './frameProposer.ts';
import type { Heads } from './heads.service.ts';
import * as queries from './proposals.queries.ts';
import { proposerOf } from './proposals.service.ts';

/** What a reader asks of a segmentation head about the frame on screen. */
export interface ProbabilityQuestion {
  readonly frameId: FrameId;
  readonly source: ProposalSource;
  /** Of `active`: whose head; null: the first schema that has one. */
  readonly maskSchemaId: SchemaId | null;
  /** Code of one of the head's classes; null: anything but background. */
  readonly classCode: string | null;
  readonly userId: UserId;
}

/** How sure a segmentation head is, place by place, on one frame: asked at once, and stored nowhere. */
export interface Probabilities {
  /**
   * On the head's own grid, which covers the whole frame. Of several questions of one reader that wait for their turn,
   * the newest is answered.
   * @throws LapidaryError `not-found`, `no-head`, `proposer-missing`, `head-not-ready`, `backbone-missing`,
   *   `no-probabilities`, `probability-class-unknown`, `superseded`, `cancelled`, those of reading a frame
   */
  of(question: ProbabilityQuestion, signal: AbortSignal): Promise<ProbabilityMap>;
}

type Ground = Pick<Foundations, 'db'> & {
  readonly heads: Heads;
  /** Finds proposers of other kinds, so that one which tells no probabilities is told from one that is gone. */
  readonly findModel: FindProposer;
};

export function createProbabilities({ db, heads, findModel }: Ground): Probabilities {
  const latestOnly = createLatestOnly('A question about another frame or class');

  const classOf = (schemaId: SchemaId, code: string): ClassId => {
    const [schema] = readSchemas(db, { kind: 'mask', id: schemaId });
    const found = schema?.classes.find((one) => one.code === code);
    if (found !== undefined) return found.id;
    throw new LapidaryError(
      'probability-class-unknown',
      'The mask schema of this segmentation head has no such class.',
      'Choose one of its own classes, or anything but background.',
    );
  };

  return {
    async of({ frameId, source, maskSchemaId, classCode, userId }, signal) {
      const frame = queries.frameToPropose(db, frameId);
      if (frame === undefined) {
        throw new LapidaryError(
          'not-found',
          'This frame is no longer in the database.',
          'It may have been erased. Reload the study.',
        );
      }
      const proposer = await proposerOf(source, maskSchemaId, heads, findModel);
      if (proposer.probabilities === undefined) throw noProbabilities();
      const classId = classCode === null ? null : classOf(proposer.schemaId, classCode);
      const ask = proposer.probabilities.bind(proposer);
      return latestOnly(userId, () => ask(frame, classId, signal));
    },
  };
}

function noProbabilities(): LapidaryError {
  return new LapidaryError(
    'no-probabilities',
    'A network that was brought as a file says which pixels it proposes, not how sure it is of each.',
    'Choose a segmentation head instead.',
  );
}
