import type { MaskComparison } from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap, readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { Foundations } from '../foundations.ts';
import { frameOfMask, readLabelMap, readMask } from '../studies/masks.queries.ts';
import type { MaskSummary } from '../studies/masks.queries.ts';
import { compareTask, CompareReply, type ComparePayload } from './compareMessages.ts';
import { walkPairs } from './runPairs.ts';

export interface Comparisons {
  /** @throws LapidaryError `not-found`, `mask-frames-differ` */
  compare(a: MaskVersionId, b: MaskVersionId): Promise<MaskComparison>;
  /**
   * LRL1 bytes: 0 in neither, 1 in both, 2 only in a, 3 only in b; of one class, or of all that is not background.
   * @throws LapidaryError `not-found`, `mask-frames-differ`
   */
  difference(a: MaskVersionId, b: MaskVersionId, classId: ClassId | null): Uint8Array<ArrayBuffer>;
}

export function createComparisons({
  db,
  compute,
}: Pick<Foundations, 'db'> & {
  readonly compute: { readonly interactive: Pick<Foundations['compute']['interactive'], 'run'> };
}): Comparisons {
  const read = (maskVersionId: MaskVersionId) => {
    const summary = readMask(db, maskVersionId);
    const bytes = readLabelMap(db, maskVersionId)?.bytes;
    const frameId = frameOfMask(db, maskVersionId);
    if (!summary || !bytes || !frameId) {
      throw new LapidaryError('not-found', 'This mask version is not in the database.', 'Reload the study.');
    }
    return { summary, bytes, frameId };
  };
  const pair = (a: MaskVersionId, b: MaskVersionId) => {
    const both = [read(a), read(b)] as const;
    if (both[0].frameId === both[1].frameId) return both;
    throw new LapidaryError(
      'mask-frames-differ',
      'These two masks are of different frames.',
      'Choose two versions of one frame.',
    );
  };

  return {
    async compare(idA, idB) {
      const [a, b] = pair(idA, idB);
      const classIds = [...new Set([...a.summary.segments, ...b.summary.segments].map((s) => s.classId))];
      const payload: ComparePayload = {
        a: a.bytes,
        b: b.bytes,
        regions: [null, ...classIds].map((classId) => ({
          a: valuesOf(a.summary, classId),
          b: valuesOf(b.summary, classId),
        })),
      };
      const [overall, ...classes] = CompareReply.parse(await compute.interactive.run(compareTask, payload));
      if (!overall || classes.length !== classIds.length) throw new Error('a comparison was cut short');
      return {
        a: a.summary,
        b: b.summary,
        overall,
        classes: classIds.flatMap((classId, i) => {
          const agreement = classes[i];
          return agreement ? [{ classId, ...agreement }] : [];
        }),
      };
    },

    difference(idA, idB, classId) {
      const [a, b] = pair(idA, idB);
      const wantedA = new Set(valuesOf(a.summary, classId));
      const wantedB = new Set(valuesOf(b.summary, classId));
      const runsA = readLabelRuns(a.bytes);
      const { width, height } = runsA;
      const labels = new Uint8Array(width * height);
      walkPairs(runsA, readLabelRuns(b.bytes), (valueA, valueB, start, end) => {
        const inB = wantedB.has(valueB);
        const label = wantedA.has(valueA) ? (inB ? 1 : 2) : inB ? 3 : 0;
        if (label !== 0) labels.fill(label, start, end);
      });
      return encodeLabelMap({ width, height, labels });
    },
  };
}

/** The values of a class; null: of all of them. */
function valuesOf({ segments }: MaskSummary, classId: ClassId | null): number[] {
  return segments.filter((one) => classId === null || one.classId === classId).map(({ value }) => value);
}
