import type { FrameId } from '../../../src-shared/domain/ids.ts';
import type { Point } from '../../../src-shared/domain/geometry.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import {
  areaInMillimetres,
  areaOfPolygon,
  areaOfValue,
  lengthInMillimetres,
  lengthOf,
  say,
} from '../../viewer/measure.ts';
import type { Measured, Scale } from '../../viewer/measure.ts';
import type { OverlayShape, PointerInput, ToolCursor } from '../../viewer/pointer.ts';
import type { GuestTool } from './toolDesk.svelte.ts';

/** `scale`: a line across something of known size. `area`: a polygon, or the segment one points at. */
export const measures = ['length', 'area', 'scale'] as const;
export type Measure = (typeof measures)[number];

export interface KnownObject {
  readonly millimetres: number;
  /** In millimetres. */
  readonly tolerance: number;
}

interface Drawn {
  readonly frameId: FrameId;
  readonly measure: Measure;
  readonly points: readonly Point[];
  readonly closed: boolean;
}

/** In screen pixels: a press this near the first corner closes a polygon. */
const closing = 9;

export interface MeasuringPorts {
  /** The frame on screen; null: there is none. */
  readonly frameId: () => FrameId | null;
  readonly map: () => LabelMap | null;
  /** Screen pixels per picture pixel. */
  readonly scale: () => number;
}

/**
 * The measuring tool. What is drawn and the scale of each frame live in the page alone: a scale holds for what lies at
 * the object's distance, and is no fact of the study.
 */
export class Measuring implements GuestTool {
  readonly cursor: ToolCursor = { kind: 'cross' };
  readonly preview = null;
  readonly #ports: MeasuringPorts;
  #measure = $state<Measure | null>(null);
  #drawn = $state.raw<Drawn | null>(null);
  #dragging = false;
  /** Nothing is assumed: fibres are sold by their core, and what is seen is thicker. */
  #object = $state.raw<KnownObject | null>(null);
  #scales = $state.raw<ReadonlyMap<FrameId, Scale>>(new Map());
  /** The segment that was pointed at, and how large it was then. */
  #segment = $state.raw<{ readonly frameId: FrameId; readonly at: Point; readonly area: Measured } | null>(
    null,
  );

  constructor(ports: MeasuringPorts) {
    this.#ports = ports;
  }

  /** Null: not measuring. */
  get measure(): Measure | null {
    return this.#measure;
  }
  /** Null: nobody has said yet what the scale's line is drawn across. */
  get object(): KnownObject | null {
    return this.#object;
  }
  /** Of the frame on screen. */
  get scale(): Scale | null {
    const frameId = this.#ports.frameId();
    return frameId === null ? null : (this.#scales.get(frameId) ?? null);
  }
  /** Whether the pointer is held along a line, or clicked from corner to corner. */
  get grip(): 'drag' | 'click' {
    return this.#measure === 'area' ? 'click' : 'drag';
  }

  choose(measure: Measure | null): void {
    this.#measure = measure;
    this.clear();
  }
  /** The next kind of measure; from none, the first. */
  cycle(): void {
    const at = this.#measure === null ? -1 : measures.indexOf(this.#measure);
    this.choose(measures[(at + 1) % measures.length] ?? 'length');
  }
  clear(): void {
    this.#drawn = null;
    this.#segment = null;
    this.#dragging = false;
  }
  /** What one draws across; a line that is there counts at once. */
  setObject(object: KnownObject): void {
    this.#object = object;
    this.#rescale();
  }
  forgetScale(): void {
    const frameId = this.#ports.frameId();
    this.#scales = new Map([...this.#scales].filter(([of]) => of !== frameId));
    this.clear();
  }

  pointer(input: PointerInput): void {
    const frameId = this.#ports.frameId();
    const measure = this.#measure;
    if (frameId === null || measure === null) return;
    if (input.button === 'secondary') {
      if (input.phase === 'begin') this.clear();
      return;
    }
    if (measure === 'area') this.#corner(frameId, input);
    else this.#line(frameId, measure, input);
  }

  /** Drops what is drawn; whether there was anything. */
  cancel(): boolean {
    const drawn = this.#shown() !== null || this.#segment !== null;
    this.clear();
    return drawn;
  }

  /** Takes back the last corner; whether there was one. */
  back(): boolean {
    const drawn = this.#shown();
    if (drawn?.measure !== 'area' || drawn.closed) return false;
    const points = drawn.points.slice(0, -1);
    this.#drawn = points.length === 0 ? null : { ...drawn, points };
    return true;
  }

  retune(): void {
    // Nothing that is set of the tools bears on what is measured.
  }

  /** The frame changes: what was drawn stays with its own. */
  leave(): void {
    this.#dragging = false;
  }

  /** Closes a polygon; whether there was one to close. */
  finish(): boolean {
    const drawn = this.#shown();
    if (drawn === null || drawn.measure !== 'area' || drawn.closed || drawn.points.length < 3) return false;
    this.#drawn = { ...drawn, closed: true };
    return true;
  }

  /** The mask has changed under a segment that was measured. */
  maskChanged(): void {
    this.#segment = null;
  }

  /** What was measured, in pixels, and in millimetres where the frame has a scale. */
  get results(): readonly string[] {
    const drawn = this.#shown();
    const area = this.#area();
    if (area !== null) return this.#said(area, 'px²', 'mm²', areaInMillimetres);
    if (drawn === null || drawn.measure === 'area' || drawn.points.length < 2) return [];
    const length = lengthOf(drawn.points);
    return drawn.measure === 'scale'
      ? [say(length, 'px')]
      : this.#said(length, 'px', 'mm', lengthInMillimetres);
  }

  get overlay(): readonly OverlayShape[] {
    const shapes: OverlayShape[] = [];
    const drawn = this.#shown();
    const result = this.results.at(-1);
    if (drawn !== null) {
      const { points, closed, measure } = drawn;
      shapes.push({ kind: 'path', points, closed, tone: measure === 'scale' ? 'good' : 'measure' });
      for (const at of points) shapes.push({ kind: 'handle', at, tone: 'measure' });
      const last = points.at(-1);
      if (last !== undefined && result !== undefined) shapes.push({ kind: 'text', at: last, text: result });
    }
    const segment = this.#segment;
    if (segment !== null && segment.frameId === this.#ports.frameId() && result !== undefined) {
      shapes.push({ kind: 'handle', at: segment.at, tone: 'measure' });
      shapes.push({ kind: 'text', at: segment.at, text: result });
    }
    return shapes;
  }

  /** What is drawn on the frame on screen: a line of another frame is never shown over this one. */
  #shown(): Drawn | null {
    const drawn = this.#drawn;
    return drawn !== null && drawn.frameId === this.#ports.frameId() ? drawn : null;
  }

  #area(): Measured | null {
    const drawn = this.#shown();
    if (drawn?.measure === 'area' && drawn.closed) return areaOfPolygon(drawn.points);
    const segment = this.#segment;
    return segment !== null && segment.frameId === this.#ports.frameId() ? segment.area : null;
  }

  #said(
    inPixels: Measured,
    pixels: string,
    millimetres: string,
    convert: (measured: Measured, scale: Scale) => Measured,
  ): string[] {
    const scale = this.scale;
    const said = [say(inPixels, pixels)];
    if (scale !== null) said.push(say(convert(inPixels, scale), millimetres));
    return said;
  }

  #line(frameId: FrameId, measure: Measure, { phase, at }: PointerInput): void {
    if (phase === 'begin') {
      this.#dragging = true;
      this.#drawn = { frameId, measure, points: [at, at], closed: false };
      return;
    }
    if (!this.#dragging || phase === 'hover') return;
    const from = this.#drawn?.points[0];
    if (phase === 'cancel' || from === undefined) {
      this.clear();
      return;
    }
    this.#drawn = { frameId, measure, points: [from, at], closed: false };
    if (phase !== 'end') return;
    this.#dragging = false;
    if (lengthOf([from, at]).value < 1) this.clear();
    else if (measure === 'scale') this.#rescale();
  }

  #corner(frameId: FrameId, { phase, at, clicks }: PointerInput): void {
    if (phase !== 'begin') return;
    const drawn = this.#shown();
    const points = drawn?.measure === 'area' && !drawn.closed ? drawn.points : [];
    const first = points[0];
    const near =
      first !== undefined && Math.hypot(at.x - first.x, at.y - first.y) * this.#ports.scale() <= closing;
    if (points.length >= 3 && (near || clicks > 1)) {
      this.finish();
      return;
    }
    if (points.length === 1 && clicks > 1) {
      this.#measureSegment(frameId, at);
      return;
    }
    this.#segment = null;
    this.#drawn = { frameId, measure: 'area', points: [...points, at], closed: false };
  }

  /** Of the segment under a double click. */
  #measureSegment(frameId: FrameId, at: Point): void {
    const map = this.#ports.map();
    this.#drawn = null;
    if (map === null || at.x < 0 || at.x >= map.width || at.y < 0 || at.y >= map.height) return;
    const value = map.labels[Math.floor(at.y) * map.width + Math.floor(at.x)] ?? 0;
    const area = value === 0 ? null : areaOfValue(map, value);
    this.#segment = area === null ? null : { frameId, at, area };
  }

  /** Of the segment that is chosen: the way there for those who use no mouse. */
  measureValue(value: number | null): void {
    const frameId = this.#ports.frameId();
    const map = this.#ports.map();
    if (frameId === null || map === null || value === null) return;
    const place = map.labels.indexOf(value);
    const area = areaOfValue(map, value);
    if (area === null) return;
    this.choose('area');
    const at = { x: (place % map.width) + 0.5, y: Math.floor(place / map.width) + 0.5 };
    this.#segment = { frameId, at, area };
  }

  #rescale(): void {
    const drawn = this.#shown();
    const object = this.#object;
    if (object === null || drawn?.measure !== 'scale' || drawn.points.length < 2) return;
    const scale: Scale = { ...object, pixels: lengthOf(drawn.points).value };
    this.#scales = new Map([...this.#scales, [drawn.frameId, scale]]);
  }
}
