import type { Point, Size } from '../../src-shared/domain/geometry.ts';
import { centredOn, fit, kept, oneToOne, panBy, toPicture, toScreen, zoomAt } from './transform.ts';
import type { ViewTransform } from './transform.ts';

/** How near to the window's edge a place may come that is kept in view, in CSS pixels. */
const edge = 48;

/** Where a window looks at a picture. Two viewports that share one show the same place at the same scale. */
export class Camera {
  #view = $state.raw<ViewTransform>({ scale: 1, x: 0, y: 0 });
  #window = $state.raw<Size>({ width: 0, height: 0 });
  #picture = $state.raw<Size | null>(null);
  /** Stays fitted while the window changes, until one zooms or pans. */
  #fitted = $state(true);

  get view(): ViewTransform {
    return this.#view;
  }
  /** In CSS pixels. */
  get window(): Size {
    return this.#window;
  }
  /** Null: nothing to look at. */
  get picture(): Size | null {
    return this.#picture;
  }
  /** Whether the whole picture is shown as large as the window allows. */
  get fitted(): boolean {
    return this.#fitted;
  }
  /** Whether part of the picture lies outside of the window. */
  get beyond(): boolean {
    const picture = this.#picture;
    if (picture === null) return false;
    const { scale, x, y } = this.#view;
    const { width, height } = this.#window;
    return (
      x < -1 || y < -1 || x + picture.width * scale > width + 1 || y + picture.height * scale > height + 1
    );
  }

  resize(window: Size): void {
    if (window.width === this.#window.width && window.height === this.#window.height) return;
    this.#window = window;
    if (this.#fitted) this.fitAll();
  }

  /** Frames of one size keep the view, so that they can be compared. */
  take(picture: Size | null): void {
    const former = this.#picture;
    if (picture?.width === former?.width && picture?.height === former?.height) return;
    this.#picture = picture === null ? null : { width: picture.width, height: picture.height };
    if (picture !== null) this.fitAll();
  }

  fitAll(): void {
    this.#fitted = true;
    if (this.#picture !== null && this.#window.width > 0) this.#view = fit(this.#picture, this.#window);
  }

  /** One picture pixel on one of the screen's. */
  showPixels(devicePixelRatio: number): void {
    this.#look((picture) => oneToOne(this.#view, picture, this.#window, devicePixelRatio));
  }

  /** @param anchor what stays where it is, on screen; left out: the window's middle */
  zoomBy(factor: number, anchor?: Point): void {
    const { width, height } = this.#window;
    const held = anchor ?? { x: width / 2, y: height / 2 };
    this.#look((picture) => zoomAt(this.#view, held, factor, picture, this.#window));
  }

  /** In CSS pixels. */
  panBy(dx: number, dy: number): void {
    this.#look((picture) => panBy(this.#view, dx, dy, picture, this.#window));
  }

  /** Brings a place of the picture to the middle of the window. */
  centreOn(at: Point): void {
    this.#look((picture) => centredOn(this.#view, at, picture, this.#window));
  }

  /** Pans only as far as it takes to see a place of the picture. */
  reveal(at: Point): void {
    const { x, y } = toScreen(this.#view, at);
    const { width, height } = this.#window;
    const dx = overshoot(x, width);
    const dy = overshoot(y, height);
    if (dx !== 0 || dy !== 0)
      this.#look((picture) =>
        kept({ ...this.#view, x: this.#view.x - dx, y: this.#view.y - dy }, picture, this.#window),
      );
  }

  toPicture(at: Point): Point {
    return toPicture(this.#view, at);
  }

  #look(next: (picture: Size) => ViewTransform): void {
    if (this.#picture === null) return;
    this.#fitted = false;
    this.#view = next(this.#picture);
  }
}

/** How far a place lies beyond the window, its edge left free. */
function overshoot(at: number, length: number): number {
  const margin = Math.min(edge, length / 4);
  if (at < margin) return at - margin;
  return at > length - margin ? at - (length - margin) : 0;
}
