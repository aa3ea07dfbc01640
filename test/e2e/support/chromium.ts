import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** Where browsers lie that are not on the PATH. */
const places: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((variable) =>
    path.join(process.env[variable] ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
  ),
};

/** The system's Chromium or Chrome, or the one that LAPIDARY_CHROMIUM names; undefined: there is none. */
export function findChromium(): string | undefined {
  const named = process.env['LAPIDARY_CHROMIUM'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, `${name}${suffix}`)));
  return [...onPath, ...(places[process.platform] ?? [])].find((file) => existsSync(file));
}

export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly headless: true;
  readonly args: string[];
  readonly chromiumSandbox: boolean;
}

/** How to start it here; undefined: there is none. Its sandbox does not run as root. */
export function chromiumLaunch(): ChromiumLaunch | undefined {
  const executablePath = findChromium();
  if (executablePath === undefined) return undefined;
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath,
    headless: true,
    chromiumSandbox: !isRoot,
    args: [
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
      // A camera to be refused: without one, a page learns only that there is none.
      '--use-fake-device-for-media-stream',
    ],
  };
}

/** What a suite that needs a browser says where there is none. */
export const noChromium = 'no Chromium or Chrome was found (install one, or name it in LAPIDARY_CHROMIUM)';

/** @throws Error where there is no browser: ask `findChromium` first, to skip the suite visibly */
export async function launchChromium(): Promise<Browser> {
  const launch = chromiumLaunch();
  if (launch === undefined) throw new Error(noChromium);
  return chromium.launch(launch);
}
