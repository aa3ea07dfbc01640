import type { Point } from '../../../src-shared/domain/geometry.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import { floodFill } from '../../../src-shared/domain/masks/flood.ts';
import { t } from '../../lib/words.ts';
import type { OverlayShape, PointerInput } from '../pointer.ts';
import { asLabelMap, visitBitmap } from './bitmaps.ts';
import { QuietTool, subtracts } from './tool.ts';

/** What looks like the place one clicks. Shown first: the tolerance is set by eye, Enter accepts. */
export class FloodTool extends QuietTool {
  readonly name = 'flood';
  override readonly grip = 'click';
  #seed: { readonly at: Point; readonly erases: boolean } | null = null;
  #region: Bitmap | null = null;

  override get overlay(): readonly OverlayShape[] {
    const seed = this.#seed;
    return seed === null ? [] : [{ kind: 'handle', at: seed.at, tone: seed.erases ? 'outside' : 'inside' }];
  }
  override get preview(): LabelMap | null {
    return this.#region === null ? null : asLabelMap(this.#region);
  }

  pointer(input: PointerInput): void {
    const { size } = this.host;
    if (input.phase !== 'begin' || size === null) return;
    if (input.clicks > 1 && this.#seed !== null) {
      this.finish();
      return;
    }
    const { x, y } = input.at;
    if (x < 0 || y < 0 || x >= size.width || y >= size.height) return;
    this.#seed = { at: input.at, erases: subtracts(input) };
    this.retune();
  }

  override retune(): void {
    const seed = this.#seed;
    if (seed === null) return;
    const pixels = this.host.pixels();
    const { tolerance, contiguous } = this.host.settings;
    this.#region = pixels === null ? null : floodFill(pixels, seed.at, tolerance, { contiguous });
    if (pixels === null) this.host.say(t('viewer.not-decoded'));
    this.host.refresh();
  }

  override cancel(): boolean {
    if (this.#seed === null) return false;
    this.#seed = null;
    this.#region = null;
    this.host.refresh();
    return true;
  }

  override finish(): boolean {
    const [seed, region] = [this.#seed, this.#region];
    if (seed === null || region === null) return false;
    const drawing = this.host.begin({ tool: this.name, erases: seed.erases });
    if (drawing !== null) {
      drawing.show(visitBitmap(region, drawing.fill));
      drawing.commit();
      this.cancel();
    }
    return true;
  }
}
