import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type {
  FrameQuality,
  MaskQuality,
  qualityReasons,
  QualityThresholds,
} from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { MaskVersionId, StudyId } from '../../src-shared/domain/ids.ts';
import { readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { Foundations } from '../foundations.ts';
import { readLabelMap } from '../studies/masks.queries.ts';
import * as queries from './quality.queries.ts';
import type { QualityRow } from './quality.queries.ts';
import { diceOfClasses } from './runPairs.ts';
import { measureShape } from './runShape.ts';
import type { RunShape } from './runShape.ts';

/** Milliseconds that a call measures before it answers with what it has. */
const patience = 1500;
/** Milliseconds of work after which others get their turn. */
const turn = 8;
/** Rows read, or written, at a time. */
const page = 200;
/** Agreements with proposals that are remembered: of the frames of several large studies. */
const rememberedDice = 50_000;

const ProposedSegments = z.array(z.object({ value: z.int(), classId: z.string() }));

export interface QualityQuestion {
  readonly studyId: StudyId;
  readonly thresholds: QualityThresholds;
  readonly all: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface MaskQualities {
  /** Masks worth another look; what was not measured before is, for a moment. @throws LapidaryError `not-found` */
  ofStudy(question: QualityQuestion): Promise<MaskQuality>;
}

export function createMaskQualities({ db }: Pick<Foundations, 'db'>): MaskQualities {
  const dices = new Map<string, number>();

  const rowsOf = async (studyId: StudyId): Promise<{ row: QualityRow; number: number }[]> => {
    const order = queries.readFrameOrder(db, studyId);
    if (order.length === 0 && !db.get('SELECT 1 FROM studies WHERE id = ?', [studyId])) throw missing();
    const rows: { row: QualityRow; number: number }[] = [];
    for (let from = 0; from < order.length; from += page) {
      const some = order.slice(from, from + page);
      const byFrame = new Map(queries.readQualityRows(db, some).map((row) => [row.frameId, row]));
      some.forEach((frameId, i) => {
        const row = byFrame.get(frameId);
        if (row) rows.push({ row, number: from + i + 1 });
      });
      await setImmediate();
    }
    return rows;
  };

  /** Agreement with the proposal; null: there is none. */
  const diceOf = ({ maskVersionId, proposalId, schemaId }: QualityRow): number | null => {
    if (proposalId === null) return null;
    const key = `${maskVersionId} ${proposalId}`;
    const known = dices.get(key);
    if (known !== undefined) return known;
    const proposal = queries.readProposal(db, proposalId);
    const bytes = readLabelMap(db, maskVersionId)?.bytes;
    if (!proposal || !bytes) return null;
    const own = readLabelRuns(bytes);
    const proposed = readLabelRuns(proposal.bytes);
    if (own.width !== proposed.width || own.height !== proposed.height) return null;
    // Classes of two schemas cannot agree: then only where something is counts.
    const sameSchema = proposal.schemaId === schemaId;
    const ownClasses = queries.readClassOfValue(db, maskVersionId);
    const segments = ProposedSegments.safeParse(JSON.parse(proposal.segments)).data ?? [];
    const proposedClasses = new Map(segments.map(({ value, classId }) => [value, classId]));
    const among = (classes: ReadonlyMap<number, string>) => (value: number) =>
      value === 0 ? null : sameSchema ? (classes.get(value) ?? 'unknown') : 'something';
    const dice = diceOfClasses(own, proposed, among(ownClasses), among(proposedClasses));
    if (dices.size >= rememberedDice) dices.clear();
    dices.set(key, dice);
    return dice;
  };

  const shapeOf = async (maskVersionId: MaskVersionId, rest: Rest): Promise<RunShape | null> => {
    const bytes = readLabelMap(db, maskVersionId)?.bytes;
    if (!bytes) return null;
    for (const steps = measureShape(readLabelRuns(bytes)); ;) {
      const { done, value } = steps.next();
      if (done) return value;
      await rest();
    }
  };

  const keep = (fresh: readonly (readonly [MaskVersionId, RunShape])[]): void => {
    db.transaction(() => {
      for (const [maskVersionId, shape] of fresh) queries.insertShape(db, maskVersionId, shape);
    });
  };

  return {
    async ofStudy({ studyId, thresholds, all, offset, limit }) {
      const rows = await rowsOf(studyId);
      const rest = createRest();
      const until = performance.now() + patience;
      const fresh: [MaskVersionId, RunShape][] = [];
      const measured: FrameQuality[] = [];
      let unmeasured = 0;
      for (const { row, number } of rows) {
        await rest();
        const isLate = performance.now() > until;
        const shape = row.shape ?? (isLate ? null : await shapeOf(row.maskVersionId, rest));
        const isKnown = row.proposalId === null || dices.has(`${row.maskVersionId} ${row.proposalId}`);
        if (shape === null || (isLate && !isKnown)) {
          unmeasured += 1;
          continue;
        }
        if (row.shape === null) fresh.push([row.maskVersionId, shape]);
        if (fresh.length >= page) keep(fresh.splice(0));
        measured.push(judge(row, number, shape, diceOf(row), thresholds));
      }
      keep(fresh);
      const flagged = measured.filter(({ reasons }) => reasons.length > 0);
      const shown = (all ? measured : flagged).sort(byUrgency);
      return {
        frames: shown.slice(offset, offset + limit),
        next: offset + limit < shown.length ? offset + limit : null,
        masked: rows.length,
        flagged: flagged.length,
        unmeasured,
      };
    },
  };
}

function judge(
  { frameId, maskVersionId, coverage }: QualityRow,
  number: number,
  shape: RunShape,
  modelDice: number | null,
  limits: QualityThresholds,
): FrameQuality {
  const isEmpty = shape.components === 0;
  const holds: Record<(typeof qualityReasons)[number], boolean> = {
    empty: isEmpty,
    'differs-from-model': modelDice !== null && modelDice < limits.dice,
    'covers-nearly-all': coverage > limits.most,
    tiny: !isEmpty && coverage < limits.least,
    'many-components': shape.components > limits.components,
    'tiny-component': !isEmpty && shape.smallestPixels < limits.componentPixels,
    holes: shape.holes > limits.holes,
    'touches-border': shape.touchesBorder,
  };
  const reasons = (Object.keys(holds) as (keyof typeof holds)[]).filter((reason) => holds[reason]);
  return { frameId, number, maskVersionId, coverage, ...shape, modelDice, reasons };
}

function byUrgency(a: FrameQuality, b: FrameQuality): number {
  return (
    b.reasons.length - a.reasons.length || (a.modelDice ?? 1) - (b.modelDice ?? 1) || a.number - b.number
  );
}

/** Lets others have their turn, where this one has lasted. */
type Rest = () => Promise<void>;

function createRest(): Rest {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < turn) return;
    await setImmediate();
    since = performance.now();
  };
}

function missing(): LapidaryError {
  return new LapidaryError('not-found', 'This study is not in the database.', 'Reload the worklist.');
}
