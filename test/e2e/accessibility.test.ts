/**
 * Every page in both themes, held against WCAG 2.1 AA by axe, over the real web host and under the page's own policy;
 * and the palette, by which the theme and the language are changed here.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demoCohort } from '../../src-main/demo/demoCohort.ts';
import { exportDemo } from '../../src-main/demo/demoManifest.ts';
import { findChromium, launchChromium, noChromium } from './support/chromium.ts';
import { openPage } from './support/pages.ts';
import type { OpenPage } from './support/pages.ts';
import { startTestHost } from './support/testHost.ts';
import type { TestHost } from './support/testHost.ts';

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';
const patience = { timeout: 10_000 };

const Found = z.array(
  z.object({
    id: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/** What axe objects to on the page as it stands, a line for each place. */
async function objections(page: Page): Promise<string[]> {
  // Off what would show its tip.
  await page.mouse.move(1, 1);
  // As a debugger would, which the page's policy does not forbid: the page itself may evaluate nothing.
  await page.evaluate(`typeof axe === 'object' || (() => { ${axe.source} })()`);
  const options: axe.RunOptions = {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    resultTypes: ['violations'],
  };
  const found = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => JSON.parse(JSON.stringify(violations)))`,
  );
  return Found.parse(found).flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary ?? ''}`),
  );
}

describe.skipIf(chromium === undefined)(`the pages under axe${skipped}`, () => {
  let folder: string;
  let host: TestHost;
  let browser: Browser;
  let open: OpenPage;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lapidary-axe-'));
    await exportDemo(demoCohort({ patientsPerType: { A: 1, B: 0 }, framesPerPatient: 1 }), folder);
    host = await startTestHost();
    browser = await launchChromium();
    open = await openPage(browser, host.url);
    page = open.page;
    // What is still fading is neither here nor there.
    await page.emulateMedia({ reducedMotion: 'reduce' });
  }, 120_000);

  afterAll(async () => {
    await open?.close();
    await browser?.close();
    await host?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const palette = () => page.getByRole('dialog').getByRole('combobox');

  /** Types into the palette and runs what comes first. */
  async function command(text: string): Promise<void> {
    await page.keyboard.press('ControlOrMeta+k');
    await palette().waitFor(patience);
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await palette().waitFor({ state: 'detached', ...patience });
  }

  async function wear(theme: 'dark' | 'light'): Promise<void> {
    await command(`theme: ${theme}`);
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached', ...patience });
  }

  test.each(['light', 'dark'] as const)('the first launch, %s', async (theme) => {
    await page.getByRole('button', { name: /Load the demo cohort/ }).waitFor(patience);
    await wear(theme);
    expect(await objections(page)).toEqual([]);
  });

  test('the import panel, before and after a folder came in', async () => {
    await page.getByRole('button', { name: /Import your own frames/ }).click();
    await page.getByRole('complementary', { name: 'Import' }).waitFor(patience);
    for (const theme of ['light', 'dark'] as const) {
      await wear(theme);
      expect(await objections(page)).toEqual([]);
    }
    await page.getByLabel('Folder to import').setInputFiles(folder);
    await page.getByText('Masks become classes').waitFor(patience);
    for (const value of [0, 128, 255]) {
      const field = page.getByLabel(`Class of value ${value}`);
      if ((await field.count()) > 0) await field.fill(value === 255 ? 'stone' : 'background');
    }
    await page.keyboard.press('Tab');
    await page.getByLabel('Labels are classes of').click();
    await page.getByRole('option', { name: 'Stone composition' }).click();
    expect(await objections(page)).toEqual([]);
    await page.getByRole('button', { name: /^Import \d+ pictures$/ }).click();
    await page
      .getByText(/Imported/)
      .first()
      .waitFor(patience);
    await page.getByRole('row').nth(1).waitFor(patience);
    expect(await objections(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).first().click();
  });

  const go = async (key: string, heading: string | RegExp): Promise<void> => {
    await page.keyboard.press(key);
    await page.getByRole('heading', { name: heading }).first().waitFor(patience);
  };
  const places: readonly { readonly name: string; readonly show: () => Promise<void> }[] = [
    {
      name: 'the worklist',
      show: () => go('Shift+W', 'Worklist'),
    },
    {
      name: 'a study with findings',
      show: async () => {
        await page.getByRole('row').nth(1).dblclick();
        await page.getByRole('application').first().waitFor(patience);
        await page
          .getByRole('complementary', { name: 'Findings' })
          .getByRole('radio')
          .first()
          .waitFor(patience);
      },
    },
    ...(['F3', 'F4', 'F6'] as const).map((key) => ({
      name: `what ${key} shows of a finding`,
      show: async () => {
        await page.keyboard.press(key);
        await page.waitForTimeout(100);
      },
    })),
    { name: 'frames to be moved', show: () => go('ControlOrMeta+Shift+X', /^Move frames/) },
    { name: 'frames to be erased', show: () => go('Shift+Delete', /^Erase frames/) },
    { name: 'the signature', show: () => go('F9', 'Signature') },
    {
      name: 'the masks panel',
      show: async () => {
        await page.keyboard.press('F9');
        await page.keyboard.press('Shift+Q');
        await page.getByRole('complementary', { name: 'Masks' }).waitFor(patience);
      },
    },
    { name: 'Adapt', show: () => go('Shift+A', /./) },
    { name: 'Site', show: () => go('Shift+G', /./) },
    { name: 'Models', show: () => go('Shift+B', /./) },
    {
      name: 'System',
      show: async () => {
        await go('Shift+Y', 'Preferences');
        await page.getByRole('table').waitFor(patience);
      },
    },
    {
      name: 'the keyboard map',
      show: async () => {
        await page.keyboard.press('?');
        await page.getByRole('dialog', { name: 'Keyboard map' }).waitFor(patience);
      },
    },
    {
      name: 'the palette',
      show: async () => {
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached', ...patience });
        await page.keyboard.press('ControlOrMeta+k');
        await palette().waitFor(patience);
      },
    },
  ];

  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    beforeAll(() => wear(theme));
    afterAll(async () => {
      await page.keyboard.press('Escape');
      await palette().waitFor({ state: 'detached', ...patience });
    });

    test.each(places)('$name', async ({ show }) => {
      await show();
      expect(await objections(page)).toEqual([]);
    });
  });

  test('the palette lists what was used last first, and finds by any word', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await palette().waitFor(patience);
    expect(await page.getByRole('group').first().getAttribute('aria-label')).toBe('Recent');
    await page.keyboard.type('JOBS');
    await expect.poll(() => page.getByRole('option').count(), patience).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Jobs' }).waitFor(patience);
    await page.keyboard.press('Escape');
  });

  test.each([
    ['日本語', 'ja', '環境設定'],
    ['deutsch', 'de', 'Einstellungen'],
    ['english', 'en', 'Preferences'],
  ])('the page speaks %s at once', async (name, lang, heading) => {
    await page.keyboard.press('Shift+Y');
    await Promise.all([page.waitForEvent('load', patience), command(name)]);
    await page.getByRole('heading', { name: heading }).waitFor(patience);
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect(await objections(page)).toEqual([]);
  });

  test('nothing went wrong in the page', () => {
    expect(open.problems).toEqual([]);
  });
});
