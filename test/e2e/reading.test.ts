/**
 * The road of a clinician, in a browser, over the real web host, by keyboard alone: open, review three findings, change a
 * mask and see the probabilities move, disagree, enter a laboratory result, sign, print, amend.
 */
import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findChromium, launchChromium, noChromium } from './support/chromium.ts';
import { openPage, screenshot } from './support/pages.ts';
import type { OpenPage } from './support/pages.ts';
import { startTestHost } from './support/testHost.ts';
import type { TestHost } from './support/testHost.ts';
import { makeTunedFolder } from './support/tunedFolder.ts';

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';
const patience = { timeout: 60_000 };
const Exported = z.object({
  reading: z.object({
    study: z.object({ patientCode: z.string() }),
    findings: z.array(z.object({ reader: z.object({ class: z.object({ code: z.string() }) }).nullable() })),
  }),
});

describe.skipIf(chromium === undefined)(`a reading by keyboard${skipped}`, () => {
  let dataDir: string;
  let host: TestHost;
  let browser: Browser;
  let open: OpenPage;
  let page: Page;

  beforeAll(async () => {
    dataDir = await makeTunedFolder();
    host = await startTestHost({ dataDir });
    browser = await launchChromium();
    open = await openPage(browser, host.url);
    page = open.page;
  }, 300_000);

  afterAll(async () => {
    await open?.close();
    await browser?.close();
    await host?.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const panel = () => page.getByRole('complementary', { name: 'Findings' });
  const side = (name: 'Label' | 'Prediction') =>
    panel().getByRole('heading', { name, exact: true }).locator('..');
  /** The class and probability that the model puts first. */
  const predicted = async (): Promise<string> => side('Prediction').locator('strong').innerText();
  const label = () => side('Label').locator('strong');
  const toast = (text: string | RegExp) =>
    expect.poll(() => page.getByText(text).count(), patience).toBeGreaterThan(0);
  const isSeen = (what: Locator) => expect.poll(() => what.count(), patience).toBeGreaterThan(0);

  /** Goes on with Tab until what has the focus is called so, as one who sees no pointer does. */
  async function tabTo(name: string | RegExp, most = 80): Promise<void> {
    for (let i = 0; i < most; i++) {
      const here = await page.evaluate(() => {
        const active = document.activeElement;
        const labelled = active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? '';
        const own = active instanceof HTMLTextAreaElement ? active.labels?.[0]?.textContent : null;
        return own ?? labelled;
      });
      if (typeof name === 'string' ? here === name : name.test(here)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the focus did not come to ${String(name)}`);
  }

  async function predict(): Promise<void> {
    await press('p');
    await panel()
      .getByText(/Calibrated on \d+ validation cases|Not calibrated here/)
      .waitFor(patience);
  }

  test('the worklist opens a study', async () => {
    await page.getByRole('row').nth(1).waitFor(patience);
    await press('ArrowDown', 'Enter');
    await isSeen(page.getByRole('application', { name: 'Frame 1 of 2' }));
  });

  test('the first finding: what is predicted, what it rests on, accepted by one key', async () => {
    await predict();
    await press('F6');
    await panel().getByRole('region', { name: 'What the mask does' }).getByRole('table').waitFor(patience);
    await screenshot(page, 'why');
    const [code] = (await predicted()).split(/\s/);
    await press('q');
    await toast(`Finding 1: ${code}`);
    await expect.poll(() => label().innerText(), patience).toContain(code ?? '');
    await isSeen(panel().getByText('agrees with the label'));
  });

  test('the second, in the next study: the reader disagrees', async () => {
    await press('Control+ArrowRight');
    await page.getByText('Not predicted yet').first().waitFor(patience);
    await press('F2');
    await predict();
    const other = (await predicted()).startsWith('Ib') ? ['3', 'Ic'] : ['2', 'Ib'];
    await press(other[0] ?? '');
    await toast(`Finding 1: ${other[1]}`);
    await panel().getByText('differs from the label').waitFor(patience);
    expect(await label().innerText()).toContain(other[1]);
  });

  test('the third: its mask is changed, and the probabilities move', async () => {
    await press('Control+ArrowRight');
    await page.getByText('Not predicted yet').first().waitFor(patience);
    await predict();
    await press('e');
    for (let i = 0; i < 12; i++) await press(']');
    // The first arrow brings the pointer to the middle; its way is erased while Space holds it down.
    await press('Shift+ArrowRight', 'Space');
    for (const way of ['Left', 'Down', 'Right', 'Right', 'Up', 'Up', 'Left']) {
      for (let i = 0; i < 5; i++) await press(`Shift+Arrow${way}`);
    }
    await press('Space');
    const drawn = page.getByText('With the mask as drawn, an answer that is not kept');
    await drawn.waitFor(patience);
    await page.getByText('The mask has changed since this prediction.').waitFor(patience);
    const shares = await panel()
      .getByRole('radio')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
    const moved = shares.filter((said) => {
      const [, before] = /predicted (\S+?%)/.exec(said) ?? [];
      const [, after] = /as drawn (\S+?%)/.exec(said) ?? [];
      return before !== undefined && after !== undefined && before !== after;
    });
    expect(moved.length, shares.join('\n')).toBeGreaterThan(0);
    await press('p');
    await expect
      .poll(() => page.getByText('The mask has changed since this prediction.').count(), patience)
      .toBe(0);
    await press('Escape', 'F8');
    await toast('Finding 1: uncertain');
  });

  test('what is seen, and where, is written down', async () => {
    await press('F3');
    await tabTo('Location');
    await press('Enter', 'ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => panel().getByLabel('Location').innerText(), patience).not.toBe('Not stated');
    await tabTo('Note');
    await page.keyboard.type('Behind the guide wire.');
    // Function keys lead away from a field as well, and take nothing with them.
    await press('F4');
    await page.getByRole('button', { name: 'Undo: description' }).waitFor(patience);
    await press('F3');
    await expect.poll(() => panel().getByLabel('Note').inputValue(), patience).toBe('Behind the guide wire.');
  });

  test('a note stays with the finding it was written for, however soon another one is chosen', async () => {
    const rows = panel().getByRole('list', { name: 'Findings' }).getByRole('button');
    const note = panel().getByLabel('Note');
    await note.fill('Behind the guide wire, in the lower calyx.');
    await rows.nth(1).click();
    await expect.poll(() => rows.nth(1).getAttribute('aria-pressed'), patience).toBe('true');
    await page.waitForTimeout(1500);
    expect(await note.inputValue()).toBe('');
    await rows.nth(0).click();
    await expect.poll(() => note.inputValue(), patience).toBe('Behind the guide wire, in the lower calyx.');
  });

  test('the laboratory has the last word', async () => {
    await press('F4');
    await tabTo('Add a laboratory result');
    await press('Enter');
    await tabTo('Mainly');
    await press('Enter', 'ArrowDown', 'Enter');
    await tabTo('Save the result');
    await press('Enter');
    await isSeen(side('Label').getByText('by the laboratory'));
  });

  test('what should be known before is said, then it is signed, and nothing changes any more', async () => {
    await press('F9');
    await page.getByRole('group', { name: 'Signature' }).getByText('Marked as uncertain').waitFor(patience);
    await tabTo('Sign');
    await press('Enter');
    await page.getByText(/Signed, version 1/).waitFor(patience);
    await page.locator('header').getByText('Signed', { exact: true }).first().waitFor(patience);
    await screenshot(page, 'signed');
    // Nothing is drawn or said any more.
    await press('b');
    await toast('This study is signed. Begin an amendment to change it.');
  });

  test('another window on the same study is told of', async () => {
    const second = await page.context().newPage();
    await second.goto(page.url());
    await isSeen(page.getByText('Open in another window too'));
    await isSeen(second.getByText('Open in another window too'));
    await second.close();
    await expect.poll(() => page.getByText('Open in another window too').count(), patience).toBe(0);
  });

  test('the signed reading is printed', async () => {
    await tabTo('Report', 200);
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Report PDF' }).waitFor(patience);
    const [saved] = await Promise.all([page.waitForEvent('download', patience), press('Enter')]);
    const bytes = await readFile(await saved.path());
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(saved.suggestedFilename()).toMatch(/^P-\d{4}_.*\.pdf$/);
  });

  test('an amendment with its reason is a second version; the first stays as it was', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await press('F9', 'F9');
    await tabTo('Why is the signed reading amended?');
    await page.keyboard.type('The laboratory result had come.');
    await press('Control+Enter');
    await page.getByText('An amendment is open.').waitFor(patience);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await press('F9', 'F2', '4');
    await toast('Finding 1: Id');
    await press('F9');
    await tabTo('Sign the amendment', 200);
    await press('Enter');
    await page.getByText(/Signed, version 2/).waitFor(patience);
    const studyId = new URL(page.url()).hash.split('/').at(-1) ?? '';
    const read = async (version: number) => {
      const text = await page.evaluate(
        async ([id, number]) => (await fetch(`/media/reports/${id}.json?version=${number}`)).text(),
        [studyId, version] as const,
      );
      return Exported.parse(JSON.parse(text)).reading;
    };
    expect((await read(1)).findings[0]?.reader?.class.code).not.toBe('Id');
    expect((await read(2)).findings[0]?.reader?.class.code).toBe('Id');
  });

  test('nothing went wrong in the page', () => {
    expect(open.problems).toEqual([]);
  });

  test('the record of all this is whole', async () => {
    await host.close();
    const cli = path.resolve('dist', 'main', 'cli.js');
    const { stdout } = spawnSync(process.execPath, [cli, 'verify', '--data-dir', dataDir, '--json'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual({ ok: true, problems: [] });
  }, 60_000);
});
