import type { Point, Rect, Size } from '../../../src-shared/domain/geometry.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { Pixels } from '../../../src-shared/domain/masks/flood.ts';
import type { Proposal } from '../../lib/media.ts';
import { t } from '../../lib/words.ts';
import type { OverlayShape, PointerInput, ToolCursor } from '../pointer.ts';
import type { ToolSettings } from './settings.svelte.ts';

/** In the order in which they are offered. The hand moves the picture and changes nothing. */
export const toolNames = [
  'hand',
  'brush',
  'eraser',
  'polygon',
  'lasso',
  'rectangle',
  'ellipse',
  'flood',
  'points',
  'box',
] as const;
export type ToolName = (typeof toolNames)[number];
export type DrawingToolName = Exclude<ToolName, 'hand'>;

export interface ToolFacts {
  readonly title: string;
  /** As in `Hotkey.keys`. */
  readonly key: string;
  /** What a hand has to know, for the tooltip. */
  readonly hint: string;
}

const facts = (name: ToolName, key: string): ToolFacts => ({
  title: t(`viewer.tool.${name}`),
  key,
  hint: t(`viewer.hint.${name}`),
});

export const toolFacts: Readonly<Record<ToolName, ToolFacts>> = {
  hand: facts('hand', 'h'),
  brush: facts('brush', 'b'),
  eraser: facts('eraser', 'e'),
  polygon: facts('polygon', 'g'),
  lasso: facts('lasso', 'l'),
  rectangle: facts('rectangle', 'r'),
  ellipse: facts('ellipse', 'o'),
  flood: facts('flood', 't'),
  points: facts('points', 'n'),
  box: facts('box', 'x'),
};

/** What a tool changes under way. The map shows it at once; nothing is kept before `commit`. */
export interface Drawing {
  /** Sets columns start … end − 1 of a row to what is drawn. */
  readonly fill: (row: number, start: number, end: number) => void;
  /** Brings what was filled there on screen. */
  readonly show: (rect: Rect | null) => void;
  /** Whether anything is different from before. */
  readonly commit: () => boolean;
  readonly rollBack: () => void;
}

export interface ProposalDraft {
  readonly kind: 'points' | 'box';
  readonly points: readonly (Point & { readonly inside: boolean })[];
  readonly box: Rect | null;
}

/** What a tool stands on: the frame on screen, its mask, and what the person has set. */
export interface ToolHost {
  /** Of the frame on screen; null: there is none. */
  readonly size: Size | null;
  /** Screen pixels per picture pixel. */
  readonly scale: number;
  readonly settings: ToolSettings;
  /** Begins to draw the current segment, or to erase; null: nothing can be drawn now. */
  begin(what: { readonly tool: DrawingToolName; readonly erases: boolean }): Drawing | null;
  /** The frame's pixels; null: not decoded yet. */
  pixels(): Pixels | null;
  propose(draft: ProposalDraft, signal: AbortSignal): Promise<Proposal>;
  /** What a tool draws over the picture has changed. */
  refresh(): void;
  /** Nothing that is broken, but news. */
  say(text: string): void;
  fail(error: unknown): void;
}

export interface Tool {
  readonly name: DrawingToolName;
  /** Whether the button is held along a way or clicked at places; the keyboard pointer asks. */
  readonly grip: 'drag' | 'click';
  readonly cursor: ToolCursor;
  readonly overlay: readonly OverlayShape[];
  /** What the mask would gain (or lose): 0 and 1. */
  readonly preview: LabelMap | null;
  pointer(input: PointerInput): void;
  /** Takes back what is under way; whether there was anything. */
  cancel(): boolean;
  /** Closes or accepts what is under way; whether there was anything. */
  finish(): boolean;
  /** Takes back the last point; whether there was one. */
  back(): boolean;
  /** What the person has set is different now. */
  retune(): void;
  /** The frame or the tool changes. A stroke is kept as it is, a draft is dropped. */
  leave(): void;
}

/** A tool with nothing under way. */
export abstract class QuietTool implements Tool {
  abstract readonly name: DrawingToolName;
  readonly grip: Tool['grip'] = 'drag';
  readonly host: ToolHost;

  constructor(host: ToolHost) {
    this.host = host;
  }

  get cursor(): ToolCursor {
    return { kind: 'cross' };
  }
  get overlay(): readonly OverlayShape[] {
    return [];
  }
  get preview(): LabelMap | null {
    return null;
  }
  abstract pointer(input: PointerInput): void;
  cancel(): boolean {
    return false;
  }
  finish(): boolean {
    return false;
  }
  back(): boolean {
    return false;
  }
  retune(): void {
    // Most tools ask when they draw.
  }
  leave(): void {
    this.cancel();
  }
}

/** Whether an input takes away instead of adding. */
export function subtracts(input: PointerInput): boolean {
  return input.button === 'secondary' || input.alt;
}
