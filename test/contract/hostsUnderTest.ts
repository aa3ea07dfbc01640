import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { Rolldown } from 'vite';
import { build } from 'vite';
import { ensureBuilt } from '../e2e/support/built.ts';
import { endProcess, waitForLine } from '../e2e/support/childProcess.ts';
import { launchChromium } from '../e2e/support/chromium.ts';
import { openPage } from '../e2e/support/pages.ts';
import { startTestHost } from '../e2e/support/testHost.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface HostUnderTest {
  readonly kind: 'electron' | 'web';
  readonly page: Page;
  readonly dataDir: string;
  /** Loads the page anew and puts the suite's bridge into it. */
  reload(): Promise<void>;
  /** Ends the host and leaves its page open, where there is one without it. */
  stop(): Promise<void>;
  /** Answers the exit code. */
  close(): Promise<number | null>;
}

async function bundledBridge(): Promise<string> {
  const output = (await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: 'test/contract/injected.ts', formats: ['iife'], name: 'suiteBridge' },
    },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = output[0]?.output ?? [];
  if (chunk === undefined) throw new Error('The bridge was not bundled.');
  return chunk.code;
}

let bridge: Promise<string> | undefined;

async function inject(page: Page): Promise<void> {
  bridge ??= bundledBridge();
  await page.evaluate(await bridge);
  await page.evaluate(async () => {
    await window.suite;
  });
}

/** The web host, its page in a Chromium. */
export async function openWebHost(): Promise<HostUnderTest> {
  const host = await startTestHost();
  const browser = await launchChromium();
  const { page } = await openPage(browser, host.url);
  await inject(page);
  return {
    kind: 'web',
    page,
    dataDir: host.dataDir,
    reload: async () => {
      await page.reload();
      await inject(page);
    },
    stop: async () => {
      await host.close();
    },
    close: async () => {
      await browser.close();
      return host.close();
    },
  };
}

/** What the stand-in says on standard output. */
type Said =
  | { readonly standIn: 'window'; readonly endpoint: string }
  | { readonly standIn: 'error'; readonly title: string; readonly content: string };

function saidIn(line: string): Said | undefined {
  return line.startsWith('{"standIn":') ? (JSON.parse(line) as Said) : undefined;
}

async function startDesktop(dataDir: string): Promise<{ child: ChildProcess; said: Said }> {
  await ensureBuilt();
  const register = new URL('./standIn/register.ts', import.meta.url).href;
  const child = spawn(
    process.execPath,
    ['--import', register, path.join(root, 'dist/main/electron.js'), '--data-dir', dataDir],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return { child, said: await waitForLine(child, saidIn) };
}

/** Starts the desktop host where it must refuse: what it said, and the code it left with. */
export async function refusedDesktop(dataDir: string): Promise<{ content: string; code: number | null }> {
  const { child, said } = await startDesktop(dataDir);
  const code = await new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });
  return { content: said.standIn === 'error' ? said.content : 'a window opened', code };
}

/** The built main and preload files of the desktop host, with the stand-in for Electron. */
export async function openDesktopHost(): Promise<HostUnderTest> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lapidary-desktop-'));
  const { child, said } = await startDesktop(dataDir);
  if (said.standIn === 'error') throw new Error(said.content);
  const browser = await chromium.connectOverCDP(said.endpoint);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('The stand-in opened no page.');
  await inject(page);
  return {
    kind: 'electron',
    page,
    dataDir,
    reload: async () => {
      await page.reload();
      await inject(page);
    },
    stop: async () => {
      await endProcess(child);
    },
    close: async () => {
      const code = await endProcess(child);
      await browser.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
      return code;
    },
  };
}
