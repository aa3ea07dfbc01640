import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, CDPSession, Frame, Page, Request as PageRequest, Route } from 'playwright-core';
import { openBrowser, toElectron, toPage } from './browser.ts';
import { MessagePortMain } from './messagePort.ts';
import type { FromPreload } from './preloadWorld.ts';
import { binding, exposeSource, preloadSource } from './preloadWorld.ts';
import type { Session } from './session.ts';
import { session } from './session.ts';

const world = 'lapidary-preload';

/** Emits `(channel, event)` for what preload scripts send. */
export const ipcMain = new EventEmitter();

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: { readonly preload?: string; readonly partition?: string };
}

interface PreventableEvent {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly prevented: boolean;
  readonly preventDefault: () => void;
}

function preventable(url: string, isMainFrame: boolean): PreventableEvent {
  let prevented = false;
  return {
    url,
    isMainFrame,
    get prevented() {
      return prevented;
    },
    preventDefault: () => {
      prevented = true;
    },
  };
}

/** Undefined for the first request of a new page, which has no frame yet. */
function frameOf(request: PageRequest): Frame | undefined {
  try {
    return request.frame();
  } catch {
    return undefined;
  }
}

let nextId = 1;

class WebContents extends EventEmitter {
  readonly id = nextId++;
  #openHandler: ((details: { url: string }) => { action: string }) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.#openHandler = handler;
  }

  /** Electron opens what nobody refuses. */
  opens(url: string): boolean {
    return this.#openHandler === null || this.#openHandler({ url }).action === 'allow';
  }

  /** Whether the page may go to an address by itself. */
  mayNavigate(url: string, isMainFrame: boolean): boolean {
    const event = preventable(url, isMainFrame);
    if (isMainFrame) this.emit('will-navigate', event);
    this.emit('will-frame-navigate', event);
    return !event.prevented;
  }

  reload(): void {
    // Nothing here crashes pages.
  }
}

export const contentsCreated = new EventEmitter();

/** A page of a real Chromium in the place of Electron's window: the same files, handlers and policies act on it. */
export class BrowserWindow extends EventEmitter {
  static readonly #all: BrowserWindow[] = [];

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#all];
  }

  readonly webContents = new WebContents();
  readonly #options: WindowOptions;
  readonly #session: Session;
  readonly #ports = new Map<number, MessagePortMain>();
  #page: Page | undefined;
  #preloadContext: number | undefined;
  #expected: string | undefined;

  constructor(options: WindowOptions) {
    super();
    this.#options = options;
    this.#session = session.fromPartition(options.webPreferences?.partition ?? '');
    BrowserWindow.#all.push(this);
    contentsCreated.emit('created', this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    const { context, page, endpoint } = await openBrowser();
    this.#page = page;
    const { width = 800, height = 600 } = this.#options;
    await page.setViewportSize({ width, height });
    await this.#grant(context);
    await context.route('**/*', (route) => this.#answer(route));
    context.on('page', (popup) => {
      if (popup !== page) void popup.close();
    });
    page.on('close', () => {
      this.#closed();
    });
    await this.#runPreload(await context.newCDPSession(page));
    this.#expected = url;
    await page.goto(toPage(url));
    this.emit('ready-to-show');
    process.stdout.write(`${JSON.stringify({ standIn: 'window', endpoint })}\n`);
  }

  show(): void {
    // A headless page shows nothing.
  }

  focus(): void {
    // Nor does it take the focus.
  }

  restore(): void {
    // Or is minimised.
  }

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return this.#page?.isClosed() ?? false;
  }

  async destroy(): Promise<void> {
    await this.#page?.close();
  }

  #closed(): void {
    for (const port of this.#ports.values()) port.end();
    const place = BrowserWindow.#all.indexOf(this);
    if (place >= 0) BrowserWindow.#all.splice(place, 1);
    this.emit('closed');
    contentsCreated.emit('closed');
  }

  async #grant(context: BrowserContext): Promise<void> {
    const asked = {
      geolocation: 'geolocation',
      notifications: 'notifications',
      'clipboard-read': 'clipboard-read',
    };
    const granted = Object.entries(asked).filter(([, permission]) => this.#session.grants(permission));
    await context.grantPermissions(granted.map(([name]) => name));
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = toElectron(request.url());
    if (request.isNavigationRequest() && !this.#mayNavigate(request, url)) {
      await route.abort('aborted');
      return;
    }
    if (!this.#session.lets(url)) {
      await route.abort('blockedbyclient');
      return;
    }
    const body = request.postDataBuffer();
    const answer = await this.#session.answer(
      new Request(url, {
        method: request.method(),
        headers: await request.allHeaders(),
        ...(body === null ? {} : { body: new Uint8Array(body) }),
      }),
    );
    if (answer === undefined) {
      await route.continue();
      return;
    }
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  }

  #mayNavigate(request: PageRequest, url: string): boolean {
    const frame = frameOf(request);
    // A page of its own: window.open or a link that asks for one.
    if (frame === undefined || frame.page() !== this.#page) return this.webContents.opens(url);
    if (url === this.#expected) {
      this.#expected = undefined;
      return true;
    }
    return this.webContents.mayNavigate(url, frame.parentFrame() === null);
  }

  async #runPreload(cdp: CDPSession): Promise<void> {
    const { preload } = this.#options.webPreferences ?? {};
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === world) this.#preloadContext = context.id;
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      for (const port of this.#ports.values()) port.end();
      this.#ports.clear();
    });
    cdp.on('Runtime.bindingCalled', ({ payload }) => {
      this.#receive(JSON.parse(payload) as FromPreload, cdp);
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    await cdp.send('Runtime.addBinding', { name: binding, executionContextName: world });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: exposeSource });
    if (preload === undefined) return;
    const source = preloadSource(readFileSync(preload, 'utf8'));
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: world });
  }

  #receive(message: FromPreload, cdp: CDPSession): void {
    switch (message.kind) {
      case 'ipc':
        ipcMain.emit(
          message.channel,
          {
            sender: this.webContents,
            senderFrame: { origin: this.#origin(), parent: null, url: this.#page?.url() },
            ports: message.ports.map((id) => this.#openPort(id, cdp)),
          },
          message.message,
        );
        break;
      case 'message': {
        const { text, bytes } = message;
        const data = bytes === undefined ? text : new Uint8Array(Buffer.from(bytes, 'base64'));
        this.#ports.get(message.port)?.receive(data);
        break;
      }
      case 'close':
        this.#ports.get(message.port)?.end();
        this.#ports.delete(message.port);
        break;
    }
  }

  #origin(): string {
    return toElectron(new URL(this.#page?.url() ?? 'about:blank').origin);
  }

  #openPort(id: number, cdp: CDPSession): MessagePortMain {
    const contextId = this.#preloadContext;
    const run = (expression: string): void => {
      // The page may have gone in the meantime, and its ports with it.
      cdp
        .send('Runtime.evaluate', { expression, ...(contextId === undefined ? {} : { contextId }) })
        .catch(() => undefined);
    };
    const port = new MessagePortMain({
      post: (data) => {
        const [text, bytes] =
          typeof data === 'string'
            ? [data, null]
            : [null, Buffer.from(data as Uint8Array).toString('base64')];
        run(`lapidaryDeliver(${String(id)}, ${JSON.stringify(text)}, ${JSON.stringify(bytes)})`);
      },
      close: () => {
        run(`lapidaryClose(${String(id)})`);
      },
    });
    this.#ports.set(id, port);
    return port;
  }
}
