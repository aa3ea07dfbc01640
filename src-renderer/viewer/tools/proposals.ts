import type { Point, Rect } from '../../../src-shared/domain/geometry.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { isAbort } from '../../lib/failure.ts';
import type { Proposal } from '../../lib/media.ts';
import type { OverlayShape, PointerInput, ToolCursor } from '../pointer.ts';
import { asBitmap, sameSize, visitBitmap } from './bitmaps.ts';
import { cornersOf } from './outlineTools.ts';
import { QuietTool, subtracts } from './tool.ts';
import type { ProposalDraft, Tool, ToolHost } from './tool.ts';

/** From where on a press counts as dragged, in screen pixels. */
const slip = 3;

type Mark = ProposalDraft['points'][number];

/**
 * A mask proposed from a few marks: places inside and outside, and a box. Every mark asks again: one question is under
 * way at a time, and of those that came meanwhile the newest goes next. Nothing is drawn before it is accepted.
 */
export class ProposalTool extends QuietTool {
  readonly name: 'points' | 'box';
  override readonly grip: Tool['grip'];
  #points: readonly Mark[] = [];
  #box: { readonly from: Point; readonly to: Point } | null = null;
  #press: { readonly from: Point; readonly outside: boolean; to: Point } | null = null;
  #proposal: Proposal | null = null;
  #asking: AbortController | null = null;
  #waiting = false;
  #acceptWhenDone = false;

  constructor(host: ToolHost, name: 'points' | 'box') {
    super(host);
    this.name = name;
    this.grip = name === 'points' ? 'click' : 'drag';
  }

  override get cursor(): ToolCursor {
    return this.#asking !== null && this.#proposal === null ? { kind: 'wait' } : { kind: 'cell' };
  }
  /** What the last answer says of itself, and how sure it is. */
  get proposal(): Proposal | null {
    return this.#proposal;
  }
  get asking(): boolean {
    return this.#asking !== null;
  }
  override get preview(): LabelMap | null {
    return this.#proposal?.map ?? null;
  }

  override get overlay(): readonly OverlayShape[] {
    const box = this.#dragged() ?? this.#box;
    const shapes: OverlayShape[] = this.#points.map(({ x, y, inside }) => ({
      kind: 'handle',
      at: { x, y },
      tone: inside ? 'inside' : 'outside',
    }));
    if (box === null) return shapes;
    return [{ kind: 'path', points: cornersOf(box.from, box.to), closed: true, tone: 'draft' }, ...shapes];
  }

  pointer(input: PointerInput): void {
    switch (input.phase) {
      case 'hover':
        return;
      case 'begin':
        this.#press = { from: input.at, to: input.at, outside: subtracts(input) };
        return;
      case 'move':
        if (this.#press === null) return;
        this.#press.to = input.at;
        break;
      case 'end':
        if (this.#press === null) return;
        this.#press.to = input.at;
        this.#mark();
        break;
      case 'cancel':
        this.#press = null;
        break;
      default:
        input.phase satisfies never;
    }
    this.host.refresh();
  }

  override cancel(): boolean {
    const busy = this.#points.length > 0 || this.#box !== null || this.#press !== null;
    this.#asking?.abort();
    this.#asking = null;
    this.#points = [];
    this.#box = null;
    this.#press = null;
    this.#proposal = null;
    this.#waiting = false;
    this.#acceptWhenDone = false;
    if (busy) this.host.refresh();
    return busy;
  }

  override finish(): boolean {
    if (this.#asking !== null) {
      // What is on screen may be the answer to fewer marks.
      this.#acceptWhenDone = true;
      return true;
    }
    const proposal = this.#proposal;
    if (proposal === null) return false;
    const drawing = this.host.begin({ tool: this.name, erases: false });
    if (drawing !== null) {
      drawing.show(visitBitmap(asBitmap(proposal.map), drawing.fill));
      drawing.commit();
      this.cancel();
    }
    return true;
  }

  override back(): boolean {
    if (this.#points.length > 0) this.#points = this.#points.slice(0, -1);
    else if (this.#box !== null) this.#box = null;
    else return false;
    if (this.#points.length === 0 && this.#box === null) this.cancel();
    else this.#ask();
    this.host.refresh();
    return true;
  }

  override retune(): void {
    if (this.#points.length > 0 || this.#box !== null) this.#ask();
  }

  #dragged(): { from: Point; to: Point } | null {
    const press = this.#press;
    if (press === null || this.name !== 'box') return null;
    const far = Math.max(Math.abs(press.to.x - press.from.x), Math.abs(press.to.y - press.from.y));
    return far * this.host.scale > slip ? { from: press.from, to: press.to } : null;
  }

  #mark(): void {
    const box = this.#dragged();
    const press = this.#press;
    this.#press = null;
    const { size } = this.host;
    if (press === null || size === null) return;
    if (box !== null) {
      this.#box = box;
    } else {
      const { x, y } = press.to;
      if (x < 0 || y < 0 || x >= size.width || y >= size.height) return;
      this.#points = [...this.#points, { x, y, inside: !press.outside }];
    }
    this.#ask();
  }

  #draft(): ProposalDraft | null {
    const { size } = this.host;
    const box = this.#box === null || size === null ? null : pixelBox(this.#box, size);
    if (this.name === 'box' && box === null) return null;
    if (box === null && !this.#points.some(({ inside }) => inside)) return null;
    return { kind: this.name, points: this.#points, box };
  }

  #ask(): void {
    if (this.#asking !== null) {
      this.#waiting = true;
      return;
    }
    const draft = this.#draft();
    if (draft === null) {
      this.#proposal = null;
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    void this.#send(draft, asking);
  }

  async #send(draft: ProposalDraft, asking: AbortController): Promise<void> {
    try {
      const proposal = await this.host.propose(draft, asking.signal);
      if (asking.signal.aborted) return;
      const { size } = this.host;
      if (size !== null && sameSize(proposal.map, size)) this.#proposal = proposal;
    } catch (error) {
      if (asking.signal.aborted || isAbort(error)) return;
      this.#proposal = null;
      this.#acceptWhenDone = false;
      this.host.fail(error);
    }
    this.#asking = null;
    const again = this.#waiting;
    this.#waiting = false;
    if (again) this.#ask();
    if (this.#asking === null && this.#acceptWhenDone) {
      this.#acceptWhenDone = false;
      this.finish();
    }
    this.host.refresh();
  }
}

/** The pixels that a box touches, inside of the picture; null: none. */
function pixelBox(
  { from, to }: { from: Point; to: Point },
  size: { width: number; height: number },
): Rect | null {
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x)));
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y)));
  const right = Math.min(size.width, Math.ceil(Math.max(from.x, to.x)));
  const bottom = Math.min(size.height, Math.ceil(Math.max(from.y, to.y)));
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}
