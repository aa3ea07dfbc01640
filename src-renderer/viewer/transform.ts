import type { Point, Size } from '../../src-shared/domain/geometry.ts';

/** From picture to screen (CSS pixels): screen = picture · scale + (x, y). */
export interface ViewTransform {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const largestScale = 40;
/** From this scale on single pixels are shown as squares, so that one can paint them. */
export const pixelScale = 5;
/** Room left around a picture that is fitted, in CSS pixels. */
export const fitMargin = 16;
/** Of a picture that is pushed aside, at least so much stays on screen, in CSS pixels. */
const keptInView = 64;

export function toScreen(view: ViewTransform, point: Point): Point {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y };
}

export function toPicture(view: ViewTransform, point: Point): Point {
  return { x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale };
}

/** The whole picture, centred, as large as the window allows. */
export function fit(picture: Size, window: Size): ViewTransform {
  const scale = Math.max(
    Math.min(
      (window.width - 2 * fitMargin) / picture.width,
      (window.height - 2 * fitMargin) / picture.height,
      largestScale,
    ),
    1e-3,
  );
  return centred(picture, window, scale);
}

/** One picture pixel on one pixel of the screen, around the same centre. */
export function oneToOne(
  view: ViewTransform,
  picture: Size,
  window: Size,
  devicePixelRatio: number,
): ViewTransform {
  const middle = { x: window.width / 2, y: window.height / 2 };
  return zoomAt(view, middle, 1 / (devicePixelRatio * view.scale), picture, window);
}

/** Zooms by a factor; what lies under `anchor` (screen) stays there unless the picture would leave the window. */
export function zoomAt(
  view: ViewTransform,
  anchor: Point,
  factor: number,
  picture: Size,
  window: Size,
): ViewTransform {
  const smallest = Math.min(fit(picture, window).scale, 1) / 2;
  const scale = Math.min(largestScale, Math.max(smallest, view.scale * factor));
  const held = toPicture(view, anchor);
  return kept({ scale, x: anchor.x - held.x * scale, y: anchor.y - held.y * scale }, picture, window);
}

export function panBy(
  view: ViewTransform,
  dx: number,
  dy: number,
  picture: Size,
  window: Size,
): ViewTransform {
  return kept({ scale: view.scale, x: view.x + dx, y: view.y + dy }, picture, window);
}

/** The same scale with a place of the picture in the middle of the window. */
export function centredOn(view: ViewTransform, at: Point, picture: Size, window: Size): ViewTransform {
  const { scale } = view;
  const x = window.width / 2 - at.x * scale;
  return kept({ scale, x, y: window.height / 2 - at.y * scale }, picture, window);
}

/** The part of the picture that the window shows, in picture coordinates; may reach beyond the picture. */
export function shownPart(view: ViewTransform, window: Size): Size & Point {
  const { x, y } = toPicture(view, { x: 0, y: 0 });
  return { x, y, width: window.width / view.scale, height: window.height / view.scale };
}

function centred(picture: Size, window: Size, scale: number): ViewTransform {
  return {
    scale,
    x: (window.width - picture.width * scale) / 2,
    y: (window.height - picture.height * scale) / 2,
  };
}

/** The view, moved as little as it takes for some of the picture to stay in the window. */
export function kept(view: ViewTransform, picture: Size, window: Size): ViewTransform {
  return {
    scale: view.scale,
    x: keptAlong(view.x, picture.width * view.scale, window.width),
    y: keptAlong(view.y, picture.height * view.scale, window.height),
  };
}

function keptAlong(offset: number, length: number, window: number): number {
  const margin = Math.min(keptInView, length, window);
  return Math.min(window - margin, Math.max(margin - length, offset));
}
