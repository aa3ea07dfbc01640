import { grown, union } from '../../src-shared/domain/geometry.ts';
import type { Rect, Size } from '../../src-shared/domain/geometry.ts';
import { pixelScale, toScreen } from './transform.ts';
import type { ViewTransform } from './transform.ts';

/** From this scale on the borders between pixels are drawn. */
const gridScale = 14;
/** How far from a changed pixel its outline may reach, in CSS pixels. */
const outlineReach = 3;

/** A picture to be drawn, in its own pixels or in fewer. */
export interface PictureSource extends Size {
  readonly bitmap: ImageBitmap;
}

/** The picture alone; around it the context stays clear. `ratio`: pixels of the context per CSS pixel. */
export function drawPicture(
  context: CanvasRenderingContext2D,
  picture: PictureSource | null,
  view: ViewTransform,
  ratio: number,
  quality: ImageSmoothingQuality = 'high',
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  if (picture === null) return;
  const scale = view.scale * ratio;
  context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
  context.imageSmoothingEnabled = view.scale < pixelScale;
  context.imageSmoothingQuality = quality;
  context.drawImage(picture.bitmap, 0, 0, picture.width, picture.height);
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** The borders between pixels, where they are large enough to be told apart anyway. */
export function drawPixelGrid(
  context: CanvasRenderingContext2D,
  picture: Size,
  view: ViewTransform,
  ratio: number,
): void {
  if (view.scale < gridScale) return;
  const [width, height] = [context.canvas.width / ratio, context.canvas.height / ratio];
  const from = (offset: number): number => Math.max(0, Math.floor(-offset / view.scale));
  const to = (offset: number, length: number, most: number): number =>
    Math.min(most, Math.ceil((length - offset) / view.scale));
  const [left, right] = [from(view.x), to(view.x, width, picture.width)];
  const [top, bottom] = [from(view.y), to(view.y, height, picture.height)];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.beginPath();
  for (let x = left; x <= right; x++) {
    const at = x * view.scale + view.x;
    context.moveTo(at, top * view.scale + view.y);
    context.lineTo(at, bottom * view.scale + view.y);
  }
  for (let y = top; y <= bottom; y++) {
    const at = y * view.scale + view.y;
    context.moveTo(left * view.scale + view.x, at);
    context.lineTo(right * view.scale + view.x, at);
  }
  context.lineWidth = 1 / ratio;
  context.strokeStyle = 'rgb(255 255 255 / 14%)';
  context.stroke();
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** What a change of these pixels can alter on screen: the picture's part, and the context's pixels that show it. */
export function touched(
  pixels: Rect,
  view: ViewTransform,
  ratio: number,
): { readonly within: Rect; readonly clip: Rect } {
  const within = grown(pixels, Math.ceil(outlineReach / view.scale) + 1);
  const from = toScreen(view, within);
  const x = Math.floor(from.x * ratio);
  const y = Math.floor(from.y * ratio);
  const width = Math.ceil((from.x + within.width * view.scale) * ratio) - x;
  const height = Math.ceil((from.y + within.height * view.scale) * ratio) - y;
  return { within, clip: { x, y, width, height } };
}

/** What has to be drawn with the screen's next frame. `mask`: the changed pixels, or everything. */
export interface Due {
  readonly picture: boolean;
  readonly mask: Rect | 'all' | null;
}

/** Gathers what is due until the screen's next frame, so that it is drawn once. */
export class DrawSchedule {
  readonly #draw: (due: Due) => void;
  #picture = false;
  #mask: Rect | 'all' | null = null;
  #request = 0;
  /** Something was drawn ahead of the screen's next frame. */
  #early = false;

  constructor(draw: (due: Due) => void) {
    this.#draw = draw;
  }

  all(): void {
    this.#picture = true;
    this.mask('all');
  }

  mask(changed: Rect | 'all'): void {
    if (changed === 'all' || this.#mask === 'all') this.#mask = 'all';
    else this.#mask = union(this.#mask, changed);
    this.#soon();
  }

  /** What is due at once, the first time between two frames of the screen; from then on that waits for the next. */
  now(): void {
    if (this.#early || this.#request === 0) return;
    this.stop();
    this.#early = true;
    requestAnimationFrame(() => (this.#early = false));
    this.#drawDue();
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
  }

  #soon(): void {
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      this.#drawDue();
    });
  }

  #drawDue(): void {
    const due = { picture: this.#picture, mask: this.#mask };
    this.#picture = false;
    this.#mask = null;
    this.#draw(due);
  }
}
