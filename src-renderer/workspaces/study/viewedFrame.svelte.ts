import type { MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { ClassId, FrameId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { PictureSource } from '../../viewer/drawing.ts';
import { differenceOf } from './comparison.svelte.ts';
import { segmentsOf } from './maskDocuments.ts';
import type { Segment } from './maskDocuments.ts';
import type { Study } from './study.svelte.ts';

/** What one viewport shows: a picture, the mask that belongs to it, and whose they are. */
export interface Viewed {
  readonly frameId: FrameId;
  readonly picture: PictureSource;
  readonly map: LabelMap | null;
  /** The map is a stored one, which never changes. */
  readonly still: boolean;
  readonly colours: ReadonlyMap<number, string>;
  readonly hidden: ReadonlySet<number>;
}

/** Where two versions differ: both, only the one on screen, only the other. Told apart without red and green. */
export const differenceColours = new Map([
  [1, '#b9c0ca'],
  [2, '#56b4e9'],
  [3, '#e69f00'],
]);

const nothingHidden: ReadonlySet<number> = new Set();

/** What is on screen of a study, put together so that no picture meets the mask or the number of another. */
export class ViewedFrame {
  readonly #study: Study;
  readonly #colourOf: (classId: ClassId) => string;
  /** Counts changes of the mask on screen, which happen in place. */
  #edits = $state(0);

  readonly own = $derived.by(() => this.#own());
  readonly other = $derived.by(() => this.#other());
  /** Where the version on screen and the one it is compared with differ; null: not asked for, or of two frames. */
  readonly difference = $derived.by(() => this.#difference());
  /** What the viewport shows that one draws in. */
  readonly shown = $derived.by((): Viewed | null => {
    if (this.#study.view.comparison.swapped) return this.other;
    const { own, difference } = this;
    if (own === null || difference === null) return own;
    return { ...own, map: difference, still: false, colours: differenceColours, hidden: nothingHidden };
  });

  constructor(study: Study, colourOf: (classId: ClassId) => string) {
    this.#study = study;
    this.#colourOf = colourOf;
  }

  get edits(): number {
    return this.#edits;
  }

  /** Whether what is shown is not what one draws in: the other side, or a difference. */
  get foreign(): boolean {
    return this.#study.view.comparison.swapped || this.difference !== null;
  }

  /** Follows the edits of the mask on screen; returns the disposer. */
  follow(): () => void {
    const { editor, view } = this.#study;
    return editor.listen(() => {
      view.measuring.maskChanged();
      if (view.comparison.compared !== null) this.#edits += 1;
    });
  }

  #own(): Viewed | null {
    const { reel, editor, glances } = this.#study;
    const picture = reel.picture;
    if (picture === null) return null;
    const frame = reel.frame;
    const base = { frameId: picture.frameId, picture };
    // Until a frame's own picture is there, the former one is shown without any mask.
    if (frame?.id !== picture.frameId) {
      return { ...base, map: null, still: false, colours: new Map(), hidden: nothingHidden };
    }
    const open = editor.map !== null;
    const segments = open ? editor.segments : segmentsOrNone(frame.mask);
    const map = open ? editor.map : glances.maskOf(frame.id);
    const hidden = segments.filter(({ classId }) => editor.marks.isHidden(classId));
    return {
      ...base,
      map,
      still: !open,
      colours: this.#colours(segments),
      hidden: new Set(hidden.map(({ value }) => value)),
    };
  }

  #other(): Viewed | null {
    const { comparison } = this.#study.view;
    const other = comparison.other;
    if (other === null) return null;
    return {
      frameId: other.frame.id,
      picture: other.picture,
      map: other.map,
      still: true,
      colours: this.#colours(segmentsOrNone(other.mask)),
      hidden: nothingHidden,
    };
  }

  #difference(): LabelMap | null {
    const { comparison } = this.#study.view;
    void this.#edits;
    if (comparison.look !== 'difference' || comparison.compared?.kind !== 'version') return null;
    const { own, other } = this;
    const [mine, theirs] = [own?.map ?? null, other?.map ?? null];
    if (mine === null || theirs === null || own?.frameId !== other?.frameId) return null;
    return differenceOf(mine, theirs);
  }

  #colours(segments: readonly Segment[]): ReadonlyMap<number, string> {
    return new Map(segments.map(({ value, classId }) => [value, this.#colourOf(classId)]));
  }
}

function segmentsOrNone(mask: MaskSummary | null): readonly Segment[] {
  return mask === null ? [] : segmentsOf(mask);
}
