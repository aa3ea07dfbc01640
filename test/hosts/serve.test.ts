import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ServeOptions, WebHost } from '../../src-main/hosts/web/serve.ts';
import { serve } from '../../src-main/hosts/web/serve.ts';
import { fakeWorkstation } from './fakeWorkstation.ts';

let folder: string;
let host: WebHost | undefined;
const close = vi.fn<() => Promise<void>>();
const publishDoor = vi.fn<(door: { url: string; token: string }) => Promise<void>>();

const start = async (changes: Partial<ServeOptions> = {}): Promise<WebHost> => {
  host = await serve({
    openWorkstation: async () => ({ ...fakeWorkstation(), publishDoor, close }),
    rendererDir: folder,
    log: () => undefined,
    ...changes,
  });
  return host;
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lapidary-serve-'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Lapidary</title>');
  close.mockReset().mockResolvedValue();
  publishDoor.mockReset().mockResolvedValue();
});

afterEach(async () => {
  await host?.close();
  host = undefined;
  await rm(folder, { recursive: true, force: true });
});

test('serves the page to who holds the address, tells the command line its own door, and closes both', async () => {
  const { url } = await start();
  const answer = await fetch(url, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await fetch(new URL('/', url), { headers: { cookie } });
  expect(await page.text()).toContain('Lapidary');
  const [door] = publishDoor.mock.calls[0] ?? [];
  expect(door?.url).toBe(new URL(url).origin);
  expect(url).not.toContain(door?.token);
  await host?.close();
  await host?.close();
  expect(close).toHaveBeenCalledOnce();
  await expect(fetch(url)).rejects.toThrow();
});

test('a page that was not built is said so before anything is opened', async () => {
  await rm(path.join(folder, 'index.html'));
  const openWorkstation = vi.fn<ServeOptions['openWorkstation']>();
  await expect(start({ openWorkstation })).rejects.toMatchObject({ code: 'page-not-built' });
  expect(openWorkstation).not.toHaveBeenCalled();
});

test('what fails after the workstation was opened closes it again', async () => {
  publishDoor.mockRejectedValue(new LapidaryError('disk-full', 'The disk is full.', 'Free some space.'));
  await expect(start()).rejects.toMatchObject({ code: 'disk-full' });
  expect(close).toHaveBeenCalledOnce();
});
