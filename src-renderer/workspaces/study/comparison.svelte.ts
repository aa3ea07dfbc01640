import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { bitmapOf } from '../../../src-shared/domain/masks/bitmap.ts';
import { boundaryDistances, dice, difference } from '../../../src-shared/domain/masks/compare.ts';
import { isAbort } from '../../lib/failure.ts';
import type { PictureSource } from '../../viewer/drawing.ts';

/** What is compared with the frame on screen: another frame, or another version of its mask. */
export type Compared =
  | { readonly kind: 'frame'; readonly frameId: FrameId }
  | { readonly kind: 'version'; readonly frameId: FrameId; readonly maskVersionId: MaskVersionId };

/** How it is seen: only while a key is held, beside it, or as where the two differ. */
export type ComparisonLook = 'in-place' | 'beside' | 'difference';

/** How far two versions agree, all segments taken together. */
export interface Agreement {
  readonly dice: number;
  /** In pixels; null where one of the two is empty. */
  readonly distances: { readonly mean: number; readonly p95: number; readonly max: number } | null;
}

/** What the other side shows. */
export interface OtherSide {
  readonly frame: FrameSummary;
  readonly picture: PictureSource;
  readonly map: LabelMap | null;
  readonly mask: MaskSummary | null;
}

export interface ComparisonPorts {
  readonly frameOf: (frameId: FrameId) => FrameSummary | undefined;
  /** A picture that stays open as long as the comparison wants it. */
  readonly picture: (frameId: FrameId, signal: AbortSignal) => Promise<ImageBitmap>;
  readonly map: (maskVersionId: MaskVersionId) => Promise<LabelMap>;
  readonly versions: (frameId: FrameId) => Promise<readonly MaskSummary[]>;
  readonly fail: (error: unknown) => void;
}

/** Two frames, or two versions of a mask, looked at together. */
export class Comparison {
  readonly #ports: ComparisonPorts;
  #compared = $state.raw<Compared | null>(null);
  #look = $state<ComparisonLook>('in-place');
  #held = $state(false);
  #other = $state.raw<OtherSide | null>(null);
  #opening: AbortController | null = null;

  constructor(ports: ComparisonPorts) {
    this.#ports = ports;
  }

  get compared(): Compared | null {
    return this.#compared;
  }
  get look(): ComparisonLook {
    return this.#look;
  }
  /** Null: nothing is compared, or it is still on its way. */
  get other(): OtherSide | null {
    return this.#other;
  }
  /** Whether the other side is shown in place of this one. */
  get swapped(): boolean {
    return this.#held && this.#other !== null;
  }

  hold(held: boolean): void {
    this.#held = held;
  }

  setLook(look: ComparisonLook): void {
    this.#look = look;
  }

  async compare(compared: Compared | null, look: ComparisonLook = this.#look): Promise<void> {
    this.#drop();
    this.#compared = compared;
    this.#look = compared?.kind === 'frame' && look === 'difference' ? 'beside' : look;
    if (compared === null) return;
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const other = await this.#open(compared, opening.signal);
      if (opening.signal.aborted) other?.picture.bitmap.close();
      else if (other === null) this.#compared = null;
      else this.#other = other;
    } catch (error) {
      if (opening.signal.aborted || isAbort(error)) return;
      this.#compared = null;
      this.#ports.fail(error);
    }
  }

  dispose(): void {
    this.#drop();
    this.#compared = null;
  }

  async #open(compared: Compared, signal: AbortSignal): Promise<OtherSide | null> {
    const frame = this.#ports.frameOf(compared.frameId);
    if (frame === undefined) return null;
    const mask = compared.kind === 'frame' ? frame.mask : await this.#version(compared);
    const map = mask === null ? null : await this.#ports.map(mask.id);
    const bitmap = await this.#ports.picture(frame.id, signal);
    const { width, height } = bitmap;
    return { frame, picture: { bitmap, width, height }, map, mask };
  }

  async #version({
    frameId,
    maskVersionId,
  }: Extract<Compared, { kind: 'version' }>): Promise<MaskSummary | null> {
    const versions = await this.#ports.versions(frameId);
    return versions.find(({ id }) => id === maskVersionId) ?? null;
  }

  #drop(): void {
    this.#opening?.abort();
    this.#opening = null;
    this.#other?.picture.bitmap.close();
    this.#other = null;
    this.#held = false;
  }
}

/** What two label maps of one size differ in: 1 both, 2 the first alone, 3 the second alone. */
export function differenceOf(a: LabelMap, b: LabelMap): LabelMap {
  return difference(bitmapOf(a), bitmapOf(b));
}

export function agreementOf(a: LabelMap, b: LabelMap): Agreement {
  const [first, second] = [bitmapOf(a), bitmapOf(b)];
  return { dice: dice(first, second), distances: boundaryDistances(first, second) };
}
