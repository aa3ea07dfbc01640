import type { Point } from '../../src-shared/domain/geometry.ts';

/** What a hand does over the picture: with a mouse, a pen, a finger or the keyboard. */
export interface PointerInput {
  readonly phase: 'hover' | 'begin' | 'move' | 'end' | 'cancel';
  /** Picture coordinates; may lie outside of the picture. */
  readonly at: Point;
  readonly button: 'primary' | 'secondary';
  /** 0…1 where a pen tells it; null: no pen. */
  readonly pressure: number | null;
  readonly shift: boolean;
  readonly alt: boolean;
  /** 2: the second of a double click. */
  readonly clicks: number;
}

/** How the pointer looks over the picture. `brush`: its diameter is in picture pixels. */
export type ToolCursor =
  | { readonly kind: 'hand' }
  | { readonly kind: 'brush'; readonly diameter: number; readonly erases: boolean }
  | { readonly kind: 'cross' }
  | { readonly kind: 'cell' }
  | { readonly kind: 'wait' };

/** What a tool draws over the picture, in picture coordinates; lines and handles have a constant size on screen. */
export type OverlayShape =
  | {
      readonly kind: 'path';
      readonly points: readonly Point[];
      readonly closed: boolean;
      readonly tone: 'draft' | 'measure' | 'good' | 'remark';
    }
  | {
      readonly kind: 'handle';
      readonly at: Point;
      readonly tone: 'draft' | 'inside' | 'outside' | 'measure';
    }
  | { readonly kind: 'ellipse'; readonly from: Point; readonly to: Point; readonly tone: 'draft' }
  | { readonly kind: 'text'; readonly at: Point; readonly text: string };
