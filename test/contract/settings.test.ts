/** What the System page asks for, the same in the desktop window and in the browser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, noChromium } from '../e2e/support/chromium.ts';
import type { HostUnderTest } from './hostsUnderTest.ts';
import { openDesktopHost, openWebHost } from './hostsUnderTest.ts';

const hosts = [
  ['the web host', openWebHost],
  ['the desktop host on a stand-in for Electron', openDesktopHost],
] as const;

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';

describe.skipIf(chromium === undefined).each(hosts)(`%s${skipped}`, (_name, open) => {
  let host: HostUnderTest;

  beforeAll(async () => {
    host = await open();
  });

  afterAll(async () => {
    expect(await host.close()).toBe(0);
  });

  test('settings are read, changed, told to whoever listens, and refused beyond the machine', async () => {
    const seen = await host.page.evaluate(async () => {
      const { client } = await window.suite;
      const changes = await client.jobs.changes();
      const announced = changes.next();
      const before = await client.system.settings();
      const wanted = { memoryBudgetMb: 700, provider: null } as const;
      const after = await client.system.changeSettings(wanted);
      const refused = await client.system
        .changeSettings({ memoryBudgetMb: before.most.memoryBudgetMb + 1 })
        .catch((error: unknown) => (error as { code?: unknown }).code);
      const back = await client.system.changeSettings({ memoryBudgetMb: null });
      return { before, after, refused, back, announced: (await announced).value };
    });
    expect(seen.before.settings).toEqual(seen.before.defaults);
    expect(seen.before.compute).toMatchObject({ provider: 'cpu', ready: true });
    expect(seen.after.settings).toEqual({ ...seen.before.settings, memoryBudgetMb: 700 });
    expect(seen.refused).toBe('setting-too-large');
    expect(seen.back).toEqual(seen.before);
    expect(seen.announced).toEqual({ topic: 'settings', id: null });
  });

  test('the doctor examines the machine once and then tells what it found', async () => {
    const seen = await host.page.evaluate(async () => {
      const { client } = await window.suite;
      const found = await client.system.doctor({ examine: true });
      const asked = performance.now();
      const known = await client.system.doctor({ examine: false });
      return { found, known, milliseconds: performance.now() - asked };
    });
    expect(seen.found.providers.find(({ name }) => name === 'cpu')).toMatchObject({
      available: true,
      adapter: expect.any(String) as string,
      selfTest: { ok: true },
    });
    expect(seen.known.providers).toEqual(seen.found.providers);
    expect(seen.milliseconds).toBeLessThan(2000);
  });
});
