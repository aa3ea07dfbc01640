import type { ClassId, PatientId } from '../../src-shared/domain/ids.ts';
import type { Random } from '../../src-shared/domain/random.ts';

export interface PatientCases {
  readonly patientId: PatientId;
  readonly code: string;
  /** The classes this patient has cases of. */
  readonly classes: ReadonlySet<ClassId>;
}

/**
 * Draws `wanted` of the eligible patients so that the classes are represented alike: always from the class whose share
 * drawn so far is smallest. A patient is passed over whose removal would leave fewer than `leave` patients of one of
 * its classes among those of `all` that stay; where nobody else is left, such a patient is taken only while the
 * number wanted isn't reached and at least one patient stays behind.
 */
export function pickPatients(
  eligible: readonly PatientCases[],
  all: readonly PatientCases[],
  wanted: number,
  leave: number,
  random: Random,
): PatientCases[] {
  const total = new Map<ClassId, number>();
  for (const { classes } of all) for (const k of classes) total.set(k, (total.get(k) ?? 0) + 1);
  const drawnOf = new Map<ClassId, number>();
  const drawn: PatientCases[] = [];
  let waiting = random.shuffled(eligible);
  const limit = Math.min(wanted, all.length - 1);

  const shareOf = (k: ClassId): number => (drawnOf.get(k) ?? 0) / (total.get(k) ?? 1);
  const spares = ({ classes }: PatientCases): boolean =>
    [...classes].every((k) => (total.get(k) ?? 0) - (drawnOf.get(k) ?? 0) - 1 >= leave);
  const need = ({ classes }: PatientCases): number => Math.min(...[...classes].map(shareOf));

  while (drawn.length < limit && waiting.length > 0) {
    const sparing = waiting.filter(spares);
    const candidates = sparing.length > 0 ? sparing : waiting;
    // The first of the shuffled candidates whose least represented class is the least represented of all.
    const chosen = candidates.reduce((best, other) => (need(other) < need(best) ? other : best));
    drawn.push(chosen);
    for (const k of chosen.classes) drawnOf.set(k, (drawnOf.get(k) ?? 0) + 1);
    waiting = waiting.filter((patient) => patient !== chosen);
  }
  return drawn;
}
