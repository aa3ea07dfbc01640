import type { HeadMaterial } from '../../../../src-shared/contract/segmentation.contract.ts';
import type { StudySummary } from '../../../../src-shared/contract/studies.contract.ts';
import { sumMaterial } from '../../../../src-shared/domain/headMaterial.ts';
import type { Material } from '../../../../src-shared/domain/headMaterial.ts';
import type { SchemaId, StudyId } from '../../../../src-shared/domain/ids.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import { t } from '../../../lib/words.ts';
import type { App } from '../../shell/app.svelte.ts';

/** Training, validation and test each need a patient of their own. */
export const leastPatients = 3;
/** Below it, figures say next to nothing; it can be trained all the same. */
export const fewFrames = 30;

export function materialOf(
  { studies }: Pick<HeadMaterial, 'studies'>,
  /** null: every study. */
  chosen: ReadonlySet<StudyId> | null,
): Material {
  return sumMaterial(studies.filter(({ studyId }) => chosen === null || chosen.has(studyId)));
}

/** Why a training on it cannot be; null: it can. */
export function materialObstacle({ frames, patients, unknownFrames }: Material): string | null {
  if (frames === 0) return t('heads.data.no-masks');
  const units = patients + unknownFrames;
  if (units >= leastPatients) return null;
  return unknownFrames === 0
    ? t('heads.data.few-patients', { count: patients, least: leastPatients })
    : t('heads.data.few-known', { count: units, least: leastPatients });
}

/** What there is to know before a training that can be. */
export function materialWarnings({ frames, patients, unknownFrames }: Material): string[] {
  const warnings: string[] = [];
  if (unknownFrames > 0) {
    warnings.push(
      unknownFrames === frames
        ? t('heads.data.all-unknown')
        : t('heads.data.some-unknown', { count: unknownFrames }),
    );
  }
  if (frames < fewFrames) {
    warnings.push(t('heads.data.few-frames', { count: frames }));
  } else if (unknownFrames === 0 && patients < 10) {
    const some = Math.max(1, Math.round(patients / 5));
    warnings.push(t('heads.data.some-patients', { count: patients, some }));
  }
  return warnings;
}

/** Reads what there is to train on, and which studies those are. */
export class MaterialReader {
  readonly #client: App['client'];
  #material = $state.raw<ReadonlyMap<SchemaId, HeadMaterial>>(new Map());
  #studies = $state.raw<readonly StudySummary[]>([]);
  #read = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #turn = 0;

  constructor(client: App['client']) {
    this.#client = client;
  }

  /** null: no mask is of this schema. */
  of(schemaId: SchemaId): HeadMaterial | null {
    return this.#material.get(schemaId) ?? null;
  }
  /** All with a mask, as the worklist has them. */
  get studies(): readonly StudySummary[] {
    return this.#studies;
  }
  get read(): boolean {
    return this.#read;
  }
  get failure(): Failure | null {
    return this.#failure;
  }

  async count(): Promise<void> {
    const turn = ++this.#turn;
    this.#failure = null;
    try {
      const [material, studies] = await Promise.all([this.#client.segmentation.material({}), this.#all()]);
      if (turn !== this.#turn) return;
      this.#material = new Map(material.map((one) => [one.schemaId, one]));
      this.#studies = studies.filter(({ masks }) => masks > 0);
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
