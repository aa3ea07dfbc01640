import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/** A recording `electron` for unit tests of the handlers the desktop host installs. */

export class FakeContents extends EventEmitter {
  static next = 1;
  readonly id = FakeContents.next++;
  readonly reload = vi.fn();
  readonly setWindowOpenHandler = vi.fn<(handler: (details: unknown) => { action: string }) => void>();
}

export class FakeWindow extends EventEmitter {
  static readonly opened: FakeWindow[] = [];
  readonly webContents = new FakeContents();
  readonly options: unknown;
  readonly loadURL = vi.fn<(url: string) => Promise<void>>(async () => undefined);
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly isMinimized = (): boolean => true;
  readonly isDestroyed = (): boolean => false;

  constructor(options: unknown) {
    super();
    this.options = options;
    FakeWindow.opened.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): FakeWindow[] {
    return FakeWindow.opened;
  }
}

export class FakeSession extends EventEmitter {
  readonly protocol = {
    handle: vi.fn<(scheme: string, answer: (r: Request) => Promise<Response>) => void>(),
  };
  readonly webRequest = {
    onBeforeRequest:
      vi.fn<
        (listener: (details: { url: string }, callback: (v: { cancel?: boolean }) => void) => void) => void
      >(),
  };
  readonly setPermissionRequestHandler =
    vi.fn<
      (handler: (contents: unknown, name: string, callback: (granted: boolean) => void) => void) => void
    >();
  readonly setPermissionCheckHandler = vi.fn<(handler: () => boolean) => void>();
  readonly setDevicePermissionHandler = vi.fn<(handler: () => boolean) => void>();
  readonly setDisplayMediaRequestHandler = vi.fn<(handler: null) => void>();
  readonly setSpellCheckerEnabled = vi.fn<(enabled: boolean) => void>();
}

export class FakePort extends EventEmitter {
  readonly sent: unknown[] = [];
  readonly start = vi.fn();
  readonly close = vi.fn();
  readonly postMessage = (data: unknown): void => {
    this.sent.push(data);
  };
}

export class FakeChild extends EventEmitter {
  pid: number | undefined = undefined;
  readonly postMessage = vi.fn<(message: unknown) => void>();
  readonly kill = vi.fn();
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  readonly lock = { free: true };
  readonly enableSandbox = vi.fn();
  readonly commandLine = { appendSwitch: vi.fn<(name: string, value?: string) => void>() };
  readonly requestSingleInstanceLock = (): boolean => this.lock.free;
  readonly whenReady = async (): Promise<void> => undefined;
  readonly quit = vi.fn();
  readonly exit = vi.fn<(code: number) => void>();
}

export const app = new FakeApp();
export const fakeSession = new FakeSession();
export const session = { fromPartition: vi.fn<(partition: string) => FakeSession>(() => fakeSession) };
export const protocol = { registerSchemesAsPrivileged: vi.fn<(schemes: unknown) => void>() };
export const ipcMain = new EventEmitter();
export const dialog = { showErrorBox: vi.fn<(title: string, content: string) => void>() };
export const Menu = {
  buildFromTemplate: vi.fn<(template: unknown) => unknown>((template) => template),
  setApplicationMenu: vi.fn<(menu: unknown) => void>(),
};
export const children: FakeChild[] = [];
export const utilityProcess = {
  fork: vi.fn<(entry: string, args: string[], options: unknown) => FakeChild>(() => {
    const child = new FakeChild();
    children.push(child);
    return child;
  }),
};
export { FakeWindow as BrowserWindow };
