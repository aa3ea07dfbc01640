import type { Job } from '../../../../src-shared/contract/jobs.contract.ts';
import type { MaskModelEntry } from '../../../../src-shared/contract/maskModels.contract.ts';
import type { Head, HeadFigures } from '../../../../src-shared/contract/segmentation.contract.ts';
import type { JobId, SchemaId, Sha256, StudyId } from '../../../../src-shared/domain/ids.ts';
import type { Client } from '../../../lib/bridge.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import { score } from '../../../lib/format.ts';
import { t } from '../../../lib/words.ts';
import { soon } from '../../../lib/timing.ts';
import type { JobBoard } from '../../shell/jobBoard.svelte.ts';

/** Something that can propose masks for whole frames. */
export interface Source {
  readonly sha256: Sha256;
  readonly name: string;
  readonly kind: 'head' | 'model';
  readonly schemaId: SchemaId;
  /** Used unless another is named. */
  readonly active: boolean;
  /** How it did on frames that it was not trained on; null: nobody has measured it here. */
  readonly figures: HeadFigures | null;
  /** Codes of what a head finds; of a model nothing is asked by class. */
  readonly classes: readonly string[];
  /** What a head's probabilities were calibrated on: frames of this site, or its developers' own; null: on nothing. */
  readonly calibration:
    | { readonly frames: number; /** null: nobody knows whose they are. */ readonly patients: number | null }
    | 'developers'
    | null;
}

export type Outcome = Awaited<ReturnType<Client['segmentation']['proposed']>>;
export type Which = 'without-mask' | 'all';

export interface ProposingPorts {
  readonly client: {
    readonly segmentation: Pick<Client['segmentation'], 'heads' | 'propose' | 'proposed'>;
    readonly maskModels: Pick<Client['maskModels'], 'list'>;
  };
  readonly jobs: Pick<JobBoard, 'get' | 'unfinished' | 'cancel' | 'ended'>;
  readonly studyId: StudyId;
}

/** Having masks proposed for a study: by what, for which frames, and how it goes. */
export class Proposing {
  readonly #ports: ProposingPorts;
  #sources = $state.raw<readonly Source[] | null>(null);
  #chosen = $state.raw<Sha256 | null>(null);
  #which = $state<Which>('without-mask');
  #jobId = $state.raw<JobId | null>(null);
  #outcome = $state.raw<Outcome | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #starting = $state(false);
  readonly #again = soon(300, () => void this.#read());

  constructor(ports: ProposingPorts) {
    this.#ports = ports;
  }

  /** null: not read yet. */
  get sources(): readonly Source[] | null {
    return this.#sources;
  }
  get source(): Source | null {
    const sources = this.#sources ?? [];
    return (
      sources.find(({ sha256 }) => sha256 === this.#chosen) ??
      sources.find(({ active }) => active) ??
      sources[0] ??
      null
    );
  }
  get which(): Which {
    return this.#which;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** What the last run came to; null: none has ended yet. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }
  get running(): boolean {
    return this.#starting || this.job !== undefined;
  }
  /** One that was started before the page was opened counts too: they run one after the other. */
  get job(): Job | undefined {
    if (this.#jobId !== null) return this.#ports.jobs.get(this.#jobId);
    return this.#ports.jobs.unfinished.find((job) => job.kind === 'segment');
  }

  choose(sha256: Sha256): void {
    this.#chosen = sha256;
  }
  chooseWhich(which: Which): void {
    this.#which = which;
  }
  sourceOf(sha256: Sha256): Source | undefined {
    return this.#sources?.find((source) => source.sha256 === sha256);
  }
  figuresOf(sha256: Sha256): HeadFigures | null {
    return this.sourceOf(sha256)?.figures ?? null;
  }

  async read(): Promise<void> {
    if (this.#sources === null) await this.#read();
  }
  /** Heads or models have changed. */
  changed(): void {
    if (this.#sources !== null) this.#again();
  }

  async start(): Promise<void> {
    const { source } = this;
    if (source === null || this.running) return;
    this.#starting = true;
    this.#failure = null;
    this.#outcome = null;
    try {
      const { jobId } = await this.#ports.client.segmentation.propose({
        studyIds: [this.#ports.studyId],
        source: source.sha256,
        maskSchemaId: source.schemaId,
        only: this.#which,
      });
      this.#jobId = jobId;
      const job = await this.#ports.jobs.ended(jobId);
      if (job.state === 'failed') this.#failure = job.error;
      else if (job.state === 'done') {
        this.#outcome = await this.#ports.client.segmentation.proposed({ jobId });
      }
    } catch (error) {
      this.#failure = toFailure(error);
    } finally {
      this.#starting = false;
      this.#jobId = null;
    }
  }

  async cancel(): Promise<void> {
    const id = this.#jobId ?? this.job?.id;
    if (id !== undefined) await this.#ports.jobs.cancel(id);
  }

  dispose(): void {
    this.#again.cancel();
  }

  async #read(): Promise<void> {
    try {
      const [heads, { models }] = await Promise.all([
        this.#ports.client.segmentation.heads(),
        this.#ports.client.maskModels.list(),
      ]);
      this.#sources = [...heads.flatMap(sourceOfHead), ...models.flatMap(sourceOfModel)];
      this.#failure = null;
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }
}

function sourceOfHead(head: Head): Source[] {
  const { sha256, name, maskSchemaId, state, active, backbone, figures, classes } = head;
  if (state !== 'done' || sha256 === null || maskSchemaId === null || !backbone.installed) return [];
  const calibration = head.id === null ? 'developers' : calibrationOf(figures);
  return [{ sha256, name, kind: 'head', schemaId: maskSchemaId, active, figures, classes, calibration }];
}

function calibrationOf(figures: HeadFigures | null): Source['calibration'] {
  if (figures === null || figures.validation === null) return null;
  const { frames, patients } = figures.validation;
  return { frames, patients: figures.split === 'patient' ? patients : null };
}

function sourceOfModel({ sha256, name, state, card: { body } }: MaskModelEntry): Source[] {
  if (state !== 'ready' || body.kind !== 'segmentation') return [];
  const { schemaId } = body;
  const untold = { active: false, figures: null, classes: [], calibration: null };
  return [{ sha256, name, kind: 'model', schemaId, ...untold }];
}

/** How well a source did where it was measured, with on how many and how they were kept apart. */
export function measuredWords(figures: HeadFigures | null): string {
  if (figures === null) return t('masks.not-measured');
  const { test, validation, split } = figures;
  const held = test ?? validation;
  if (held === null) return t('masks.none-held-out');
  const apart =
    split === 'patient' ? t('masks.of-other-patients', { count: held.patients }) : t('masks.by-frame');
  return t(test === null ? 'masks.measured-stopping' : 'masks.measured-figures', {
    dice: score(held.dice),
    frames: t('masks.measured-frames', { count: held.frames }),
    apart,
  });
}
