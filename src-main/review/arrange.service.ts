import type { FindingFrame, FindingSummary } from '../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { FindingId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { countRevision, insertFinding, readFindings } from '../studies/findings.queries.ts';
import { markInReview, touchStudy } from '../studies/intake.queries.ts';
import { framesOfStudy, segmentIsOn, writePlaces } from './findings.queries.ts';
import { findingChanged, missing } from './refusals.ts';

/** Where a finding is to be seen from now on, and whether it counts. */
export interface Arranged {
  /** null: it is added. */
  readonly findingId: FindingId | null;
  /** Whose label schema one that is added has. */
  readonly like?: FindingId | undefined;
  /** As it was seen; of one that is added, anything. */
  readonly revision: number;
  readonly frames: readonly FindingFrame[];
  readonly removed: boolean;
}

/**
 * Merges, splits, sets aside and brings back findings of a study, in one transaction. The former arrangement is the way
 * back. Cases, labels and predictions of a finding that is set aside stay with it.
 * @throws LapidaryError `not-found`, `finding-changed`, `finding-named-twice`, `finding-on-one-frame-twice`,
 *   `finding-empty`, `finding-exists`, `segment-foreign`, `study-signed`
 */
export type ArrangeFindings = (
  studyId: StudyId,
  arranged: readonly Arranged[],
  userId: UserId,
) => FindingSummary[];

export function createArrangement({ db, changes }: Pick<Foundations, 'db' | 'changes'>): ArrangeFindings {
  return (studyId, arranged, userId) => {
    const touched = db.transaction(() => {
      const known = new Map(readFindings(db, studyId).map((finding) => [finding.id, finding]));
      refuseNamedTwice(arranged);
      for (const one of arranged) refuse(studyId, one, known);
      // Places are given up before they are taken: of two findings that change places, neither comes first.
      for (const { findingId } of arranged) if (findingId !== null) writePlaces(db, findingId, [], true);
      const ids = arranged.map((one) => place(studyId, one, known, userId));
      refuseShared(ids, readFindings(db, studyId));
      markInReview(db, studyId);
      touchStudy(db, studyId);
      return new Set(ids);
    });
    changes.announce({ topic: 'labels', id: studyId });
    changes.announce({ topic: 'study', id: studyId });
    return readFindings(db, studyId).filter(({ id }) => touched.has(id));
  };

  function refuse(studyId: StudyId, one: Arranged, known: ReadonlyMap<FindingId, FindingSummary>): void {
    const named = one.findingId ?? one.like;
    const finding = named === undefined ? undefined : known.get(named);
    if (finding === undefined) throw missing('finding');
    if (one.findingId !== null && finding.revision !== one.revision) {
      throw findingChanged(finding.number);
    }
    const frameIds = one.frames.map(({ frameId }) => frameId);
    if (new Set(frameIds).size !== frameIds.length) {
      throw new LapidaryError(
        'finding-on-one-frame-twice',
        'Two of these findings are on the same frame, and a finding is one segment of a frame at most.',
        'Merge their segments in the mask first, or leave that frame with one of them.',
      );
    }
    if ((one.findingId === null || !one.removed) && frameIds.length === 0) {
      throw new LapidaryError(
        'finding-empty',
        'A finding has to be on a frame.',
        'Leave it a frame, or set it aside.',
      );
    }
    const here = framesOfStudy(db, studyId, frameIds);
    if (here.size !== frameIds.length) throw missing('frame');
    for (const { frameId, segmentId } of one.frames) {
      if (segmentId === null || segmentIsOn(db, segmentId, frameId)) continue;
      throw new LapidaryError(
        'segment-foreign',
        'This segment is not one of the frame.',
        'Reload the study, then arrange the findings again.',
      );
    }
  }

  function place(
    studyId: StudyId,
    one: Arranged,
    known: ReadonlyMap<FindingId, FindingSummary>,
    userId: UserId,
  ): FindingId {
    const { findingId, frames, removed } = one;
    if (findingId === null) {
      const like = one.like === undefined ? undefined : known.get(one.like);
      if (like === undefined) throw missing('finding');
      return insertFinding(db, userId, { studyId, schemaId: like.schemaId, frames });
    }
    const before = known.get(findingId);
    writePlaces(db, findingId, frames, removed);
    countRevision(db, findingId);
    recordEvent(db, userId, {
      kind: removed
        ? 'finding.set-aside'
        : before?.removed === true
          ? 'finding.brought-back'
          : 'finding.arranged',
      subjectKind: 'finding',
      subjectId: findingId,
      detail: { frames: frames.length },
    });
    return findingId;
  }
}

function refuseNamedTwice(arranged: readonly Arranged[]): void {
  const ids = arranged.flatMap(({ findingId }) => findingId ?? []);
  if (new Set(ids).size === ids.length) return;
  throw new LapidaryError(
    'finding-named-twice',
    'One finding is to be arranged in two ways at once.',
    'Name each finding once, with all the frames it is on.',
  );
}

/** A segment, or a whole frame, belongs to one finding of a schema. */
function refuseShared(ids: readonly FindingId[], findings: readonly FindingSummary[]): void {
  const arranged = new Set(ids);
  const owners = new Map<string, FindingSummary>();
  for (const finding of findings.filter(({ removed }) => !removed)) {
    for (const { frameId, segmentId } of finding.frames) {
      const place = `${finding.schemaId} ${frameId} ${segmentId ?? ''}`;
      const other = owners.get(place);
      if (other !== undefined && (arranged.has(other.id) || arranged.has(finding.id))) {
        throw new LapidaryError(
          'finding-exists',
          `Findings ${other.number} and ${finding.number} would be the same segment of a frame.`,
          'Set one of them aside first.',
        );
      }
      owners.set(place, finding);
    }
  }
}
