import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';

export interface OpenPage {
  readonly page: Page;
  /** What went wrong in the page: uncaught errors, errors on the console, refusals of the policy. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

export interface OpenPageOptions {
  readonly width?: number;
  readonly height?: number;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
}

/** Opens an address in a browser profile of its own and collects what goes wrong in it. */
export async function openPage(
  browser: Browser,
  url: string,
  options: OpenPageOptions = {},
): Promise<OpenPage> {
  const { width = 1440, height = 900, scale = 1 } = options;
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  return {
    page,
    problems,
    close: async () => {
      await context.close();
    },
  };
}

/** Writes `<name>.png` of what the page shows now into LAPIDARY_SCREENSHOTS, or dist/screenshots. Answers the file. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = process.env['LAPIDARY_SCREENSHOTS'] ?? path.resolve('dist', 'screenshots');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  return file;
}
