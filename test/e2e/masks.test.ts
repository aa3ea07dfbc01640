/**
 * How masks are made, in a browser, over the real web host, by keyboard alone but for the choosing of files, which is
 * the browser's own window: three frames with three tools, undo, redo, a reload, a killed host, and everything is there.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demoCohort } from '../../src-main/demo/demoCohort.ts';
import { exportDemo } from '../../src-main/demo/demoManifest.ts';
import { findChromium, launchChromium, noChromium } from './support/chromium.ts';
import { openPage, screenshot } from './support/pages.ts';
import type { OpenPage } from './support/pages.ts';
import { startTestHost } from './support/testHost.ts';
import type { TestHost } from './support/testHost.ts';

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';
const patience = { timeout: 60_000 };
const frames = 3;
const CocoFile = z.object({
  annotations: z.array(z.object({ image_id: z.int(), segmentation: z.unknown() })),
});

describe.skipIf(chromium === undefined)(`masks by keyboard${skipped}`, () => {
  let folder: string;
  let dataDir: string;
  let host: TestHost;
  let browser: Browser;
  let open: OpenPage;
  let page: Page;
  /** All masks when they were done. */
  let drawn: unknown;
  let blank: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lapidary-masks-'));
    dataDir = await mkdtemp(path.join(tmpdir(), 'lapidary-masks-data-'));
    await exportDemo(demoCohort({ patientsPerType: { A: 1, B: 1 }, framesPerPatient: frames }), folder);
    // The frames of one patient, and of the table neither masks nor labels.
    const manifest = path.join(folder, 'manifest.csv');
    const [head = '', ...rows] = (await readFile(manifest, 'utf8')).trim().split('\n');
    const kept = ['image', 'patient', 'study'].map((name) => head.split(',').indexOf(name));
    const lines = [head, ...rows.slice(0, frames)].map((row) => kept.map((i) => row.split(',')[i]).join(','));
    await writeFile(manifest, lines.join('\n'));
    host = await startTestHost({ dataDir });
    browser = await launchChromium();
    open = await openPage(browser, host.url);
    page = open.page;
  }, 300_000);

  afterAll(async () => {
    await open?.close();
    await browser?.close();
    await host?.close();
    await rm(folder, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  const saved = () =>
    expect.poll(() => page.locator('header [role=status]').first().innerText(), patience).toBe('Saved');
  const onFrame = (number: number) =>
    page.getByRole('application', { name: `Frame ${number} of ${frames}` }).waitFor(patience);

  /** The layer of the mask as it is on screen: a hash of its pixels. */
  async function mask(): Promise<string> {
    const picture = await page.evaluate(
      () => document.querySelectorAll<HTMLCanvasElement>('[role=application] canvas')[1]?.toDataURL() ?? '',
    );
    return createHash('sha256').update(picture).digest('hex');
  }

  /** Every segment of the study as run lengths, exact to the pixel, as the workstation holds it. */
  async function stored(): Promise<unknown> {
    const studyId = new URL(page.url()).hash.split('/').at(-1) ?? '';
    const text = await page.evaluate(
      async (address) => (await fetch(address)).text(),
      `/media/mask-export/${studyId}?format=coco-rle`,
    );
    return CocoFile.parse(JSON.parse(text)).annotations;
  }

  async function press(...keys: readonly (string | readonly [string, number])[]): Promise<void> {
    for (const key of keys) {
      const [name, times] = typeof key === 'string' ? [key, 1] : key;
      for (let i = 0; i < times; i++) await page.keyboard.press(name);
    }
  }

  async function isDrawn(step: string): Promise<void> {
    await page.getByRole('button', { name: `Undo: ${step}`, exact: true }).waitFor(patience);
    await saved();
    await expect.poll(mask, patience).not.toBe(blank);
  }

  async function goTo(number: number): Promise<void> {
    await press('Home', ['ArrowRight', number - 1]);
    await onFrame(number);
  }

  test('keys open the study', async () => {
    await page.getByRole('button', { name: /Import your own frames/ }).click();
    await page.getByLabel('Folder to import').setInputFiles(folder);
    const start = page.getByRole('button', { name: /^Import \d+ pictures$/ });
    await start.waitFor(patience);
    await start.focus();
    await press('Enter');
    await page.getByRole('row').nth(1).waitFor(patience);
    await page.getByRole('button', { name: 'Close' }).first().focus();
    await press('Enter', 'ArrowDown', 'Enter');
    await onFrame(1);
    // The window gets its size with the first picture.
    await page.getByText('Frame 1 of 3', { exact: true }).waitFor(patience);
    await page.waitForTimeout(500);
    blank = await mask();
    expect(await page.title()).toMatch(/^P-\d{4} · Lapidary$/);
  });

  test('a rectangle, a polygon and a brush stroke segment three frames', async () => {
    await press('r', 'Shift+ArrowRight', 'Space');
    await press(['Shift+ArrowRight', 12], ['Shift+ArrowDown', 8], ['Alt+Shift+ArrowDown', 3]);
    await screenshot(page, 'tool-rectangle');
    await press('Space');
    await isDrawn('rectangle');

    await press('ArrowRight');
    await onFrame(2);
    await press('g', 'Shift+ArrowLeft', 'Space', ['Shift+ArrowRight', 14], 'Space');
    await press(['Shift+ArrowDown', 10], 'Space', ['Shift+ArrowLeft', 6], 'Space');
    await screenshot(page, 'tool-polygon');
    await press('Enter');
    await isDrawn('polygon');

    await press('ArrowRight');
    await onFrame(3);
    await press('b', [']', 4], 'Shift+ArrowUp', 'Space', ['Shift+ArrowLeft', 8], ['Shift+ArrowUp', 6]);
    await screenshot(page, 'tool-brush');
    await press('Space');
    await isDrawn('brush stroke');
    drawn = await stored();
    expect(drawn).toHaveLength(frames);
  });

  test('undo takes the last one back, redo brings it again, to the pixel', async () => {
    await press('Control+z');
    await expect.poll(mask, patience).toBe(blank);
    await saved();
    expect(await stored()).toHaveLength(frames - 1);
    await press('Control+Shift+Z');
    await expect.poll(mask, patience).not.toBe(blank);
    await saved();
    expect(await stored()).toEqual(drawn);
  });

  test('after a reload all three are there', async () => {
    await page.reload();
    await onFrame(3);
    expect(await stored()).toEqual(drawn);
    for (let number = 1; number <= frames; number++) {
      await goTo(number);
      await expect.poll(mask, patience).not.toBe(blank);
    }
  });

  test('after the host was killed they are there, and undo and redo still know the way', async () => {
    await open.close();
    await host.kill();
    host = await startTestHost({ dataDir });
    open = await openPage(browser, host.url);
    page = open.page;
    await page.getByRole('row').nth(1).waitFor(patience);
    await press('ArrowDown', 'Enter');
    // Whichever it was left on, as far as that was noted before the host died.
    await page.getByRole('application', { name: /^Frame [1-3] of/ }).waitFor(patience);
    for (let number = 1; number <= frames; number++) {
      await goTo(number);
      await expect.poll(mask, patience).not.toBe(blank);
    }
    expect(await stored()).toEqual(drawn);
    // Each step brings the frame on screen that it is about.
    for (let number = frames; number >= 1; number--) {
      await press('Control+z');
      await onFrame(number);
      await expect.poll(mask, patience).toBe(blank);
    }
    for (let number = 1; number <= frames; number++) {
      await press('Control+Shift+Z');
      await onFrame(number);
      await expect.poll(mask, patience).not.toBe(blank);
    }
    await saved();
    expect(await stored()).toEqual(drawn);
  });

  test('a click and a box are answered by a mask, which counts when it is accepted', async () => {
    await goTo(1);
    await press('Shift+N', 'n', 'Shift+ArrowLeft', ['Shift+ArrowUp', 12], 'Space');
    await page.getByLabel('What proposes').waitFor(patience);
    await screenshot(page, 'tool-points');
    expect(await stored()).toEqual(drawn);
    await press('Enter');
    await isDrawn('proposal from points');
    await press('Shift+N', 'x', ['Shift+ArrowLeft', 6], 'Space', ['Shift+ArrowRight', 14]);
    await press(['Shift+ArrowDown', 10], 'Space');
    await screenshot(page, 'tool-box');
    await press('Enter');
    await isDrawn('proposal in a box');
    await press('Control+z', 'Control+z');
    await saved();
    await expect.poll(stored, patience).toEqual(drawn);
  });

  test('nothing went wrong in the page', () => {
    expect(open.problems).toEqual([]);
  });
});
