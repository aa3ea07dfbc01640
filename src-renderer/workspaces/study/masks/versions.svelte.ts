import type { MaskComparison } from '../../../../src-shared/contract/masks.contract.ts';
import type { MaskSummary } from '../../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../../src-shared/domain/maskCodec.ts';
import { modelOfTool } from '../../../../src-shared/domain/maskTool.ts';
import type { Client } from '../../../lib/bridge.ts';
import { isAbort, toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import { shortId } from '../../../lib/format.ts';
import type { Media } from '../../../lib/media.ts';
import { t } from '../../../lib/words.ts';
import { toolTitle } from '../stepWords.ts';

export interface VersionsPorts {
  readonly client: { readonly masks: Pick<Client['masks'], 'history' | 'compare'> };
  readonly media: Pick<Media, 'maskDifference'>;
}

/** Two versions side by side: how far they agree, and where they do not. */
export interface Compared {
  readonly figures: MaskComparison;
  /** 0 in neither, 1 in both, 2 only in the first, 3 only in the second. */
  readonly difference: LabelMap;
}

/** The versions of one frame's mask, newest first, and two of them compared. */
export class MaskVersions {
  readonly #ports: VersionsPorts;
  #list = $state.raw<readonly MaskSummary[] | null>(null);
  #picked = $state.raw<readonly MaskVersionId[]>([]);
  #compared = $state.raw<Compared | null>(null);
  #comparing = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #abort: AbortController | null = null;

  constructor(ports: VersionsPorts) {
    this.#ports = ports;
  }

  /** null: not read yet. */
  get list(): readonly MaskSummary[] | null {
    return this.#list;
  }
  get compared(): Compared | null {
    return this.#compared;
  }
  get comparing(): boolean {
    return this.#comparing;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** 'a' is the older of the two that are compared; undefined: neither. */
  roleOf(id: MaskVersionId): 'a' | 'b' | undefined {
    const at = this.#ordered().indexOf(id);
    return at < 0 ? undefined : at === 0 && this.#picked.length === 2 ? 'a' : 'b';
  }

  async read(frameId: FrameId): Promise<void> {
    this.#drop();
    this.#picked = [];
    this.#list = null;
    this.#failure = null;
    try {
      const read = await this.#ports.client.masks.history({ frameId });
      this.#list = read.toSorted(
        (a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id),
      );
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  /** Takes a version into the comparison, or out of it. The first is compared with `beside`; a third replaces the first. */
  async pick(id: MaskVersionId, beside: MaskVersionId | null): Promise<void> {
    if (this.#picked.includes(id)) this.#picked = this.#picked.filter((one) => one !== id);
    else if (this.#picked.length === 0 && beside !== null && beside !== id) this.#picked = [beside, id];
    else this.#picked = [...this.#picked.slice(-1), id];
    await this.#compare();
  }

  dispose(): void {
    this.#drop();
  }

  async #compare(): Promise<void> {
    this.#drop();
    const [a, b] = this.#ordered();
    if (a === undefined || b === undefined) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#comparing = true;
    try {
      const [figures, difference] = await Promise.all([
        this.#ports.client.masks.compare({ a, b }),
        this.#ports.media.maskDifference(a, b, abort.signal),
      ]);
      if (!abort.signal.aborted) this.#compared = { figures, difference };
    } catch (error) {
      if (!abort.signal.aborted && !isAbort(error)) this.#failure = toFailure(error);
    } finally {
      if (this.#abort === abort) this.#comparing = false;
    }
  }

  /** The picked ones, the older first. */
  #ordered(): MaskVersionId[] {
    const list = this.#list ?? [];
    const ageOf = (id: MaskVersionId): number => list.findIndex((version) => version.id === id);
    return this.#picked.toSorted((a, b) => ageOf(b) - ageOf(a));
  }

  #drop(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#comparing = false;
    this.#compared = null;
    this.#failure = null;
  }
}

/** How a version came about: by hand and with which tool, from a file, or from which model. */
export function cameAbout({ origin, tool }: MaskSummary): string {
  const model = modelOfTool(tool);
  const named =
    model === null ? toolTitle(tool) : t('masks.model', { name: model.name, id: shortId(model.sha256) });
  switch (origin) {
    case 'import':
      return t('masks.by-import');
    case 'reader':
      return model === null ? t('masks.by-hand', { tool: named }) : t('masks.by-hand-with', { model: named });
    case 'model':
      return t('masks.by-model', { model: named });
    case 'synthetic':
      return t('masks.by-rendering');
    default:
      return origin satisfies never;
  }
}
