/**
 * How a research fellow brings a network, in a browser, over the real web host, by keyboard alone but for the choosing
 * of files, which is the browser's own window: files, what is open, import, use for new runs, removal, a refusal.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium, noChromium } from './support/chromium.ts';
import { openPage, screenshot } from './support/pages.ts';
import type { OpenPage } from './support/pages.ts';
import { redSegmentation } from '../proposals/models/tinyModels.ts';
import { startTestHost } from './support/testHost.ts';
import type { TestHost } from './support/testHost.ts';

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';
const patience = { timeout: 20_000 };
const fixtures = path.resolve(import.meta.dirname, '../fixtures/checkpoints');

describe.skipIf(chromium === undefined)(`the Models page${skipped}`, () => {
  let folder: string;
  let host: TestHost;
  let browser: Browser;
  let open: OpenPage;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lapidary-models-'));
    // With masks, so that heads have something to learn from and models a schema.
    host = await startTestHost({ demo: true });
    browser = await launchChromium();
    open = await openPage(browser, host.url);
    page = open.page;
    await page.getByRole('navigation').waitFor(patience);
    // A few patients are enough, and imports wait for the rest of the cohort.
    const progress = page.getByText(/^(?:[2-9]\d|\d{3}|1,\d{3}) \/ 1,110$/);
    await progress.waitFor({ timeout: 240_000 });
    await page.keyboard.press('j');
    await press(page.getByRole('button', { name: 'Cancel', exact: true }));
    await progress.waitFor({ state: 'detached', ...patience });
    await page.keyboard.press('Escape');
  }, 300_000);

  afterAll(async () => {
    await open?.close();
    await browser?.close();
    await host?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const row = (name: string): Locator =>
    page
      .getByRole('complementary', { name: 'Installed backbones' })
      .getByRole('listitem')
      .filter({ hasText: name });
  const footer = (): Promise<string> => page.locator('.bring footer [role=status]').innerText();

  /** Presses a button by key, as somebody who sees where the focus is. */
  async function press(button: Locator): Promise<void> {
    await button.focus();
    await page.keyboard.press('Enter');
  }

  async function choose(file: string): Promise<void> {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser', patience),
      press(page.getByRole('button', { name: /^(Files|Other files)…$/ })),
    ]);
    await chooser.setFiles(file);
  }

  async function fill(label: string, text: string): Promise<void> {
    await page.getByLabel(label, { exact: true }).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(text);
  }

  test('a key opens the page, on the card of the network that Lapidary ships with', async () => {
    await page.keyboard.press('Shift+B');
    await page.getByRole('article', { name: /^Card of Lapidary ViT/ }).waitFor(patience);
    expect(await page.title()).toBe('Models · Lapidary');
    expect(await row('Lapidary ViT').getByRole('radio').isChecked()).toBe(true);
    // What ships cannot be removed.
    expect(await page.getByRole('button', { name: 'Remove…' }).count()).toBe(0);
  });

  test('a file that is no checkpoint is refused, with what to do', async () => {
    const text = path.join(folder, 'x.pth');
    await writeFile(text, 'This is a plain text file.\n');
    await page.keyboard.press('i');
    await choose(text);
    const refusal = page.getByRole('alert');
    await refusal.waitFor(patience);
    expect(await refusal.innerText()).toMatch(/none of the formats[^]*safetensors/);
    expect(await page.getByRole('button', { name: /^Import/ }).count()).toBe(0);
  });

  test('what a checkpoint does not tell has to be stated before it is imported', async () => {
    await choose(path.join(fixtures, 'timm-vit', 'model.safetensors'));
    await page.getByRole('heading', { name: 'What was found in model.safetensors' }).waitFor(patience);
    expect(await footer()).toMatch(/^Still to be stated: licence, .*mean of the colours/);
    const start = page.getByRole('button', { name: /^Import/ });
    expect(await start.isDisabled()).toBe(true);
    await page.keyboard.press('Control+Enter');

    await press(page.getByRole('button', { name: 'Mean and deviation: 0.5' }));
    await fill('Name', 'Tiny ViT');
    await fill('Licence', 'Apache-2.0');
    await fill('Attention heads', '2');
    await fill('Input size', '50');
    await press(page.getByLabel('Pretraining', { exact: true }));
    await page.keyboard.type('Sup');
    await page.keyboard.press('Enter');
    await expect.poll(footer, patience).toBe('To be corrected: input size.');
    await fill('Input size', '48');
    await expect.poll(() => start.isEnabled(), patience).toBe(true);
    // What follows from it is looked up again.
    await page.getByText('will be resampled from 4 × 4 to 6 × 6').waitFor(patience);
    await screenshot(page, 'models-proposal');
  });

  test('it is imported, shown with where each fact is known from, and new runs use it', async () => {
    // From a select, too, which takes Enter alone for itself.
    await page.getByLabel('Pretraining', { exact: true }).focus();
    await page.keyboard.press('Control+Enter');
    const card = page.getByRole('article', { name: 'Card of Tiny ViT' });
    await card.waitFor(patience);
    expect(await card.innerText()).toMatch(/Attention heads\s+2\s+stated at the import/);
    expect(await card.innerText()).toMatch(/resampled from 4 × 4 to 6 × 6/);
    expect(await row('Tiny ViT').innerText()).toMatch(/ViT, supervised[^]*48 px[^]*Apache-2\.0/);
    await page.keyboard.press('v');
    await page.getByText(/weights are what they were/).waitFor(patience);
    await page.keyboard.press('u');
    await expect.poll(() => row('Tiny ViT').getByRole('radio').isChecked(), patience).toBe(true);
    await page.keyboard.press('ArrowUp');
    await page.getByRole('article', { name: /^Card of Lapidary ViT/ }).waitFor(patience);
    await page.keyboard.press('ArrowDown');
    await screenshot(page, 'models-card');
  });

  test('it is removed after a question, and new runs use the shipped network again', async () => {
    await page.keyboard.press('Delete');
    const question = page.getByRole('group', { name: 'Remove Tiny ViT' });
    expect(await question.innerText()).toMatch(
      /cannot be undone[^]*model\.safetensors can be imported again/,
    );
    await press(question.getByRole('button', { name: 'Remove for good' }));
    await expect.poll(() => row('Tiny ViT').count(), patience).toBe(0);
    expect(await row('Lapidary ViT').getByRole('radio').isChecked()).toBe(true);
  });

  test('the networks that are known to suit are found by a word', async () => {
    await page.keyboard.press('/');
    await expect
      .poll(() =>
        page.getByLabel('Filter the networks').evaluate((field) => field === document.activeElement),
      )
      .toBe(true);
    await page.keyboard.type('non-commercial');
    await page.getByText('MAE ViT-B/16').waitFor(patience);
    const shown = await page.getByRole('region', { name: 'Known to suit' }).innerText();
    expect(shown).toContain('Nothing is downloaded');
    expect(shown).not.toContain('AugReg');
    // Nothing leads out of the page.
    expect(await page.getByRole('link').count()).toBe(0);
  });

  test('a mask model is refused whole, with what was found and what is taken', async () => {
    await press(page.getByRole('tab', { name: /^Mask models/ }));
    await page.getByRole('heading', { name: 'No mask model' }).waitFor(patience);
    await page.keyboard.press('i');
    const two = path.join(folder, 'two-pictures.onnx');
    await writeFile(two, redSegmentation({ shape: [2, 3, 32, 32] }));
    await choose(two);
    const refusal = page.getByRole('alert');
    await refusal.waitFor(patience);
    expect(await refusal.innerText()).toMatch(/picture[^]*\[2, ?3, ?32, ?32\][^]*map[^]*Bring/);
  });

  test('what the channels of a mask model stand for has to be said before it is imported', async () => {
    const file = path.join(folder, 'red.onnx');
    await writeFile(file, redSegmentation());
    await choose(file);
    const found = page.getByRole('region', { name: 'Bring a mask model' });
    await page.getByRole('heading', { name: 'Found: segmentation network' }).waitFor(patience);
    expect(await footer()).toBe('Still to be stated: mask schema, classes.');
    const facts = await found.innerText();
    expect(facts).toMatch(/in\s+picture\s+float32 \[1, 3, 32, 32\]/);
    expect(facts).toMatch(
      /Values of the map[^]*assumed as usual[^]*its last operation makes no probabilities/,
    );
    const start = page.getByRole('button', { name: /^Import/ });
    expect(await start.isDisabled()).toBe(true);

    await fill('Name', 'Red regions');
    await press(page.getByLabel('Mask schema', { exact: true }));
    await page.keyboard.press('Enter');
    await press(page.getByLabel('Channel 0 is', { exact: true }));
    await page.keyboard.type('Back');
    await page.keyboard.press('Enter');
    await expect.poll(footer, patience).toBe('Still to be stated: classes.');
    await press(page.getByRole('button', { name: /The first is background/ }));
    await press(page.getByRole('button', { name: 'Normalisation: 0 to 1' }));
    await expect.poll(() => start.isEnabled(), patience).toBe(true);
    await screenshot(page, 'models-mask-proposal');
  });

  test('it is imported, answers test pictures, and its card says how it is asked', async () => {
    await page.keyboard.press('Control+Enter');
    const card = page.getByRole('article', { name: 'Card of Red regions' });
    await card.waitFor(patience);
    const text = await card.innerText();
    expect(text).toMatch(/Two test pictures were answered[^]*32×32 with 2 channels/);
    expect(text).toMatch(/Channel 0\s+background\s+Channel 1\s+\S/);
    expect(text).toMatch(/Normalisation\s+pixel × 1\/255/);
    expect(text).toMatch(/mean probability[^]*Nothing here has checked/);
    await screenshot(page, 'models-mask-card');
    await page.keyboard.press('Delete');
    const question = page.getByRole('group', { name: 'Remove Red regions' });
    expect(await question.innerText()).toMatch(/Masks that were made with its help stay/);
    await press(question.getByRole('button', { name: 'Remove for good' }));
    await page.getByRole('heading', { name: 'No mask model' }).waitFor(patience);
  });

  test('the head that ships is shown with what it reads and finds, and what its developers measured', async () => {
    await page.keyboard.press('2');
    const card = page.getByRole('article', { name: /^Card of Lapidary stones/ });
    await card.waitFor(patience);
    const text = await card.innerText();
    expect(text).toMatch(/Mask schema\s+Stone[^]*Backbone\s+Lapidary ViT[^]*[0-9a-f]{64}/);
    expect(text).toMatch(
      /Dice coefficient of stones, demo cohort\s+\.94[^]*nothing says how good it is on your frames/,
    );
    // What ships cannot be removed.
    expect(await page.getByRole('button', { name: 'Remove…' }).count()).toBe(0);
    await screenshot(page, 'models-head-card');
  });

  test('a head is not trained on too little, and the form says what it would learn from', async () => {
    await page.keyboard.press('t');
    const form = page.getByRole('region', { name: 'Train a head' });
    await form.getByText('Frames with a mask').waitFor(patience);
    expect(await form.innerText()).toMatch(/Frames with a mask\s+\d+\s+Patients\s+\d+/);
    await form.getByRole('radio', { name: 'All studies' }).focus();
    await page.keyboard.press('ArrowRight');
    await form.getByText('No study is chosen.').first().waitFor(patience);
    await form.getByRole('checkbox').first().check();
    await form
      .getByText(/All masks are of one patient/)
      .first()
      .waitFor(patience);
    expect(await form.getByRole('button', { name: /^Train/ }).isDisabled()).toBe(true);
    await screenshot(page, 'models-train');
    await page.keyboard.press('Escape');
  });

  test('nothing went wrong in the page', () => {
    expect(open.problems).toEqual([]);
  });
});
