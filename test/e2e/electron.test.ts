/** The desktop application in its real Electron, where the binary is at hand and a display to show it on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { _electron } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { electronBinary } from '../../scripts/electronBinary.ts';
import { electronObstacle } from '../../scripts/start.ts';
import { ensureBuilt } from './support/built.ts';

const root = path.resolve(import.meta.dirname, '../..');
const binary = electronBinary();
const obstacle =
  binary === null
    ? "Electron's binary is not here"
    : electronObstacle({ platform: process.platform, env: process.env, uid: process.getuid?.() });
const skipped = obstacle === null ? '' : ` (skipped: ${obstacle})`;

describe.skipIf(obstacle !== null)(`the desktop application${skipped}`, () => {
  let application: ElectronApplication;
  let page: Page;
  let dataDir: string;

  beforeAll(async () => {
    await ensureBuilt();
    dataDir = await mkdtemp(path.join(tmpdir(), 'lapidary-electron-'));
    application = await _electron.launch({
      executablePath: binary ?? '',
      args: [root, '--data-dir', dataDir],
    });
    page = await application.firstWindow();
  });

  afterAll(async () => {
    await application.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  test('shows the page under its own scheme, isolated and without Node', async () => {
    expect(page.url()).toBe('lapidary://app/');
    const seen = await page.evaluate(() => ({
      origin: window.origin,
      secure: window.isSecureContext,
      host: window.lapidary?.host,
      node: ['require', 'process', 'module'].filter((name) => name in window),
    }));
    expect(seen).toEqual({
      origin: 'lapidary://app',
      secure: true,
      host: 'electron',
      node: [],
    });
  });

  test('answers calls and media, and lets nothing else through', async () => {
    await expect.poll(() => page.locator('#app').innerText()).not.toBe('');
    const outcome = await page.evaluate(async () => ({
      missing: (await fetch('/media/frames/01930000-0000-7000-8000-000000000001')).status,
      outside: await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      ),
      opened: window.open('https://example.com/') === null,
    }));
    expect(outcome).toEqual({ missing: 404, outside: 'refused', opened: true });
  });

  test('is sandboxed as it was asked to be', async () => {
    const preferences = await application.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return { title: window?.getTitle(), storage: window?.webContents.session.isPersistent() };
    });
    expect(preferences).toEqual({ title: 'Lapidary', storage: false });
  });
});
