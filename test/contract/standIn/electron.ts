/**
 * As much of the `electron` module as the desktop host uses, with a page of a stock Chromium for its window. It proves
 * that the built main and preload files work together and what their handlers answer; that Electron itself asks those
 * handlers is Electron's part, and the smoke test with its real binary.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeBrowser } from './browser.ts';
import { BrowserWindow, contentsCreated, ipcMain } from './browserWindow.ts';

export { BrowserWindow, ipcMain };
export { session } from './session.ts';
export { utilityProcess } from './utilityProcess.ts';

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly name = 'Lapidary';
  readonly commandLine = { appendSwitch: (_name: string, _value?: string): void => undefined };
  readonly #paths = new Map<string, string>();
  readonly #home = mkdtempSync(path.join(tmpdir(), 'lapidary-stand-in-home-'));
  #quitting = false;

  constructor() {
    super();
    contentsCreated.on('created', (contents) => this.emit('web-contents-created', {}, contents));
    contentsCreated.on('closed', () => {
      if (BrowserWindow.getAllWindows().length === 0) this.emit('window-all-closed');
    });
  }

  enableSandbox(): void {
    // The page runs in Chromium's own sandbox, where the machine allows one.
  }

  requestSingleInstanceLock(): boolean {
    return true;
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? path.join(this.#home, name);
  }

  setPath(name: string, place: string): void {
    this.#paths.set(name, place);
  }

  getVersion(): string {
    return '0.0.0';
  }

  /** As Electron does it for modules: when the main file has been evaluated. */
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  quit(): void {
    void this.#leave(0);
  }

  exit(code = 0): void {
    void closeBrowser().finally(() => {
      rmSync(this.#home, { recursive: true, force: true });
      process.exit(code);
    });
  }

  async #leave(code: number): Promise<void> {
    if (!this.#quitting) {
      this.#quitting = true;
      for (const window of BrowserWindow.getAllWindows()) await window.destroy();
    }
    const verdict = { prevented: false };
    const preventDefault = (): void => {
      verdict.prevented = true;
    };
    this.emit('will-quit', { preventDefault });
    if (verdict.prevented) return;
    this.emit('quit');
    this.exit(code);
  }
}

export const app = new App();

const registered = new Set<string>();

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string }[]): void => {
    for (const { scheme } of schemes) registered.add(scheme);
  },
};

export const Menu = {
  buildFromTemplate: (template: readonly unknown[]): readonly unknown[] => template,
  setApplicationMenu: (_menu: unknown): void => undefined,
};

export const dialog = {
  showErrorBox: (title: string, content: string): void => {
    process.stdout.write(`${JSON.stringify({ standIn: 'error', title, content })}\n`);
  },
};
