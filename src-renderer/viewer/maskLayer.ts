import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Rect } from '../../src-shared/domain/geometry.ts';
import { colourTable, labelledRect } from './labelPixels.ts';
import { LabelSprite } from './labelSprite.ts';
import { OutlineTiles } from './outlineTiles.ts';
import { StillSprite } from './stillSprite.ts';
import { pixelScale } from './transform.ts';
import type { ViewTransform } from './transform.ts';

/** In CSS pixels, whatever the scale. */
const outlineWidth = 1.75;

/** A label map as it is drawn: its values filled, with outlines of one width at every scale. */
export class MaskLayer {
  readonly map: LabelMap;
  readonly #sprite: LabelSprite | StillSprite;
  readonly #outlines: OutlineTiles;
  #colours: ReadonlyMap<number, string>;

  /**
   * @param colours of the values that are shown; others are left out
   * @param still nothing changes the map in place
   */
  constructor(map: LabelMap, colours: ReadonlyMap<number, string>, still = false) {
    this.map = map;
    this.#colours = colours;
    const labelled = labelledRect(map);
    const table = colourTable(colours);
    this.#sprite = still ? new StillSprite(map, table, labelled) : new LabelSprite(map, table, labelled);
    this.#outlines = new OutlineTiles(map, labelled);
  }

  /** What it holds beside the map: pixels, not paths, which are small. */
  get bytes(): number {
    return this.#sprite.bytes;
  }

  recolour(colours: ReadonlyMap<number, string>): void {
    if (sameColours(this.#colours, colours)) return;
    this.#colours = colours;
    this.#sprite.recolour(colourTable(colours));
  }

  /** Takes over what has changed in the map. */
  refresh(pixels: Rect): void {
    if (this.#sprite instanceof LabelSprite) this.#sprite.refresh(pixels);
    this.#outlines.refresh(pixels);
  }

  /**
   * Draws into a context of `ratio` pixels per CSS pixel. `opacity` is the fill's; `within` says which part of the
   * picture is drawn at all (null: everything). `brisk`: lines without their seam, for frames that pass.
   */
  draw(
    context: CanvasRenderingContext2D,
    view: ViewTransform,
    ratio: number,
    opacity: number,
    within: Rect | null,
    brisk = false,
  ): void {
    const scale = view.scale * ratio;
    context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
    context.globalAlpha = opacity;
    context.imageSmoothingEnabled = view.scale < pixelScale;
    if (opacity > 0) {
      if (this.#sprite instanceof LabelSprite) this.#sprite.draw(context, within);
      else this.#sprite.draw(context, scale);
    }
    context.globalAlpha = 1;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    const paths = [...this.#outlines.paths(within)].filter(([value]) => this.#colours.has(value));
    // A dark seam under the lines keeps them visible on tissue of their own colour: all of it before any line.
    context.strokeStyle = 'rgb(0 0 0 / 55%)';
    context.lineWidth = (outlineWidth + 1.5) / view.scale;
    if (!brisk) for (const [, path] of paths) context.stroke(path);
    context.lineWidth = outlineWidth / view.scale;
    for (const [value, path] of paths) {
      context.strokeStyle = this.#colours.get(value) ?? 'transparent';
      context.stroke(path);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
  }
}

function sameColours(a: ReadonlyMap<number, string>, b: ReadonlyMap<number, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [value, colour] of a) if (b.get(value) !== colour) return false;
  return true;
}

/** What the layers of stored masks may hold together, in bytes. */
const layerBudget = 64 * 1024 * 1024;

/** Layers of masks that never change, so that frames that pass again are not prepared again. The oldest go first. */
export class MaskLayers {
  readonly #held = new Map<LabelMap, MaskLayer>();

  /** What they hold, in bytes; they are painted when they are first drawn. */
  get bytes(): number {
    let bytes = 0;
    for (const layer of this.#held.values()) bytes += layer.bytes;
    return bytes;
  }

  of(map: LabelMap, colours: ReadonlyMap<number, string>): MaskLayer {
    const layer = this.#held.get(map) ?? new MaskLayer(map, colours, true);
    layer.recolour(colours);
    this.#held.delete(map);
    let bytes = this.bytes;
    for (const [oldest, other] of this.#held) {
      if (bytes <= layerBudget) break;
      this.#held.delete(oldest);
      bytes -= other.bytes;
    }
    this.#held.set(map, layer);
    return layer;
  }
}
