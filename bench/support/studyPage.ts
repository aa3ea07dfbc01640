import type { Page } from 'playwright-core';

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

export interface Brushed {
  /** Of each pointer event: milliseconds from its time stamp to the end of the screen frame that drew it. */
  readonly events: number[];
  /** The same of every place of the mouse. Several between two frames of the screen come in one event. */
  readonly places: number[];
}

/** Of a common mouse, in milliseconds: places come on its own clock, whatever the screen does. */
const mouseInterval = 8;

/** Draws with the mouse. */
export async function brush(page: Page, strokes: number): Promise<Brushed> {
  await page.keyboard.press('b');
  const box = await page.getByRole('application').boundingBox();
  if (box === null) throw new Error('no viewport');
  await page.evaluate(() => {
    const times: Brushed = { events: [], places: [] };
    Object.assign(window, { brushTimes: times });
    // After the page's own handlers: what they asked to be drawn is drawn before this is called.
    window.addEventListener('pointermove', (event) => {
      if (event.buttons === 0) return;
      const places = event.getCoalescedEvents().map(({ timeStamp }) => timeStamp);
      requestAnimationFrame(() => {
        const drawn = performance.now();
        times.events.push(drawn - event.timeStamp);
        times.places.push(...places.map((time) => drawn - time));
      });
    });
  });
  const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
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
    const start = performance.now();
    const moves: Promise<void>[] = [];
    for (let step = 1; step <= 40; step++) {
      const due = start + step * mouseInterval - performance.now();
      if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
      moves.push(page.mouse.move(...place(step)));
    }
    await Promise.all(moves);
    await page.mouse.up();
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
    // Of its overloads the page uses the one of a single argument.
    const native: { createImageBitmap(source: ImageBitmapSource): Promise<ImageBitmap> } = window;
    const decode = native.createImageBitmap.bind(native);
    window.createImageBitmap = async (source: ImageBitmapSource) => {
      const bitmap = await decode(source);
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
