import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Contract } from '../../src-shared/contract/contract.ts';
import { openLoopback } from '../../src-main/hosts/web/loopback.ts';
import type { Loopback } from '../../src-main/hosts/web/loopback.ts';
import { openPages } from '../../src-main/hosts/web/pages.ts';
import { fakeWorkstation, someJob } from './fakeWorkstation.ts';

const fake = fakeWorkstation();
const logged: string[] = [];
let loopback: Loopback;
let folder: string;
let port: number;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Plain HTTP without a browser's good manners: paths go out as they are written, and any header can be claimed. */
function ask(
  target: string,
  options: { method?: string; headers?: Record<string, string>; body?: Uint8Array | string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const request = httpRequest({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function sessionCookie(address = loopback.admission.address): Promise<string> {
  const { headers } = await ask(address.slice(loopback.admission.origin.length));
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

/** The status of the answer to a WebSocket handshake: 101 when it was taken. */
function handshake(headers: Record<string, string>, target = '/rpc'): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}${target}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lapidary-loopback-'));
  await mkdir(path.join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'page', 'index.html'), '<!doctype html><title>Lapidary</title>');
  await writeFile(path.join(folder, 'page', 'assets', 'app.js'), 'export {};');
  await writeFile(path.join(folder, 'page', 'assets', 'notes.doc'), 'not a type that is served');
  await writeFile(path.join(folder, 'secret.js'), 'secret');
  loopback = await openLoopback({
    served: fake,
    log: (line) => logged.push(line),
    pages: await openPages(path.join(folder, 'page')),
    uploadLimit: 1024 * 1024,
  });
  port = Number(new URL(loopback.admission.origin).port);
});

afterAll(async () => {
  await loopback.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the launch token', () => {
  test('is exchanged for a cookie that scripts and other sites cannot use, and stripped from the address', async () => {
    const { status, headers } = await ask(loopback.admission.address.slice(loopback.admission.origin.length));
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']?.[0]).toMatch(
      /^lapidary-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    expect(headers['set-cookie']?.[0]).not.toContain(loopback.admission.address.split('=')[1]);
  });

  test('opens nothing when it is wrong, missing or on another path', async () => {
    const token = loopback.admission.address.split('token=')[1] ?? '';
    expect((await ask('/?token=wrong')).status).toBe(403);
    expect((await ask('/?token=')).status).toBe(403);
    expect((await ask('/')).status).toBe(403);
    expect((await ask(`/assets/app.js?token=${token}`)).status).toBe(403);
    expect((await ask(`/?token=${token}`, { method: 'POST' })).status).toBe(403);
  });

  test('for starting a browser works once', async () => {
    const address = loopback.admission.singleUseAddress();
    expect(await sessionCookie(address)).toMatch(/^lapidary-/);
    expect(await sessionCookie(address)).toBe('');
  });
});

describe('the page', () => {
  test('arrives under a strict policy and is kept nowhere', async () => {
    const { status, headers, body } = await ask('/', { headers: { cookie: await sessionCookie() } });
    expect(status).toBe(200);
    expect(body).toContain('<title>Lapidary</title>');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  test.each([
    ['/../secret.js', 404],
    ['/assets/../../secret.js', 404],
    ['/%2e%2e/secret.js', 404],
    ['/assets/..%2f..%2fsecret.js', 404],
    ['/assets/..%5c..%5csecret.js', 404],
    ['//etc/passwd', 403],
    ['/assets/notes.doc', 404],
    ['/assets/', 404],
    ['http://elsewhere.example/', 403],
    ['/assets/app.js', 200],
  ])('%s is answered with %i', async (target, status) => {
    const answer = await ask(target, { headers: { cookie: await sessionCookie() } });
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('secret');
  });

  test('is only read: other methods are refused', async () => {
    const headers = { cookie: await sessionCookie(), origin: loopback.admission.origin };
    expect((await ask('/', { method: 'POST', headers })).status).toBe(405);
  });
});

describe('requests from elsewhere', () => {
  test.each([
    ['another host name', { host: 'localhost' }],
    ['a rebound name', { host: 'evil.example' }],
    ['another origin', { origin: 'http://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port, as browsers see it', { 'sec-fetch-site': 'same-site' }],
    ['a forged cookie', { cookie: 'lapidary=x' }],
  ])('%s: refused for pages, media and calls alike', async (_name, claimed) => {
    const headers = { cookie: await sessionCookie(), ...claimed };
    expect((await ask('/', { headers })).status).toBe(403);
    expect((await ask('/media/frames/1', { headers })).status).toBe(403);
    expect(await handshake({ origin: loopback.admission.origin, ...headers })).toBe(403);
  });

  test('whatever changes something must say that it comes from the page', async () => {
    const cookie = await sessionCookie();
    const put = { method: 'PUT', body: 'x' };
    expect((await ask('/media/frames/1', { ...put, headers: { cookie } })).status).toBe(403);
    expect(await handshake({ cookie })).toBe(403);
    const headers = { cookie, origin: loopback.admission.origin };
    expect((await ask('/media/frames/1', { ...put, headers })).status).toBe(200);
    expect(await handshake(headers)).toBe(101);
    expect(await handshake(headers, '/rpc?x=1')).toBe(403);
  });

  test('listens on 127.0.0.1 alone', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address !== undefined && address.address !== '127.0.0.1');
    const reached = await Promise.all(
      others.map(
        (address) =>
          new Promise<boolean>((resolve) => {
            const socket = connectTcp({ host: address?.address ?? '', port, timeout: 2000 });
            socket.on('connect', () => {
              socket.destroy();
              resolve(true);
            });
            socket.on('error', () => {
              resolve(false);
            });
            socket.on('timeout', () => {
              socket.destroy();
              resolve(false);
            });
          }),
      ),
    );
    expect(reached).not.toContain(true);
  });
});

describe('the door of the command line', () => {
  const bearer = (): Record<string, string> => ({
    authorization: `Bearer ${loopback.admission.commandToken}`,
  });

  test('takes the token of the lock file and says who came in', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/rpc`, { headers: bearer() });
    const client = createORPCClient<ContractRouterClient<Contract>>(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    );
    expect(await client.system.info()).toMatchObject({ host: 'web' });
    expect(fake.callers.at(-1)?.door).toBe('command-line');
    socket.close();
  });

  test('is closed to browsers and to wrong tokens', async () => {
    expect(await handshake({ ...bearer(), origin: loopback.admission.origin })).toBe(403);
    expect(await handshake({ ...bearer(), 'sec-fetch-site': 'none' })).toBe(403);
    expect(await handshake({ authorization: 'Bearer nonsense' })).toBe(403);
    expect(await handshake({ authorization: loopback.admission.commandToken })).toBe(403);
    const launch = loopback.admission.address.split('token=')[1] ?? '';
    expect(await handshake({ authorization: `Bearer ${launch}` })).toBe(403);
  });

  test('is the only one where no page is served', async () => {
    const bare = await openLoopback({ served: fake, log: () => undefined });
    try {
      const url = (target: string): string => `${bare.admission.origin}${target}`;
      const headers = { authorization: `Bearer ${bare.admission.commandToken}` };
      expect((await fetch(bare.admission.address, { redirect: 'manual' })).status).toBe(403);
      expect((await fetch(url('/'), { headers })).status).toBe(404);
    } finally {
      await bare.close();
    }
  });
});

describe('media', () => {
  const headers = async (): Promise<Record<string, string>> => ({
    cookie: await sessionCookie(),
    origin: loopback.admission.origin,
  });

  test('go in and out as bytes; the host decides over policy and caching', async () => {
    const body = new Uint8Array(300_000).map((_, index) => index % 251);
    const put = await ask('/media/frames/a%20b', { method: 'PUT', headers: await headers(), body });
    expect(put).toMatchObject({ status: 200, body: '{"bytes":300000}' });
    expect(fake.stored.get('/media/frames/a%20b')).toEqual(body);
    const got = await ask('/media/frames/a%20b', { headers: await headers() });
    expect(got.status).toBe(200);
    expect(got.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
      'x-content-type-options': 'nosniff',
    });
  });

  test('are refused in words', async () => {
    const { status, body } = await ask('/media/frames/none', { headers: await headers() });
    expect(status).toBe(404);
    expect(JSON.parse(body)).toEqual({
      code: 'frame-missing',
      message: 'No such frame.',
      remedy: 'Import it.',
    });
  });

  test('that are too large are refused, announced or not, and the connection lives on', async () => {
    const body = new Uint8Array(1024 * 1024 + 1);
    const announced = await ask('/media/frames/big', { method: 'PUT', headers: await headers(), body });
    expect(announced.status).toBe(413);
    const chunked = { ...(await headers()), 'transfer-encoding': 'chunked' };
    const streamed = await ask('/media/frames/big', { method: 'PUT', headers: chunked, body });
    expect(streamed.status).toBe(413);
    expect(JSON.parse(streamed.body)).toMatchObject({ code: 'too-large' });
    expect(fake.stored.has('/media/frames/big')).toBe(false);
  });

  test('that break off are no answer and no crash', async () => {
    const socket = connectTcp(port, '127.0.0.1');
    const lines = Object.entries({ host: `127.0.0.1:${String(port)}`, ...(await headers()) });
    socket.write(
      `PUT /media/frames/half HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}content-length: 1000\r\n\r\nabc`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(fake.stored.has('/media/frames/half')).toBe(false);
    expect((await ask('/', { headers: await headers() })).status).toBe(200);
  });
});

describe('calls', () => {
  async function client(): Promise<{ api: ContractRouterClient<Contract>; socket: WebSocket }> {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/rpc`, {
      headers: { cookie: await sessionCookie(), origin: loopback.admission.origin },
    });
    const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
    return { api: createORPCClient<ContractRouterClient<Contract>>(link), socket };
  }

  test('fail with code, message and remedy; what nobody foresaw keeps its words to itself', async () => {
    const { api, socket } = await client();
    await expect(api.jobs.get({ jobId: someJob.id })).rejects.toMatchObject({
      code: 'REFUSED',
      defined: true,
      data: { code: 'job-not-found', message: 'There is no such job.', remedy: 'Reload the list.' },
    });
    await expect(api.system.doctor()).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'unexpected' },
    });
    const line = logged.find((entry) => entry.startsWith('system.doctor failed: TypeError'));
    expect(line).toContain('fakeWorkstation.ts');
    expect(logged.join('\n')).not.toContain('Meier');
    await expect(api.studies.list({ limit: -1 })).rejects.toMatchObject({
      data: { code: 'bad-input', message: expect.stringContaining('limit') as string },
    });
    socket.close();
  });

  test('stream events, tell errors in them in words, and stop when nobody listens', async () => {
    const { api, socket } = await client();
    const seen: number[] = [];
    for await (const job of await api.jobs.watch()) {
      seen.push(job.done);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([0, 1, 2]);
    await expect.poll(() => fake.watching.now).toBe(0);

    const broken = async (): Promise<void> => {
      for await (const change of await api.jobs.changes()) expect(change.topic).toBe('jobs');
    };
    await expect(broken()).rejects.toMatchObject({ data: { code: 'broken', remedy: 'Mend it.' } });

    const second = await api.jobs.watch();
    await second.next();
    expect(fake.watching.now).toBe(1);
    socket.terminate();
    await expect.poll(() => fake.watching.now).toBe(0);
  });

  test('take megabytes, but not without end', async () => {
    const { api, socket } = await client();
    const paths = Array.from({ length: 20_000 }, (_, index) => `/${'x'.repeat(200)}${String(index)}`);
    await expect(api.imports.startPaths({ paths, manifest: null })).resolves.toEqual({ jobId: someJob.id });
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.send('x'.repeat(33 * 1024 * 1024));
    expect(await closed).toBe(1009);
  });
});

test('closing hangs up on whoever is connected', async () => {
  const other = await openLoopback({ served: fake, log: () => undefined });
  const socket = new WebSocket(`${other.admission.origin.replace('http', 'ws')}/rpc`, {
    headers: { authorization: `Bearer ${other.admission.commandToken}` },
  });
  await new Promise((resolve) => socket.on('open', resolve));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await other.close();
  expect(await closed).toBe(1001);
  await expect(fetch(other.admission.origin)).rejects.toThrow();
});

test('a port in use is named', async () => {
  await expect(openLoopback({ served: fake, log: () => undefined, port })).rejects.toMatchObject({
    code: 'port-taken',
  });
});
