import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { asStored, isAsStored, limits } from '../../viewer/adjustment.ts';
import type { Adjustment } from '../../viewer/adjustment.ts';
import { Camera } from '../../viewer/camera.svelte.ts';
import type { HeatMap } from '../../viewer/heatMap.ts';
import { Comparison } from './comparison.svelte.ts';
import type { Compared, ComparisonLook } from './comparison.svelte.ts';
import { Measuring } from './measuring.svelte.ts';

export type ViewPanel = 'adjust' | 'measure' | 'compare' | 'comments';

export interface ViewPorts {
  /** The frame on screen; null: there is none. */
  readonly frame: () => FrameSummary | null;
  /** Its mask as it is on screen. */
  readonly map: () => LabelMap | null;
  readonly frameOf: (frameId: FrameId) => FrameSummary | undefined;
  readonly picture: (frameId: FrameId, signal: AbortSignal) => Promise<ImageBitmap>;
  readonly mask: (maskVersionId: MaskVersionId) => Promise<LabelMap>;
  readonly versions: (frameId: FrameId) => Promise<readonly MaskSummary[]>;
  /** Gives the pointer over the picture to the measuring tool, or back. */
  readonly lend: (tool: Measuring | null) => void;
  readonly fail: (error: unknown) => void;
}

/** How a study is looked at. None of it is stored, and none of it touches a stored pixel. */
export class StudyView {
  readonly camera = new Camera();
  readonly comparison: Comparison;
  readonly measuring: Measuring;
  readonly #ports: ViewPorts;
  #adjustment = $state.raw<Adjustment>(asStored);
  #lens = $state(false);
  #panel = $state<ViewPanel | null>(null);
  #heat = $state.raw<{ readonly frameId: FrameId; readonly map: HeatMap; readonly opacity: number } | null>(
    null,
  );

  constructor(ports: ViewPorts) {
    this.#ports = ports;
    this.comparison = new Comparison({
      frameOf: ports.frameOf,
      picture: ports.picture,
      map: ports.mask,
      versions: ports.versions,
      fail: ports.fail,
    });
    this.measuring = new Measuring({
      frameId: () => ports.frame()?.id ?? null,
      map: ports.map,
      scale: () => this.camera.view.scale,
    });
  }

  get adjustment(): Adjustment {
    return this.#adjustment;
  }
  /** Whether the picture is shown otherwise than it is stored. */
  get adjusted(): boolean {
    return !isAsStored(this.#adjustment);
  }
  get lens(): boolean {
    return this.#lens;
  }
  get panel(): ViewPanel | null {
    return this.#panel;
  }
  /** What is drawn of a model over the frame on screen; a heat map of another frame is never shown. */
  get heat(): { readonly map: HeatMap; readonly opacity: number } | null {
    return this.#heat?.frameId === this.#ports.frame()?.id ? this.#heat : null;
  }

  adjust(change: Partial<Adjustment>): void {
    this.#adjustment = { ...this.#adjustment, ...change };
  }
  /** By so many steps of a tenth. */
  adjustBy(what: keyof typeof limits, steps: number): void {
    const { least, most } = limits[what];
    const tenths = Math.round(this.#adjustment[what] * 10 + steps);
    this.adjust({ [what]: Math.min(most, Math.max(least, tenths / 10)) });
  }
  /** Shows the picture as it is stored. */
  resetAdjustment(): void {
    this.#adjustment = asStored;
  }

  showLens(shown: boolean): void {
    this.#lens = shown;
  }

  showHeat(frameId: FrameId, map: HeatMap, opacity = 0.5): void {
    this.#heat = { frameId, map, opacity };
  }
  setHeatOpacity(opacity: number): void {
    if (this.#heat !== null) this.#heat = { ...this.#heat, opacity: Math.min(1, Math.max(0, opacity)) };
  }
  hideHeat(): void {
    this.#heat = null;
  }

  openPanel(panel: ViewPanel | null): void {
    this.#panel = panel;
    if (panel === 'measure') this.measuring.choose(this.measuring.measure ?? 'length');
    else this.measuring.choose(null);
    this.#ports.lend(panel === 'measure' ? this.measuring : null);
  }
  togglePanel(panel: ViewPanel): void {
    this.openPanel(this.#panel === panel ? null : panel);
  }
  /** The next kind of measure. */
  cycleMeasure(): void {
    if (this.#panel === 'measure') this.measuring.cycle();
    else this.openPanel('measure');
  }

  /** Looks at another version of the mask on screen, beside it or in its place. */
  async compareVersion(maskVersionId: MaskVersionId, look: ComparisonLook = 'in-place'): Promise<void> {
    const frame = this.#ports.frame();
    if (frame !== null) await this.#compare({ kind: 'version', frameId: frame.id, maskVersionId }, look);
  }
  async compareFrame(frameId: FrameId, look: ComparisonLook = 'in-place'): Promise<void> {
    await this.#compare({ kind: 'frame', frameId }, look);
  }
  /** Keeps the frame on screen, to look at others beside it. */
  async compareHere(): Promise<void> {
    const frame = this.#ports.frame();
    if (frame !== null) await this.compareFrame(frame.id);
  }
  /** The version that the one on screen was drawn on. */
  async compareBefore(): Promise<void> {
    const before = this.#ports.frame()?.mask?.parentId;
    if (before !== undefined && before !== null) await this.compareVersion(before);
  }
  async stopComparing(): Promise<void> {
    await this.comparison.compare(null);
    if (this.#panel === 'compare') this.openPanel(null);
  }

  /** Steps out of what is open, the last first; whether there was anything. */
  back(): boolean {
    if (this.measuring.cancel()) return true;
    if (this.#panel !== null) this.openPanel(null);
    else if (this.comparison.compared !== null) void this.stopComparing();
    else return false;
    return true;
  }

  dispose(): void {
    this.comparison.dispose();
    this.#heat = null;
  }

  async #compare(compared: Compared, look: ComparisonLook): Promise<void> {
    this.openPanel('compare');
    await this.comparison.compare(compared, look);
  }
}
