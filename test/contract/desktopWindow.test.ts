/** What only the desktop window refuses: a browser goes and opens where it likes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, noChromium } from '../e2e/support/chromium.ts';
import type { HostUnderTest } from './hostsUnderTest.ts';
import { openDesktopHost, refusedDesktop } from './hostsUnderTest.ts';

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';

describe.skipIf(chromium === undefined)(`the desktop window${skipped}`, () => {
  let host: HostUnderTest;

  beforeAll(async () => {
    host = await openDesktopHost();
  });

  afterAll(async () => {
    await host.close();
  });

  test.each([
    ['another site', 'https://evil.invalid/'],
    ['a file', 'file:///etc/passwd'],
    ['a file of its own', '/assets/x.js'],
    ['data', 'data:text/html,x'],
  ])('does not go to %s', async (_name, target) => {
    const before = host.page.url();
    await host.page.evaluate((address) => {
      Object.assign(window, { stillHere: true });
      location.href = address;
    }, target);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(host.page.url()).toBe(before);
    expect(await host.page.evaluate(() => 'stillHere' in window)).toBe(true);
  });

  test('opens no other window', async () => {
    await host.page.evaluate(() => {
      window.open('/');
      window.open('https://evil.invalid/', '_blank');
    });
    // A browser opens it before it can be asked; here it is closed as soon as the handler has refused it.
    await expect.poll(() => host.page.context().pages().length, { timeout: 10_000 }).toBe(1);
  });

  test('says what stands in the way of a second one on the same data folder, and leaves', async () => {
    const { content, code } = await refusedDesktop(host.dataDir);
    expect(content).toContain('already open in another Lapidary');
    expect(code).toBe(3);
  });

  test('gives the page nothing but a word about the host', async () => {
    const seen = await host.page.evaluate(() => ({
      lapidary: { ...window.lapidary },
      frozen: Object.isFrozen(window.lapidary),
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    }));
    expect(seen).toEqual({ lapidary: { host: 'electron' }, frozen: true, node: [] });
  });
});
