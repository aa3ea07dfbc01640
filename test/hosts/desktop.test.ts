import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { DesktopOptions } from '../../src-main/hosts/electron/desktop.ts';
import { refusedExitCode, runDesktop } from '../../src-main/hosts/electron/desktop.ts';
import type { Hosted } from '../../src-main/hosts/web/served.ts';
import * as electron from './electronFake.ts';
import { fakeWorkstation } from './fakeWorkstation.ts';

vi.mock('electron', () => import('./electronFake.ts'));

let folder: string;
let doors: { url: string; token: string }[];
const close = vi.fn<() => Promise<void>>();

function options(changes: Partial<DesktopOptions> = {}): DesktopOptions {
  return {
    preload: '/app/preload.cjs',
    rendererDir: folder,
    development: false,
    demo: false,
    log: () => undefined,
    openWorkstation: async (): Promise<Hosted> => ({
      ...fakeWorkstation(),
      publishDoor: async (door) => void doors.push(door),
      close,
    }),
    ...changes,
  };
}

async function openWindow(changes: Partial<DesktopOptions> = {}): Promise<electron.FakeWindow> {
  runDesktop(options(changes));
  await vi.waitFor(() => {
    expect(electron.FakeWindow.opened).toHaveLength(1);
  });
  const [window] = electron.FakeWindow.opened;
  if (window === undefined) throw new Error('no window');
  return window;
}

async function quit(): Promise<void> {
  const event = { preventDefault: vi.fn() };
  electron.app.emit('will-quit', event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
  await vi.waitFor(() => {
    expect(electron.app.quit).toHaveBeenCalled();
  });
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lapidary-desktop-'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Lapidary</title>');
  doors = [];
  close.mockResolvedValue();
});

afterEach(async () => {
  if (electron.FakeWindow.opened.length > 0) await quit();
  electron.FakeWindow.opened.length = 0;
  electron.app.removeAllListeners();
  electron.app.lock.free = true;
  electron.ipcMain.removeAllListeners();
  electron.fakeSession.removeAllListeners();
  vi.clearAllMocks();
  await rm(folder, { recursive: true, force: true });
});

describe('the window', () => {
  test('is a sandboxed page of its own scheme in a session that is kept in memory', async () => {
    const window = await openWindow();
    expect(window.options).toMatchObject({
      title: 'Lapidary',
      webPreferences: {
        preload: '/app/preload.cjs',
        partition: 'lapidary',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        devTools: false,
      },
    });
    expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('lapidary://app/');
    expect(electron.app.enableSandbox).toHaveBeenCalledOnce();
    expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
      expect.objectContaining({
        scheme: 'lapidary',
        privileges: expect.not.objectContaining({ bypassCSP: true }) as unknown,
      }),
    ]);
  });

  test('keeps its own title, whatever the document is called', async () => {
    const window = await openWindow();
    const event = { preventDefault: vi.fn() };
    window.emit('page-title-updated', event, 'Meier, Anna');
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  test('has developer tools in development alone', async () => {
    const window = await openWindow({ development: true });
    expect(window.options).toMatchObject({ webPreferences: { devTools: true } });
    expect(JSON.stringify(electron.Menu.setApplicationMenu.mock.calls)).toContain('toggleDevTools');
  });

  test('is loaded again when its process ends, but not for ever', async () => {
    const window = await openWindow();
    for (let crash = 0; crash < 4; crash++) {
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    }
    expect(window.webContents.reload).toHaveBeenCalledTimes(3);
    expect(electron.dialog.showErrorBox).toHaveBeenCalledOnce();
  });
});

describe('web contents', () => {
  test.each([
    ['lapidary://app/', true],
    ['lapidary://app/#/study/1', true],
    ['lapidary://app/assets/app.js', false],
    ['lapidary://other/', false],
    ['https://evil.example/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
  ])('may go to %s: %s', async (url, allowed) => {
    const { webContents } = await openWindow();
    const event = { url, isMainFrame: true, preventDefault: vi.fn() };
    webContents.emit('will-navigate', event);
    webContents.emit('will-frame-navigate', event);
    expect(event.preventDefault).toHaveBeenCalledTimes(allowed ? 0 : 2);
  });

  test('open no windows, frames or web views and follow no redirects', async () => {
    const { webContents } = await openWindow();
    expect(webContents.setWindowOpenHandler.mock.calls[0]?.[0]({ url: 'lapidary://app/' })).toEqual({
      action: 'deny',
    });
    for (const name of ['will-redirect', 'will-attach-webview', 'will-frame-navigate']) {
      const event = { url: 'lapidary://app/', isMainFrame: false, preventDefault: vi.fn() };
      webContents.emit(name, event);
      expect(event.preventDefault, name).toHaveBeenCalledOnce();
    }
  });
});

describe('the session', () => {
  test('refuses every permission, asked for or checked', async () => {
    await openWindow();
    const answer = vi.fn();
    electron.fakeSession.setPermissionRequestHandler.mock.calls[0]?.[0]({}, 'media', answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(false);
    expect(electron.fakeSession.setPermissionCheckHandler.mock.calls[0]?.[0]()).toBe(false);
    expect(electron.fakeSession.setDevicePermissionHandler.mock.calls[0]?.[0]()).toBe(false);
    expect(electron.fakeSession.setSpellCheckerEnabled).toHaveBeenCalledExactlyOnceWith(false);
  });

  test.each([
    ['lapidary://app/assets/app.js', true],
    ['blob:lapidary://app/0b1e', true],
    ['lapidary://elsewhere/', false],
    ['lapidary://user@app/', false],
    ['https://update.example/', false],
    ['http://127.0.0.1:8080/', false],
    ['ws://127.0.0.1:8080/', false],
    ['file:///etc/passwd', false],
    ['devtools://devtools/x.js', false],
  ])('lets a request to %s through: %s', async (url, allowed) => {
    await openWindow();
    const answer = vi.fn();
    electron.fakeSession.webRequest.onBeforeRequest.mock.calls[0]?.[0]({ url }, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: !allowed });
  });

  test.each([
    ['lapidary://app/media/reports/1.pdf', true],
    ['blob:lapidary://app/0b1e', true],
    ['lapidary://app/assets/app.js', false],
    ['https://evil.example/x.exe', false],
  ])('lets %s be saved: %s', async (url, allowed) => {
    await openWindow();
    const event = { preventDefault: vi.fn() };
    electron.fakeSession.emit('will-download', event, { getURL: () => url });
    expect(event.preventDefault).toHaveBeenCalledTimes(allowed ? 0 : 1);
  });

  test('answers pages and media under the policies, and nothing else', async () => {
    await openWindow();
    const answer = electron.fakeSession.protocol.handle.mock.calls[0]?.[1];
    const ask = async (url: string, init?: RequestInit): Promise<Response> => {
      if (answer === undefined) throw new Error('no handler');
      return answer(new Request(url, init));
    };
    const page = await ask('lapidary://app/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await ask('lapidary://app/../secret')).status).toBe(404);
    expect((await ask('lapidary://elsewhere/')).status).toBe(403);
    expect((await ask('lapidary://app/', { method: 'POST' })).status).toBe(405);
    expect((await ask('lapidary://app/media/frames/1')).status).toBe(404);
    const stored = await ask('lapidary://app/media/frames/1', { method: 'PUT', body: 'abc' });
    expect(await stored.json()).toEqual({ bytes: 3 });
    const media = await ask('lapidary://app/media/frames/1');
    expect(await media.text()).toBe('abc');
    expect(media.headers.get('x-content-type-options')).toBe('nosniff');
    const large = { method: 'PUT', body: 'x', headers: { 'content-length': String(2 ** 40) } };
    expect((await ask('lapidary://app/media/frames/1', large)).status).toBe(413);
  });
});

describe('calls', () => {
  const origin = 'lapidary://app';

  test.each([
    ['the page', {}, true],
    ['a frame in the page', { senderFrame: { origin, parent: {} } }, false],
    ['another origin', { senderFrame: { origin: 'https://evil.example', parent: null } }, false],
    ['a frame that is gone', { senderFrame: null }, false],
    ['contents that are none of our windows', { sender: { id: 9999 } }, false],
  ])('from %s are served: %s', async (_name, changes, served) => {
    const { webContents } = await openWindow();
    const port = new electron.FakePort();
    const event = { sender: webContents, senderFrame: { origin, parent: null }, ports: [port], ...changes };
    electron.ipcMain.emit('lapidary:connect', event);
    expect(port.start).toHaveBeenCalledTimes(served ? 1 : 0);
    expect(port.close).toHaveBeenCalledTimes(served ? 0 : 1);
  });

  test('without a port are nothing', async () => {
    const log = vi.fn();
    const { webContents } = await openWindow({ log });
    electron.ipcMain.emit('lapidary:connect', {
      sender: webContents,
      senderFrame: { origin, parent: null },
      ports: [],
    });
    expect(log).toHaveBeenCalledOnce();
  });
});

describe('the application', () => {
  test('says in the data folder where the command line finds it, at a door without pages', async () => {
    await openWindow();
    const [door] = doors;
    expect(door?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await fetch(`${door?.url ?? ''}/media/frames/1`, {
      headers: { authorization: `Bearer ${door?.token ?? ''}` },
    });
    expect(answer.status).toBe(404);
    expect((await fetch(`${door?.url ?? ''}/`)).status).toBe(403);
  });

  test('is opened once: a second start brings the window to the front', async () => {
    const window = await openWindow();
    electron.app.emit('second-instance');
    expect(window.restore).toHaveBeenCalledOnce();
    expect(window.focus).toHaveBeenCalledOnce();
  });

  test('leaves at once where it is open already', () => {
    electron.app.lock.free = false;
    const openWorkstation = vi.fn<DesktopOptions['openWorkstation']>();
    runDesktop(options({ openWorkstation }));
    expect(electron.app.quit).toHaveBeenCalledOnce();
    expect(openWorkstation).not.toHaveBeenCalled();
  });

  test('closes the workstation before it ends', async () => {
    await openWindow();
    await quit();
    expect(close).toHaveBeenCalledOnce();
    const last = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', last);
    expect(last.preventDefault).not.toHaveBeenCalled();
    electron.FakeWindow.opened.length = 0;
  });

  test('says what stands in its way and leaves with a code that says so', async () => {
    const refusal = new LapidaryError('data-folder-in-use', 'It is open elsewhere.', 'Close it there.');
    runDesktop(
      options({
        openWorkstation: async () => {
          throw refusal;
        },
      }),
    );
    await vi.waitFor(() => {
      expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(refusedExitCode);
    });
    expect(electron.dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith(
      'Lapidary cannot open',
      'It is open elsewhere.\n\nClose it there.',
    );
  });
});
