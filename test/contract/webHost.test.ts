/** What only the web host has to fear: other sites, other browsers and other programs of the same machine. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium, noChromium } from '../e2e/support/chromium.ts';
import { openPage } from '../e2e/support/pages.ts';
import type { TestHost } from '../e2e/support/testHost.ts';
import { startTestHost } from '../e2e/support/testHost.ts';
import type { HostUnderTest } from './hostsUnderTest.ts';
import { openWebHost } from './hostsUnderTest.ts';

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';

describe.skipIf(chromium === undefined)(`the web host among others${skipped}`, () => {
  let host: TestHost;
  let browser: Browser;
  let stranger: Server;
  let elsewhere: string;

  beforeAll(async () => {
    host = await startTestHost();
    browser = await launchChromium();
    stranger = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>a stranger on another port</title>');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    elsewhere = `http://127.0.0.1:${String((stranger.address() as AddressInfo).port)}/`;
  });

  afterAll(async () => {
    await browser.close();
    stranger.close();
    expect(await host.close()).toBe(0);
  });

  test('a browser without the token gets nothing', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const answer = await page.goto(new URL('/', host.url).href);
    expect(answer?.status()).toBe(403);
    expect(await page.locator('body').innerText()).toContain('Open the address that was printed');
    await context.close();
  });

  test('a page on another port of this machine reaches nothing, although the browser holds the cookie', async () => {
    const { page, close } = await openPage(browser, host.url);
    await page.goto(elsewhere);
    const reached = await page.evaluate(async (origin) => {
      const outcome = async (attempt: Promise<unknown>): Promise<string> =>
        attempt.then(String, () => 'refused');
      return {
        read: await outcome(fetch(`${origin}/`, { credentials: 'include' })),
        calls: await new Promise<string>((resolve) => {
          const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`);
          socket.onopen = () => {
            resolve('open');
          };
          socket.onerror = () => {
            resolve('refused');
          };
        }),
      };
    }, new URL(host.url).origin);
    expect(reached).toEqual({ read: 'refused', calls: 'refused' });
    await close();
  });

  test('cannot be framed', async () => {
    const { page, close } = await openPage(browser, host.url);
    await page.goto(elsewhere);
    await page.evaluate((origin) => {
      const frame = document.createElement('iframe');
      frame.src = `${origin}/`;
      document.body.append(frame);
    }, new URL(host.url).origin);
    await page.waitForTimeout(300);
    const texts = await Promise.all(page.frames().map((frame) => frame.evaluate(() => document.title)));
    expect(texts).not.toContain('Lapidary');
    await close();
  });
});

describe.skipIf(chromium === undefined)(`a report in the browser${skipped}`, () => {
  let host: HostUnderTest;

  beforeAll(async () => {
    host = await openWebHost();
  });

  afterAll(async () => {
    await host.close();
  });

  test.each([
    ['pdf', '%PDF-'],
    ['csv', '\ufeff'],
  ] as const)('is saved as %s under its own name', async (format, start) => {
    const body = await sharp({
      create: { width: 80, height: 60, channels: 3, background: format === 'pdf' ? 'red' : 'blue' },
    })
      .png()
      .toBuffer();
    const link = await host.page.evaluate(
      async ({ base64, kind }) => {
        const { client, mediaUrl, fetchMedia } = await window.suite;
        const { trayId } = await client.imports.openTray();
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        await fetchMedia(mediaUrl(['trays', trayId, 'a.png']), { method: 'PUT', body: bytes });
        const watch = await client.jobs.watch();
        const { jobId } = await client.imports.startTray({ trayId, manifest: null, options: {} });
        for await (const job of watch) if (job.id === jobId && job.finishedAt !== null) break;
        const { studies } = await client.studies.list({});
        const studyId = studies[0]?.id;
        if (studyId === undefined) throw new Error('Nothing was imported.');
        return client.exports.report({ studyId, format: kind });
      },
      { base64: body.toString('base64'), kind: format },
    );
    const [saved] = await Promise.all([
      host.page.waitForEvent('download'),
      host.page.evaluate(({ url, fileName }) => {
        const anchor = document.createElement('a');
        anchor.href = url;
        anchor.download = fileName;
        anchor.click();
      }, link),
    ]);
    expect(saved.suggestedFilename()).toBe(link.fileName);
    expect(link.fileName).toMatch(new RegExp(`\\.${format}$`));
    const content = await readFile(await saved.path(), 'utf8');
    expect(content.slice(0, start.length)).toBe(start);
  });
});

describe.skipIf(chromium === undefined)(`a page whose host is gone${skipped}`, () => {
  let host: HostUnderTest;

  beforeAll(async () => {
    host = await openWebHost();
  });

  afterAll(async () => {
    await host.close();
  });

  test('is told so, and calls fail in words', async () => {
    const { page } = host;
    await page.evaluate(async () => {
      const { onConnection } = await window.suite;
      Object.assign(window, { heard: [] });
      onConnection((state) => {
        (window as unknown as { heard: string[] }).heard.push(state);
      });
    });
    await host.stop();
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard))
      .toEqual(['lost']);
    const codes = await page.evaluate(async () => {
      const { client, fetchMedia, mediaUrl } = await window.suite;
      const code = (error: unknown): unknown => (error as { code?: unknown }).code;
      return [
        await client.system.info().catch(code),
        await fetchMedia(mediaUrl(['frames', 'x'])).catch(code),
      ];
    });
    expect(codes).toEqual(['host-gone', 'host-gone']);
  });
});
