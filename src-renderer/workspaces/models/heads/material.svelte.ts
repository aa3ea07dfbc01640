import type { StudyDetail, StudySummary } from '../../../../src-shared/contract/studies.contract.ts';
import type { PatientSummary } from '../../../../src-shared/contract/studies.contract.ts';
import type { SchemaId, StudyId } from '../../../../src-shared/domain/ids.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import { inParallel } from '../../../lib/timing.ts';
import type { App } from '../../shell/app.svelte.ts';

/** What a study has to learn from. */
export interface StudyMaterial {
  readonly study: StudySummary;
  /** Frames whose current mask is of a schema. */
  readonly frames: ReadonlyMap<SchemaId, number>;
  /** Whether its patient is one that the database knows: a number, a name, or an invented one. */
  readonly known: boolean;
}

/** What a training would be given. */
export interface Material {
  readonly frames: number;
  readonly studies: number;
  /** Known ones. */
  readonly patients: number;
  /** Frames of nobody that the database knows: each is divided as if it were of a patient of its own. */
  readonly unknownFrames: number;
}

/** Training, validation and test each need a patient of their own. */
export const leastPatients = 3;
/** Below it, figures say next to nothing; it can be trained all the same. */
export const fewFrames = 30;

export function materialOf(
  studies: readonly StudyMaterial[],
  schemaId: SchemaId,
  /** null: every study. */
  chosen: ReadonlySet<StudyId> | null,
): Material {
  const used = studies.filter(
    ({ study, frames }) => (frames.get(schemaId) ?? 0) > 0 && (chosen === null || chosen.has(study.id)),
  );
  const framesOf = (some: readonly StudyMaterial[]): number =>
    some.reduce((sum, { frames }) => sum + (frames.get(schemaId) ?? 0), 0);
  const known = used.filter((one) => one.known);
  return {
    frames: framesOf(used),
    studies: used.length,
    patients: new Set(known.map(({ study }) => study.patient.id)).size,
    unknownFrames: framesOf(used.filter((one) => !one.known)),
  };
}

/** Why a training on it cannot be; null: it can. */
export function materialObstacle({ frames, patients, unknownFrames }: Material): string | null {
  if (frames === 0) return 'No frame of these studies has a mask of this schema.';
  const units = patients + unknownFrames;
  if (units >= leastPatients) return null;
  const whose =
    unknownFrames === 0
      ? patients === 1
        ? 'All masks are of one patient'
        : `The masks are of ${patients} patients`
      : `The masks are of ${units} patients, as far as that is known`;
  return `${whose}. Training, validation and test need ${leastPatients}, since none may be in two of them.`;
}

/** What there is to know before a training that can be. */
export function materialWarnings({ frames, patients, unknownFrames }: Material): string[] {
  const warnings: string[] = [];
  if (unknownFrames > 0) {
    const all = unknownFrames === frames;
    warnings.push(
      `${all ? 'It is unknown whose frames these are' : `Of ${unknownFrames} frames it is unknown whose they are`}: ` +
        'each is divided as if it were of a patient of its own, so that the figures may be too good.',
    );
  }
  if (frames < fewFrames) {
    warnings.push(
      `With ${frames} frames, the held-out figures will rest on a handful: take them as a first look.`,
    );
  } else if (unknownFrames === 0 && patients < 10) {
    warnings.push(
      `With ${patients} patients, the held-out figures will rest on ${Math.max(1, Math.round(patients / 5))} of them.`,
    );
  }
  return warnings;
}

/** Counts the masks of every study, as many at a time as a page of the worklist has. */
export class MaterialReader {
  readonly #client: App['client'];
  #studies = $state.raw<readonly StudyMaterial[]>([]);
  #read = $state(false);
  #counted = $state(0);
  #total = $state(0);
  #failure = $state.raw<Failure | null>(null);
  #turn = 0;

  constructor(client: App['client']) {
    this.#client = client;
  }

  get studies(): readonly StudyMaterial[] {
    return this.#studies;
  }
  /** Whether all of them were counted. */
  get read(): boolean {
    return this.#read;
  }
  get counted(): number {
    return this.#counted;
  }
  get total(): number {
    return this.#total;
  }
  get failure(): Failure | null {
    return this.#failure;
  }

  async count(): Promise<void> {
    const turn = ++this.#turn;
    this.#failure = null;
    this.#counted = 0;
    try {
      const masked = (await this.#all()).filter(({ masks }) => masks > 0);
      if (turn !== this.#turn) return;
      this.#total = masked.length;
      const found = new Map<StudyId, StudyMaterial>();
      await inParallel(masked, 4, async (study) => {
        if (turn !== this.#turn) return;
        found.set(study.id, studyMaterial(await this.#client.studies.get({ studyId: study.id })));
        if (turn === this.#turn) this.#counted += 1;
      });
      if (turn !== this.#turn) return;
      this.#studies = masked.flatMap(({ id }) => found.get(id) ?? []);
      this.#read = true;
    } catch (error) {
      if (turn === this.#turn) this.#failure = toFailure(error);
    }
  }

  /** Leaves a count that runs. */
  stop(): void {
    this.#turn++;
  }

  async #all(): Promise<StudySummary[]> {
    const studies: StudySummary[] = [];
    let cursor: string | null = null;
    do {
      const page: { studies: StudySummary[]; next: string | null } = await this.#client.studies.list({
        limit: 200,
        cursor,
      });
      studies.push(...page.studies);
      cursor = page.next;
    } while (cursor !== null);
    return studies;
  }
}

export function studyMaterial({ study, frames }: StudyDetail): StudyMaterial {
  const counts = new Map<SchemaId, number>();
  for (const { mask } of frames) {
    if (mask !== null) counts.set(mask.schemaId, (counts.get(mask.schemaId) ?? 0) + 1);
  }
  const invented = frames.every(({ source }) => source.kind === 'synthetic');
  return { study, frames: counts, known: invented || isNamed(study.patient) };
}

function isNamed({
  name,
  number,
  birthDate,
}: Pick<PatientSummary, 'name' | 'number' | 'birthDate'>): boolean {
  return name !== null || number !== null || birthDate !== null;
}
