/**
 * One suite of behaviours for both hosts: what a page may rely on, and what it must not be able to do, is the same in
 * the desktop window and in the browser.
 */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { findChromium, noChromium } from '../e2e/support/chromium.ts';
import { commandLine } from './commandLine.ts';
import type { HostUnderTest } from './hostsUnderTest.ts';
import { openDesktopHost, openWebHost } from './hostsUnderTest.ts';
import { readAndSign, readAndSigned } from './readAndSign.ts';

const hosts = [
  ['the web host', openWebHost],
  ['the desktop host on a stand-in for Electron', openDesktopHost],
] as const;

const chromium = findChromium();
const skipped = chromium === undefined ? ` (skipped: ${noChromium})` : '';

/** A picture with something in it: no two seeds give the same bytes. */
async function picture(seed: number): Promise<string> {
  const [width, height] = [160, 120];
  const pixels = Buffer.alloc(width * height * 3, 90);
  for (let index = 0; index < pixels.length; index += 7) pixels[index] = (index * (seed + 3)) % 256;
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return png.toString('base64');
}

describe.skipIf(chromium === undefined).each(hosts)(`%s${skipped}`, (_name, open) => {
  let host: HostUnderTest;

  beforeAll(async () => {
    host = await open();
  });

  afterAll(async () => {
    expect(await host.close()).toBe(0);
  });

  test('says which host it is', async () => {
    const seen = await host.page.evaluate(async () => {
      const { client, host: kind } = await window.suite;
      return { kind, info: await client.system.info() };
    });
    expect(seen).toMatchObject({ kind: host.kind, info: { host: host.kind, dataDir: host.dataDir } });
  });

  test('errors arrive with code, message and remedy', async () => {
    const errors = await host.page.evaluate(async () => {
      const { client } = await window.suite;
      const caught = (error: unknown): unknown => ({
        ...(error as object),
        message: (error as Error).message,
      });
      return [
        await client.jobs.get({ jobId: '01930000-0000-7000-8000-000000000001' }).catch(caught),
        await client.jobs.get({ jobId: 'no identifier' }).catch(caught),
        await client.imports.startPaths({ paths: ['/etc/passwd'], manifest: null }).catch(caught),
      ];
    });
    expect(errors).toEqual([
      expect.objectContaining({
        name: 'LapidaryError',
        code: expect.stringMatching(/not-found|unknown|no-such/) as string,
      }),
      expect.objectContaining({ name: 'LapidaryError', code: 'bad-input' }),
      expect.objectContaining({
        name: 'LapidaryError',
        code: expect.not.stringMatching(/unexpected|bad-input/) as string,
      }),
    ]);
    for (const error of errors) {
      expect(error).toMatchObject({
        message: expect.stringMatching(/./) as string,
        remedy: expect.stringMatching(/./) as string,
      });
    }
  });

  test('inputs are plain values or fail at once, in both hosts alike', async () => {
    const outcome = await host.page.evaluate(async () => {
      const { client } = await window.suite;
      const proxy = new Proxy({ search: '' }, {});
      return client.studies.list(proxy).then(
        () => 'accepted',
        (error: unknown) => (error as Error).name,
      );
    });
    expect(outcome).toBe('DataCloneError');
  });

  test('megabytes of input arrive', async () => {
    const outcome = await host.page.evaluate(async () => {
      const { client } = await window.suite;
      const paths = Array.from({ length: 20_000 }, (_, index) => `/${'x'.repeat(200)}${String(index)}`);
      const code = (error: unknown): unknown => (error as { code?: unknown }).code;
      return [
        await client.imports.startPaths({ paths: ['/x'], manifest: null }).catch(code),
        await client.imports.startPaths({ paths, manifest: null }).catch(code),
      ];
    });
    // Pages may not name paths at all: the refusal is the same whatever the size, and not a lost connection.
    expect(outcome[1]).toBe(outcome[0]);
    expect(outcome[0]).toEqual(expect.any(String));
  });

  test('a picture goes in as bytes, its job is watched to the end, and the frame comes out as bytes', async () => {
    const seen = await host.page.evaluate(
      async (base64) => {
        const { client, mediaUrl, fetchMedia } = await window.suite;
        const { trayId } = await client.imports.openTray();
        const body = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        await fetchMedia(mediaUrl(['trays', trayId, 'a folder', 'ä & b.png']), { method: 'PUT', body });
        const watch = await client.jobs.watch();
        const changes = await client.jobs.changes();
        const announced = changes.next();
        const { jobId } = await client.imports.startTray({ trayId, manifest: null, options: {} });
        const states = new Set<string>();
        for await (const job of watch) {
          if (job.id !== jobId) continue;
          states.add(job.state);
          if (job.finishedAt !== null) break;
        }
        const first = await announced;
        const topic = first.done === true ? undefined : first.value.topic;
        await changes.return();
        const after = await changes.next();
        const report = await client.imports.report({ jobId });
        const { studies } = await client.studies.list({});
        const study =
          studies[0] === undefined ? undefined : await client.studies.get({ studyId: studies[0].id });
        const frame = study?.frames[0];
        const url = mediaUrl(['frames', frame?.id ?? '']);
        const response = await fetchMedia(url);
        const image = new Image();
        image.src = url;
        await image.decode();
        return {
          states: [...states],
          topic,
          ended: after.done,
          report,
          name: frame?.source.name,
          type: response.headers.get('content-type'),
          caching: response.headers.get('cache-control'),
          size: [image.naturalWidth, image.naturalHeight],
        };
      },
      await picture(1),
    );
    expect(seen).toMatchObject({
      topic: expect.any(String) as string,
      ended: true,
      report: { imported: 1, duplicates: 0, refused: [] },
      type: expect.stringMatching(/^image\//) as string,
      caching: 'no-store',
      size: [160, 120],
    });
    expect(seen.states.at(-1)).toBe('done');
  });

  test('a mask that is being drawn is asked about as bytes, and refused in words', async () => {
    const mask = encodeLabelMap({ width: 160, height: 120, labels: new Uint8Array(160 * 120).fill(1) });
    const codes = await host.page.evaluate(async (base64) => {
      const { client, mediaUrl, fetchMedia } = await window.suite;
      const { studies } = await client.studies.list({});
      const studyId = studies[0]?.id;
      if (studyId === undefined) return [];
      const { frames } = await client.studies.get({ studyId });
      const schemas = await client.schemas.list();
      const [frameId, schemaId] = [frames[0]?.id, schemas.find(({ kind }) => kind === 'finding')?.id];
      const classId = schemas.find(({ kind }) => kind === 'mask')?.classes[0]?.id ?? '';
      if (frameId === undefined || schemaId === undefined) return [];
      const finding = await client.review.addFinding({ studyId, schemaId, frameId, segmentId: null });
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const ask = (body: Uint8Array<ArrayBuffer>, findingId: string): Promise<unknown> => {
        const url = mediaUrl(['live', findingId, frameId], { segments: `1:${classId}` });
        return fetchMedia(url, { method: 'POST', body }).then(
          (response) => response.status,
          (error: unknown) => (error as { code?: unknown }).code,
        );
      };
      return [
        await ask(bytes, finding.id),
        await ask(new Uint8Array(1_000_000), finding.id),
        await ask(bytes, '01930000-0000-7000-8000-000000000001'),
      ];
    }, Buffer.from(mask).toString('base64'));
    expect(codes).toEqual(['no-active-adapter', 'too-large', 'not-found']);
  });

  test('a study is read, signed and amended, refused in words meanwhile, and all of it recorded', async () => {
    const seen = await host.page.evaluate(readAndSign);
    expect(seen).toMatchObject(readAndSigned);
    expect(seen?.kinds.slice(0, 3)).toEqual(['amendment.withdrawn', 'amendment.begun', 'study.signed']);
    expect(seen?.kinds).toContain('study.viewed');
  });

  test('the command line works through the host that has the data folder open', async () => {
    const { code, stdout, stderr } = await commandLine('studies', '--data-dir', host.dataDir, '--json');
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(JSON.parse(stdout)).toMatchObject({ studies: [{ frames: 1 }] });
    const refused = await commandLine('import', '/nonexistent/a.png', '--data-dir', host.dataDir, '--json');
    expect(JSON.parse(refused.stdout)).toMatchObject({
      imported: 0,
      refused: [{ message: expect.any(String) as string }],
    });
  });

  test('computing goes to a process of its own', async () => {
    const { providers } = await host.page.evaluate(async () => (await window.suite).client.system.doctor());
    expect(providers).toContainEqual(expect.objectContaining({ name: 'cpu', available: true }));
  });

  test('bytes that are not there are refused in words', async () => {
    const error = await host.page.evaluate(async () => {
      const { mediaUrl, fetchMedia } = await window.suite;
      return fetchMedia(mediaUrl(['frames', '01930000-0000-7000-8000-000000000001'])).then(
        () => undefined,
        (reason: unknown) => ({ ...(reason as object), message: (reason as Error).message }),
      );
    });
    expect(error).toMatchObject({
      name: 'LapidaryError',
      code: expect.not.stringMatching(/unexpected|media-refused/) as string,
      remedy: expect.stringMatching(/./) as string,
    });
  });

  test('no spelling of a path leads out of what is served', async () => {
    const answers = await host.page.evaluate(async () => {
      const spellings = [
        '/../package.json',
        '/..%2fpackage.json',
        '/%2e%2e/%2e%2e/package.json',
        '/assets/..%2f..%2f..%2fpackage.json',
        '/assets/..%5c..%5cpackage.json',
        '/media/..%2f..%2fpackage.json',
        '/media/frames/..%2f..%2flapidary.sqlite',
        '/media/frames/%2fetc%2fpasswd',
        '/media/',
        '/media/nothing',
      ];
      return Promise.all(
        spellings.map(async (spelling) => {
          const response = await fetch(spelling);
          const text = await response.text();
          return [spelling, response.ok, /"dependencies"|root:|SQLite/.test(text)];
        }),
      );
    });
    for (const [spelling, ok, leaked] of answers) {
      expect([spelling, ok, leaked]).toEqual([spelling, false, false]);
    }
  });

  test('code and content from anywhere but the application do not run or load', async () => {
    const seen = await host.page.evaluate(async () => {
      const violated = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective));
      const attempt = (act: () => unknown): string => {
        try {
          act();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const attempts = {
        html: attempt(() => (document.body.innerHTML += '<b>x</b>')),
        inline: attempt(() => {
          const script = document.createElement('script');
          script.textContent = 'window.inlineRan = true';
          document.body.append(script);
        }),
        handler: attempt(() => {
          document.createElement('img').setAttribute('onerror', 'window.inlineRan = true');
        }),
      };
      const picture = document.createElement('img');
      picture.src = 'https://elsewhere.invalid/x.png';
      // Not at once: what a debugger calls may use eval, and this is called by one.
      const evaluated = await new Promise<string>((resolve) => {
        setTimeout(() => {
          resolve(attempt(() => Reflect.construct(Function, ['return 1'])));
        }, 0);
      });
      const style = document.createElement('style');
      style.textContent = 'body { opacity: 0.5 }';
      document.head.append(style);
      const frame = document.createElement('iframe');
      frame.src = 'https://elsewhere.invalid/';
      document.body.append(frame);
      const fetched = await fetch('https://elsewhere.invalid/').then(
        () => 'answered',
        () => 'refused',
      );
      const socket = await new Promise<string>((resolve) => {
        try {
          const other = new WebSocket('ws://127.0.0.1:9/');
          other.onopen = () => {
            resolve('open');
          };
          for (const end of ['error', 'close']) {
            other.addEventListener(end, () => {
              resolve('refused');
            });
          }
        } catch {
          resolve('refused');
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      const opacity = getComputedStyle(document.body).opacity;
      style.remove();
      frame.remove();
      return {
        attempts,
        evaluated,
        fetched,
        socket,
        opacity,
        ran: 'inlineRan' in window,
        violated: [...violated],
      };
    });
    expect(seen).toMatchObject({
      attempts: { html: 'TypeError', inline: 'TypeError', handler: 'TypeError' },
      evaluated: 'EvalError',
      fetched: 'refused',
      socket: 'refused',
      opacity: '1',
      ran: false,
    });
    for (const directive of [
      'connect-src',
      'frame-src',
      'img-src',
      'style-src-elem',
      'require-trusted-types-for',
    ]) {
      expect(seen.violated).toContain(directive);
    }
    await host.reload();
  });

  test('permissions are refused', async () => {
    const answers = await host.page.evaluate(async () => ({
      place: await new Promise<unknown>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => {
            resolve('told');
          },
          ({ code }) => {
            resolve(code);
          },
        );
      }),
      notices: await Notification.requestPermission(),
      clipboard: await navigator.clipboard.readText().then(
        () => 'read',
        (error: unknown) => (error as Error).name,
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'seen',
        (error: unknown) => (error as Error).name,
      ),
    }));
    expect(answers).toMatchObject({ place: 1, clipboard: 'NotAllowedError', camera: 'NotAllowedError' });
    expect(answers.notices).not.toBe('granted');
  });

  test('the page leaves nothing with the browser: no readable cookie, no token in its address', async () => {
    const seen = await host.page.evaluate(() => ({ cookie: document.cookie, search: location.search }));
    expect(seen).toEqual({ cookie: '', search: '' });
  });

  test('after a reload, calls work again', async () => {
    await host.reload();
    const info = await host.page.evaluate(async () => (await window.suite).client.system.info());
    expect(info.host).toBe(host.kind);
  });
});
