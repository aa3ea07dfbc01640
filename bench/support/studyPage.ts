import type { Page } from 'playwright-core';
import { createRandom } from '../../src-shared/domain/random.ts';

/** What was measured in a page, ascending. */
export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly n: number;
}

export function quantiles(values: readonly number[]): Quantiles {
  const ascending = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Number((ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN).toFixed(2));
  return { p50: at(0.5), p95: at(0.95), n: ascending.length };
}

/** Opens a study in a page that shows another workspace, and waits for its first picture. Milliseconds. */
export async function openStudy(page: Page, studyId: string): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/worklist';
  });
  await page.getByRole('application').waitFor({ state: 'detached' });
  return page.evaluate(async (id) => {
    const start = performance.now();
    location.hash = `#/study/${id}`;
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    for (;;) {
      await nextFrame();
      const canvas = document.querySelector<HTMLCanvasElement>('[role="application"] canvas');
      const context = canvas?.getContext('2d');
      if (canvas === null || !context) continue;
      const [, , , alpha] = context.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data;
      if (alpha === 255) return performance.now() - start;
      if (performance.now() - start > 60_000) throw new Error('no picture within a minute');
    }
  }, studyId);
}

/** Of each move of a pressed pointer, in milliseconds from the event's own time stamp. */
export interface Brushed {
  /** Until the pixel at the brush's leading edge is painted on the page's canvas. */
  readonly painted: number[];
  /** Until the end of the work on the screen's next frame, which shows it. */
  readonly framed: number[];
}

/** Of the screen, in milliseconds. */
const frameInterval = 1000 / 60;

/** Draws with the mouse; every stroke is undone, so that the next one paints pixels that are not painted. */
export async function brush(page: Page, strokes: number): Promise<Brushed> {
  await page.keyboard.press('b');
  const box = await page.getByRole('application').boundingBox();
  if (box === null) throw new Error('no viewport');
  await page.evaluate(() => {
    const times: Brushed = { painted: [], framed: [] };
    Object.assign(window, { brushTimes: times });
    const [, canvas] = document.querySelectorAll<HTMLCanvasElement>('[role="application"] canvas');
    const context = canvas?.getContext('2d');
    if (canvas === undefined || !context) throw new Error('no canvas for the mask');
    const area = canvas.getBoundingClientRect();
    const isPainted = ({ clientX, clientY }: PointerEvent): boolean =>
      (context.getImageData(Math.round(clientX - area.x), Math.round(clientY - area.y), 1, 1).data[3] ?? 0) >
      0;
    // After the page's own handlers.
    window.addEventListener('pointerrawupdate', (event) => {
      if (!(event instanceof PointerEvent) || event.buttons === 0) return;
      const since = (): number => performance.now() - event.timeStamp;
      const atOnce = isPainted(event);
      if (atOnce) times.painted.push(since());
      const look = (): void => {
        if (!atOnce && !isPainted(event)) return void requestAnimationFrame(look);
        if (!atOnce) times.painted.push(since());
        times.framed.push(since());
      };
      requestAnimationFrame(look);
    });
  });
  const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
  const random = createRandom(1);
  const reach = Math.min(box.width, box.height) * 0.32;
  for (let stroke = 0; stroke < strokes; stroke++) {
    const turn = (stroke / strokes) * Math.PI;
    const place = (step: number): [number, number] => {
      const along = (step / 40 - 0.5) * 2 * reach;
      return [
        middleX + along * Math.cos(turn) + 20 * Math.sin(step / 3),
        middleY + along * Math.sin(turn) + 20 * Math.cos(step / 4),
      ];
    };
    await page.mouse.move(...place(0));
    await page.mouse.down();
    for (let step = 1; step <= 40; step++) {
      // A move is answered when it was delivered: at one place in the screen's interval. The next comes at any.
      await new Promise((resolve) => setTimeout(resolve, random.between(0, 1.5 * frameInterval)));
      await page.mouse.move(...place(step));
    }
    await page.mouse.up();
    await page.keyboard.press('ControlOrMeta+z');
    await page.waitForTimeout(300);
  }
  return page.evaluate(() => (window as unknown as { brushTimes: Brushed }).brushTimes);
}

export interface Scrubbed {
  /** Milliseconds between the pictures that followed each other. */
  readonly intervals: readonly number[];
  readonly fps: number;
}

/** Holds an arrow until the study's frame `until` (from 1) is on screen. */
export async function scrub(page: Page, key: 'ArrowRight' | 'ArrowLeft', until: number): Promise<Scrubbed> {
  await page.keyboard.press('h');
  const watched = page.evaluate(async (last) => {
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const number = (): number => {
      const label = document.querySelector('[role="application"]')?.getAttribute('aria-label') ?? '';
      return Number(/\d+/.exec(label)?.[0]);
    };
    const seen: number[] = [];
    const start = performance.now();
    let former = number();
    while (former !== last && performance.now() - start < 240_000) {
      const time = await nextFrame();
      const now = number();
      if (now === former) continue;
      if (Math.abs(now - former) !== 1) throw new Error(`after frame ${former} came ${now}`);
      former = now;
      seen.push(time);
    }
    return seen;
  }, until);
  await page.keyboard.down(key);
  // A second press without letting go is what the keyboard's own repetition is.
  await page.keyboard.down(key);
  const seen = await watched;
  await page.keyboard.up(key);
  const intervals = seen.slice(1).map((time, i) => time - (seen[i] ?? time));
  const span = (seen.at(-1) ?? 0) - (seen[0] ?? 0);
  return { intervals, fps: Number(((1000 * intervals.length) / span).toFixed(1)) };
}

interface Decoded {
  /** Bytes of the pictures that are open, and the most that ever were. */
  readonly now: number;
  readonly most: number;
}

/** Lets the page count the pictures that it decodes and closes, from the next load on. */
export async function countDecoded(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const decoded = { now: 0, most: 0 };
    Object.assign(window, { decoded });
    // Of its overloads the page uses this one.
    type Decode = (source: ImageBitmapSource, options?: ImageBitmapOptions) => Promise<ImageBitmap>;
    const native: { createImageBitmap: Decode } = window;
    const decode = native.createImageBitmap.bind(native);
    native.createImageBitmap = async (source, options) => {
      const bitmap = await decode(source, options);
      const bytes = bitmap.width * bitmap.height * 4;
      decoded.now += bytes;
      decoded.most = Math.max(decoded.most, decoded.now);
      const close = bitmap.close.bind(bitmap);
      bitmap.close = () => {
        if (bitmap.width > 0) decoded.now -= bytes;
        close();
      };
      return bitmap;
    };
  });
  await page.reload();
}

export function decodedBytes(page: Page): Promise<Decoded> {
  return page.evaluate(() => (window as unknown as { decoded: Decoded }).decoded);
}

/** Bytes of the page's heap after a collection. */
export async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
