import type { AdapterId, FindingId, StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import * as queries from './siteFigures.queries.ts';

/** Of a signed prediction what figures count. */
export interface SignedAnswer {
  readonly findingId: FindingId;
  /** Of its most probable class. */
  readonly code: string;
  readonly probability: number;
  readonly abstained: boolean;
  readonly adapterId: AdapterId;
  readonly at: string;
}

/** The predictions that studies were signed with last. */
export type ReadSignedAnswers = (studyIds: readonly StudyId[]) => readonly SignedAnswer[];

/** Signed readings of which the answers stay in memory: a few hundred bytes each. */
const keptReadings = 20_000;

/** A signature says the same for ever, and its text is long: it is read once, and what is counted of it remembered. */
export function createSignedAnswers(db: ReadableDb): ReadSignedAnswers {
  const kept = new Map<string, readonly SignedAnswer[]>();
  return (studyIds) => {
    const ids = queries.newestSignatures(db, studyIds);
    const unread = ids.filter((id) => !kept.has(id));
    const found = ids.flatMap((id) => kept.get(id) ?? []);
    for (const { id, findings } of queries.signedReadings(db, unread)) {
      const answers = findings.flatMap(answerOf);
      found.push(...answers);
      kept.set(id, answers);
    }
    for (const oldest of kept.keys()) {
      if (kept.size <= keptReadings) break;
      kept.delete(oldest);
    }
    return found;
  };
}

function answerOf({ id, prediction }: queries.SignedFinding): SignedAnswer[] {
  const best = prediction?.classes[0];
  if (prediction === null || best === undefined) return [];
  const { adapterId, at, abstained } = prediction;
  return [{ findingId: id, ...best, abstained: abstained.length > 0, adapterId, at }];
}
