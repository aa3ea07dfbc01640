import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { chromiumLaunch } from '../../e2e/support/chromium.ts';

/** A stock Chromium knows no schemes but its own: ours is mapped to a secure origin that no network can resolve. */
const pageOrigin = 'https://app.lapidary.invalid';
const electronOrigin = 'lapidary://app';

export const toPage = (url: string): string => url.replace(electronOrigin, pageOrigin);
export const toElectron = (url: string): string => url.replace(pageOrigin, electronOrigin);

export interface OpenBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** For another process to drive the same page. */
  readonly endpoint: string;
}

let opened: Promise<OpenBrowser> | undefined;
let profile: string | undefined;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function openBrowser(): Promise<OpenBrowser> {
  opened ??= (async () => {
    const launch = chromiumLaunch();
    if (launch === undefined) throw new Error('The stand-in for Electron needs a Chromium.');
    profile = await mkdtemp(path.join(tmpdir(), 'lapidary-stand-in-'));
    const port = await freePort();
    const context = await chromium.launchPersistentContext(profile, {
      ...launch,
      args: [...launch.args, `--remote-debugging-port=${String(port)}`],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    return { context, page, endpoint: `http://127.0.0.1:${String(port)}` };
  })();
  return opened;
}

export async function closeBrowser(): Promise<void> {
  await (await opened)?.context.close();
  if (profile !== undefined) await rm(profile, { recursive: true, force: true });
}
