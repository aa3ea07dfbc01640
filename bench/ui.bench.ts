/**
 * How the page feels with a hospital's worth of studies, in headless Chromium without a GPU, over the built page and host:
 *
 * ui.start      starting the program on the data folder to its first row that can be clicked
 * ui.worklist   a reload of the page to the first rows on screen
 * ui.search     a letter typed into the search to the rows that answer it; `worst`: the slowest letter
 * ui.openStudy  opening a study of many frames to its first picture
 * ui.frame      from frame to frame of that study, masks shown: a key to the next picture
 *
 * Options: --studies N (default 100000), --frames N of the one long study (default 5000), --times N (default 9), --data-dir DIR
 * to keep what was made and use it again.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { findPlaces } from '../src-main/hosts/cli/places.ts';
import { ensureBuilt } from '../test/e2e/support/built.ts';
import { launchChromium } from '../test/e2e/support/chromium.ts';
import { openPage } from '../test/e2e/support/pages.ts';
import { startTestHost } from '../test/e2e/support/testHost.ts';
import { makeDataFolder } from './support/manyStudies.ts';
import { openStudy, quantiles } from './support/studyPage.ts';

/** Typed one letter after another; what each finds is of a different size. */
const typed = ['a', 'mu', 'muller', 'ureteroscopy 2021', 'whewellite upper', '1', 'e', '佐', '23.11.2'];

const row = '[role="grid"] [role="row"][data-index]';

/** Resolves in the page when rows are on screen and answer a click. Milliseconds since `since` of the page's clock. */
async function firstRow(page: Page): Promise<void> {
  await page.locator(`${row}[aria-busy="false"]`).first().click({ trial: true });
}

async function* measureStart(browser: Browser, dataDir: string, times: number): AsyncGenerator<object> {
  const started: number[] = [];
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    const host = await startTestHost({ dataDir });
    const { page, close } = await openPage(browser, host.url);
    await firstRow(page);
    started.push(performance.now() - begun);
    await close();
    await host.close();
  }
  yield { bench: 'ui.start', ...quantiles(started), unit: 'ms' };
}

async function* measureWorklist(page: Page, times: number): AsyncGenerator<object> {
  await page.addInitScript((selector) => {
    const look = (): void => {
      if (document.querySelector(selector) === null) return void requestAnimationFrame(look);
      // The frame that shows it is over when the next one begins.
      requestAnimationFrame(() => Object.assign(window, { rowsShown: performance.now() }));
    };
    requestAnimationFrame(look);
  }, `${row}[aria-busy="false"]`);
  const shown: number[] = [];
  for (let time = 0; time < times; time++) {
    await page.reload();
    await firstRow(page);
    shown.push(await page.evaluate(() => (window as unknown as { rowsShown: number }).rowsShown));
    await page.waitForTimeout(300);
  }
  yield { bench: 'ui.worklist', ...quantiles(shown), unit: 'ms' };
}

/** Types a letter and waits until the list is the answer to it and drawn. Milliseconds. */
function typeLetter(page: Page, text: string): Promise<number> {
  return page.evaluate(async (value) => {
    const field = document.querySelector<HTMLInputElement>('input[type="search"]');
    const grid = (): Element | null => document.querySelector('[role="grid"]');
    if (field === null) throw new Error('no search');
    const start = performance.now();
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    for (;;) {
      await nextFrame();
      const list = grid();
      if (list === null || list.getAttribute('aria-busy') === 'false') return performance.now() - start;
      if (performance.now() - start > 60_000) throw new Error('no answer within a minute');
    }
  }, text);
}

async function* measureSearch(page: Page, times: number): AsyncGenerator<object> {
  // The first one may wait until everything is read.
  await typeLetter(page, 'warm');
  const taken: number[] = [];
  for (let time = 0; time < Math.max(1, Math.round(times / 3)); time++) {
    for (const text of typed) {
      for (let end = 1; end <= text.length; end++) {
        taken.push(await typeLetter(page, text.slice(0, end)));
        await page.waitForTimeout(120);
      }
    }
  }
  await typeLetter(page, '');
  yield { bench: 'ui.search', ...quantiles(taken), worst: Number(Math.max(...taken).toFixed(2)), unit: 'ms' };
}

async function* measureStudy(page: Page, studyId: string, times: number): AsyncGenerator<object> {
  const opened: number[] = [];
  for (let time = 0; time < times; time++) {
    opened.push(await openStudy(page, studyId));
    await page.waitForTimeout(500);
  }
  yield { bench: 'ui.openStudy', ...quantiles(opened), unit: 'ms' };
  await page.keyboard.press('Home');
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    const seen = { pressed: Number.NaN, changes: [] as number[] };
    Object.assign(window, { seen });
    window.addEventListener('keydown', (event) => (seen.pressed = event.timeStamp), { capture: true });
    const label = (): string =>
      document.querySelector('[role="application"]')?.getAttribute('aria-label') ?? '';
    let former = label();
    const look = (): void => {
      const now = label();
      if (now !== former) seen.changes.push(performance.now() - seen.pressed);
      former = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(150);
  }
  const changed = await page.evaluate(
    () => (window as unknown as { seen: { changes: number[] } }).seen.changes,
  );
  yield { bench: 'ui.frame', ...quantiles(changed), unit: 'ms' };
}

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      studies: { type: 'string', default: '100000' },
      frames: { type: 'string', default: '5000' },
      times: { type: 'string', default: '9' },
      'data-dir': { type: 'string' },
    },
  });
  const [studies, frames, times] = [Number(values.studies), Number(values.frames), Number(values.times)];
  const root = mkdtempSync(path.join(tmpdir(), 'lapidary-bench-'));
  const dataDir = values['data-dir'] ?? path.join(root, 'data');
  const noteFile = path.join(dataDir, 'bench.json');
  try {
    await ensureBuilt();
    if (!existsSync(noteFile)) {
      const { migrationsDir } = findPlaces(import.meta.dirname);
      const made = await makeDataFolder({ dataDir, migrationsDir, studies, frames });
      writeFileSync(noteFile, JSON.stringify(made));
    }
    const { longStudy } = JSON.parse(readFileSync(noteFile, 'utf8')) as { readonly longStudy: string | null };
    const browser = await launchChromium();
    try {
      for await (const line of measureStart(browser, dataDir, times)) yield { ...line, studies };
      const host = await startTestHost({ dataDir });
      try {
        const { page, problems, close } = await openPage(browser, host.url);
        await firstRow(page);
        for await (const line of measureSearch(page, times)) yield { ...line, studies };
        for await (const line of measureWorklist(page, times)) yield { ...line, studies };
        if (longStudy !== null) {
          for await (const line of measureStudy(page, longStudy, times)) yield { ...line, frames };
        }
        await close();
        if (problems.length > 0) throw new Error(`the page had problems: ${problems.join('; ')}`);
      } finally {
        await host.close();
      }
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
