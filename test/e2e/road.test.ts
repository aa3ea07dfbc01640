/**
 * The road a reader takes, in a browser, over the real web host: first launch, import, study, stroke, undo, label,
 * tuning, activation, prediction, report. One page walks it; the steps build on one another.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCohort } from '../../src-main/demo/demoCohort.ts';
import { exportDemo } from '../../src-main/demo/demoManifest.ts';
import { findChromium, launchChromium, noChromium } from './support/chromium.ts';
import { openPage, screenshot } from './support/pages.ts';
import type { OpenPage } from './support/pages.ts';
import { startTestHost } from './support/testHost.ts';
import type { TestHost } from './support/testHost.ts';

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';
const patience = { timeout: 90_000 };

describe.skipIf(chromium === undefined)(`the road in the page${skipped}`, () => {
  let folder: string;
  let host: TestHost;
  let browser: Browser;
  let open: OpenPage;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lapidary-road-'));
    await exportDemo(demoCohort({ patientsPerType: { A: 3, B: 1 }, framesPerPatient: 1 }), folder);
    // A file that is no picture, among those that are.
    await writeFile(path.join(folder, 'images', 'notes.jpg'), 'not a picture');
    const manifest = path.join(folder, 'manifest.csv');
    const [head = '', first = '', ...rows] = (await readFile(manifest, 'utf8')).trim().split('\n');
    const image = head.split(',').indexOf('image');
    const spoiled = first.split(',').map((cell, i) => (i === image ? 'images/notes.jpg' : cell));
    await writeFile(manifest, [head, first, ...rows, spoiled.join(',')].join('\n'));
    host = await startTestHost();
    browser = await launchChromium();
    open = await openPage(browser, host.url);
    page = open.page;
  }, 300_000);

  afterAll(async () => {
    await open?.close();
    await browser?.close();
    await host?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const saveState = () => page.locator('header [role=status]').first().innerText();

  const masks = () => page.getByRole('button', { name: 'Versions of the mask' });

  async function stroke(): Promise<void> {
    const box = await page.getByRole('application').boundingBox();
    if (box === null) throw new Error('no viewport');
    const [x, y] = [box.x + box.width / 2 - 60, box.y + box.height / 2 - 40];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 1; i <= 12; i++) await page.mouse.move(x + i * 10, y + i * 6);
    await page.mouse.up();
  }

  /** How many versions the mask on screen has. */
  async function versions(): Promise<number> {
    await masks().click();
    const menu = page.locator('.floating', { hasText: 'Every change is kept' });
    await menu.locator('li').first().waitFor();
    const count = await menu.locator('li').count();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    return count;
  }

  test('first launch offers the demo cohort, and importing one’s own', async () => {
    await button(/Load the demo cohort/).waitFor(patience);
    await screenshot(page, 'first-launch');
    await button(/Import your own frames/).click();
    await page.getByRole('complementary', { name: 'Import' }).waitFor();
    await page.getByText('No studies yet').waitFor();
    expect(new URL(page.url()).hash).toBe('#/worklist');
  });

  test('a folder with a table of masks and labels comes in, and what is refused is named', async () => {
    await page.getByLabel('Folder to import').setInputFiles(folder);
    await page.getByText('Masks become classes').waitFor(patience);
    // 128 is another stone than the one the case is about.
    await page.getByLabel('Class of value 0').fill('background');
    await page.getByLabel('Class of value 128').fill('background');
    await page.getByLabel('Class of value 255').fill('stone');
    await page.keyboard.press('Tab');
    await page.getByLabel('Labels are classes of').click();
    await page.getByRole('option', { name: 'Stone composition' }).click();
    await button(/^Import \d+ pictures$/).click();
    await page.getByText('Refused, and why').waitFor(patience);
    const report = await page.getByRole('complementary', { name: 'Import' }).innerText();
    expect(report).toMatch(/Imported\s+24/);
    expect(report).toMatch(/Refused\s+1/);
    expect(report).toContain('notes.jpg');
    await page.getByRole('row').nth(1).waitFor();
    await screenshot(page, 'worklist');
  });

  test('search finds a patient, and keys open the study', async () => {
    await button('Close').first().click();
    await page.keyboard.press('/');
    await page.keyboard.type('P-0003');
    await expect.poll(() => page.getByRole('row').count(), patience).toBe(2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('application', { name: 'Frame 1 of 1' }).waitFor(patience);
    expect(await page.title()).toBe('P-0003 · Lapidary');
  });

  test('a stroke is saved by itself, and undo and redo lead back and forth', async () => {
    const before = await versions();
    await page.keyboard.press('b');
    await stroke();
    await expect.poll(saveState, patience).toBe('Saved');
    expect(await versions()).toBe(before + 1);
    await button(/^Undo: brush stroke$/).click();
    await button(/^Redo: brush stroke$/).click();
    await page.keyboard.press('Control+z');
    await expect.poll(saveState, patience).toBe('Saved');
    await button(/^Redo: brush stroke$/).waitFor();
    expect(await versions()).toBe(before + 1);
  });

  test('undo reaches back over a reload', async () => {
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(saveState, patience).toBe('Saved');
    await page.reload();
    await page.getByRole('application', { name: 'Frame 1 of 1' }).waitFor(patience);
    await expect.poll(() => masks().isEnabled()).toBe(true);
    await button('Undo').click();
    await button(/^Redo: brush stroke$/).waitFor(patience);
    await expect.poll(saveState, patience).toBe('Saved');
  });

  test('a key labels the finding, and undo takes it back', async () => {
    const label = page.getByRole('radiogroup').getByRole('radio', { checked: true });
    const former = await label.getAttribute('aria-label');
    await page.keyboard.press('h');
    await page.keyboard.press('2');
    await page.getByText('by a reader').waitFor(patience);
    expect(await label.getAttribute('aria-label')).toMatch(/^Ib,/);
    await page.keyboard.press('Control+z');
    await page.getByText('from the table').waitFor(patience);
    expect(await label.getAttribute('aria-label')).toBe(former);
  });

  test('a tuning run draws its curves, is compared, and its adapter is activated', async () => {
    await page.keyboard.press('Shift+A');
    await button('Make the cohort').click();
    await page.getByText('24 cases').waitFor(patience);
    const seeds = page.getByRole('radiogroup', { name: 'Seeds' });
    await seeds.getByText('1', { exact: true }).click();
    // Few epochs: what is tested is the road, not the network.
    for (const name of await page.getByRole('button', { name: /^Options of/ }).all()) {
      await name.click();
      await page.getByLabel('Epochs, at most').fill('3');
      await page.keyboard.press('Tab');
      await name.click();
    }
    await button('Start tuning').click();
    await page.getByRole('heading', { name: 'Comparison' }).waitFor(patience);
    await button('Activate this adapter').waitFor({ timeout: 240_000 });
    await screenshot(page, 'adapt');
    await button('Activate this adapter').click();
    await button('Roll back').first().waitFor(patience);
    await expect
      .poll(() => page.getByRole('img', { name: /95% from|interval unknown/ }).count(), { timeout: 240_000 })
      .toBeGreaterThanOrEqual(1);
  }, 600_000);

  test('a prediction stands beside the label with its calibration and what it rests on', async () => {
    await page.keyboard.press('Shift+S');
    await button('Predict study').click();
    await page.keyboard.press('F6');
    await page.getByLabel('What the prediction rests on').waitFor(patience);
    await page.keyboard.press('F2');
    const panel = await page.getByRole('complementary', { name: 'Findings' }).innerText();
    expect(panel).toMatch(/Calibrated on \d+ validation cases of this site|Not calibrated here/);
    expect(panel).toMatch(/\d%/);
    await screenshot(page, 'study');
  });

  test('a new stroke makes the prediction stale, and predicting again renews it', async () => {
    await page.keyboard.press('e');
    await stroke();
    const stale = page.getByText('The mask has changed since this prediction.');
    await expect.poll(() => stale.count(), patience).toBe(1);
    const drawn = page.getByText('With the mask as drawn, an answer that is not kept');
    await expect.poll(() => drawn.count(), patience).toBe(1);
    await screenshot(page, 'as-drawn');
    await page.keyboard.press('p');
    await expect.poll(() => stale.count(), patience).toBe(0);
    await expect.poll(() => drawn.count(), patience).toBe(0);
    await page.keyboard.press('F6');
    expect(await page.getByLabel('What the prediction rests on').innerText()).toContain('the one shown');
  });

  test.each([
    ['Report PDF', '.pdf', '%PDF-'],
    ['Predictions CSV', '.csv', ''],
  ])('the report comes as a file: %s', async (item, ending, start) => {
    await page.getByRole('button', { name: 'Report' }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download', patience),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(new RegExp(`${ending}$`));
    const bytes = await readFile(await saved.path());
    expect(bytes.length).toBeGreaterThan(100);
    expect(bytes.subarray(0, start.length).toString('latin1')).toBe(start);
  });

  test('a study is moved, moved back, and erased with what is derived from it', async () => {
    await button('More about this study').click();
    await page.getByRole('menuitem', { name: 'Move to another patient' }).click();
    await page.getByPlaceholder('Name, code or number').fill('P-0007');
    await button(/^P-0007/).click();
    await expect.poll(() => page.title(), patience).toBe('P-0007 · Lapidary');
    await button('Undo').last().click();
    await expect.poll(() => page.title(), patience).toBe('P-0003 · Lapidary');
    await button('More about this study').click();
    await page.getByRole('menuitem', { name: 'Erase this study' }).click();
    await page.getByText(/adapters? tuned on these cases will go, too/).waitFor(patience);
    expect(await button('Erase for good').isDisabled()).toBe(true);
    await page.getByLabel(/to confirm/).fill('P-0003');
    await button('Erase for good').click();
    await page.getByRole('heading', { name: 'Worklist' }).waitFor(patience);
    await expect.poll(() => page.locator('header .number').innerText(), patience).toBe('23 studies');
  });

  test('nothing went wrong in the page', () => {
    expect(open.problems).toEqual([]);
  });
});
