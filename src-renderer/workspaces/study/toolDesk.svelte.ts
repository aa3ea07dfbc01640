import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { Size } from '../../../src-shared/domain/geometry.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { Pixels } from '../../../src-shared/domain/masks/flood.ts';
import type { Media, Proposal } from '../../lib/media.ts';
import { t } from '../../lib/words.ts';
import type { OverlayShape, PointerInput, ToolCursor } from '../../viewer/pointer.ts';
import { KeyboardPointer } from '../../viewer/tools/keyboardPointer.svelte.ts';
import { ProposalTool } from '../../viewer/tools/proposals.ts';
import { ToolSettings } from '../../viewer/tools/settings.svelte.ts';
import { createToolbox } from '../../viewer/tools/toolbox.ts';
import type { Toolbox } from '../../viewer/tools/toolbox.ts';
import type { Drawing, DrawingToolName, Tool, ToolHost, ToolName } from '../../viewer/tools/tool.ts';
import type { ChangeName } from './editorPorts.ts';

export interface ToolDeskPorts {
  /** The mask on screen. */
  readonly document: () => { readonly frameId: FrameId; readonly map: Size } | null;
  /** Screen pixels per picture pixel. */
  readonly scale: () => number;
  readonly begin: (erases: boolean, name: ChangeName) => Drawing | null;
  readonly pixels: (frameId: FrameId) => Pixels | null;
  readonly propose: Media['propose'];
  /** A tool that proposes was taken in hand: what it needs can be loaded. */
  readonly warm: () => void;
  readonly say: (text: string) => void;
  readonly fail: (error: unknown) => void;
}

/** Something that takes the pointer and changes no mask, as measuring does. */
export type GuestTool = Omit<Tool, 'name'>;

/** What a step is called that a tool made: as it is stored, in English; `stepTitle` says it. */
const stepTitles: Readonly<Record<DrawingToolName, string>> = {
  brush: 'brush stroke',
  eraser: 'eraser stroke',
  polygon: 'polygon',
  lasso: 'lasso',
  rectangle: 'rectangle',
  ellipse: 'ellipse',
  flood: 'flood',
  points: 'proposal from points',
  box: 'proposal in a box',
};

/** The tool in hand, what is set of it, and what it shows. */
export class ToolDesk {
  readonly settings: ToolSettings;
  readonly keyboard: KeyboardPointer;
  readonly #tools: Toolbox;
  #name = $state<ToolName>('hand');
  #guest = $state.raw<GuestTool | null>(null);
  /** Counts what tools have changed of what they show. */
  #turn = $state(0);
  readonly #shown = $derived.by(() => {
    void this.#turn;
    const tool = this.#tool;
    return { overlay: tool?.overlay ?? [], preview: tool?.preview ?? null };
  });

  readonly #warm: () => void;

  constructor(ports: ToolDeskPorts) {
    this.#warm = ports.warm;
    this.settings = new ToolSettings(() => this.#tool?.retune());
    const host: ToolHost = {
      settings: this.settings,
      get size() {
        return ports.document()?.map ?? null;
      },
      get scale() {
        return ports.scale();
      },
      begin: ({ tool, erases }) => ports.begin(erases, { tool, title: stepTitles[tool] }),
      pixels: () => {
        const document = ports.document();
        return document === null ? null : ports.pixels(document.frameId);
      },
      propose: (draft, signal) => {
        const document = ports.document();
        if (document === null) return Promise.reject(new Error(t('tools.no-frame')));
        const method = this.settings.methodFor(draft.kind)?.method;
        if (method === undefined) return Promise.reject(noMethod());
        return ports.propose({ ...draft, frameId: document.frameId, method }, signal);
      },
      refresh: () => {
        this.#turn += 1;
      },
      say: ports.say,
      fail: ports.fail,
    };
    this.#tools = createToolbox(host);
    this.keyboard = new KeyboardPointer({
      size: () => ports.document()?.map ?? null,
      scale: ports.scale,
      grip: () => this.#tool?.grip ?? null,
      pointer: (input) => this.#tool?.pointer(input),
    });
  }

  get name(): ToolName {
    return this.#name;
  }
  get cursor(): ToolCursor {
    void this.#turn;
    return this.#tool?.cursor ?? { kind: 'hand' };
  }
  get overlay(): readonly OverlayShape[] {
    return this.#shown.overlay;
  }
  get preview(): LabelMap | null {
    return this.#shown.preview;
  }
  /** The mask that is proposed and not accepted yet. */
  get proposal(): Proposal | null {
    void this.#turn;
    const tool = this.#tool;
    return tool instanceof ProposalTool ? tool.proposal : null;
  }
  /** Whether something is drafted that Enter accepts and Escape drops. */
  get drafting(): boolean {
    return this.overlay.length > 0;
  }

  /** Whether a guest has the pointer. */
  get lent(): boolean {
    return this.#guest !== null;
  }

  /** Gives the pointer to a guest; null: back to the tool in hand. */
  lend(guest: GuestTool | null): void {
    if (guest === this.#guest) return;
    this.settle();
    this.#guest = guest;
    this.#turn += 1;
  }

  choose(name: ToolName): void {
    this.lend(null);
    if (name === this.#name) return;
    this.settle();
    this.#name = name;
    this.#turn += 1;
    if (name === 'points' || name === 'box') this.#warm();
  }

  pointer(input: PointerInput): void {
    // A mouse that is nudged does not break what the keyboard holds.
    if (this.keyboard.held && input.phase === 'hover') return;
    this.keyboard.follow(input.at);
    this.#tool?.pointer(input);
  }

  /** A stroke under way is kept as it is, a draft is dropped. */
  settle(): void {
    this.#tool?.leave();
    this.keyboard.letGo();
  }

  leaveFrame(): void {
    this.settle();
    this.#turn += 1;
  }

  /** Takes back what is under way; whether there was anything. */
  cancel(): boolean {
    this.keyboard.letGo();
    return this.#tool?.cancel() ?? false;
  }
  /** Accepts or closes what is under way; whether there was anything. */
  finish(): boolean {
    const done = this.#tool?.finish() ?? false;
    if (done) this.keyboard.letGo();
    return done;
  }
  back(): boolean {
    return this.#tool?.back() ?? false;
  }

  /** One step out: of a stroke or a draft, of the keyboard's pointer, of the tool. Whether there was one. */
  escape(): boolean {
    if (this.cancel() || this.keyboard.hide()) return true;
    if (this.#name === 'hand') return false;
    this.choose('hand');
    return true;
  }

  /** More or less of what the tool in hand has: brush, tolerance. */
  adjustBy(steps: number): void {
    if (this.#name === 'flood') this.settings.setTolerance(this.settings.tolerance + steps * 2);
    else this.settings.sizeBy(steps);
  }

  get #tool(): GuestTool | null {
    if (this.#guest !== null) return this.#guest;
    return this.#name === 'hand' ? null : this.#tools[this.#name];
  }
}

function noMethod(): LapidaryError {
  return new LapidaryError('proposal-no-method', t('tools.no-method'), t('tools.no-method-remedy'));
}
