import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session as sessions } from 'electron';
import { LapidaryError, toErrorReport } from '../../../src-shared/domain/errors.ts';
import { describeFault } from '../web/answers.ts';
import { loadDemo } from '../web/demo.ts';
import type { Loopback } from '../web/loopback.ts';
import { openLoopback } from '../web/loopback.ts';
import { openPages } from '../web/pages.ts';
import type { Hosted, Log } from '../web/served.ts';
import { pageAddress, scheme } from './address.ts';
import { answerWindow } from './answer.ts';
import { serveCalls } from './calls.ts';
import { menuTemplate } from './menu.ts';
import { hardenSession, partition } from './session.ts';
import { hardenContents, windowOptions } from './window.ts';

export interface DesktopOptions {
  readonly preload: string;
  readonly rendererDir: string;
  readonly development: boolean;
  readonly demo: boolean;
  readonly log: Log;
  readonly openWorkstation: () => Promise<Hosted>;
}

/** Left with this code, a start was refused in words to the person: there is nothing to try in another host. */
export const refusedExitCode = 3;

/** Nothing that Chromium does by itself may reach a network. */
const switches: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
];

const crashesTolerated = 3;

function pageCrashes(): LapidaryError {
  return new LapidaryError(
    'page-crashes',
    'The page ended by itself several times.',
    'Nothing that was saved is lost. Update the graphics driver, or start Lapidary with --disable-gpu.',
  );
}

/** Opens the desktop application. Called once, before Electron is ready. */
export function runDesktop(options: DesktopOptions): void {
  const { development, log } = options;
  const windows = new Set<number>();
  let workstation: Hosted | undefined;
  let door: Loopback | undefined;
  let closing: Promise<void> | undefined;

  app.enableSandbox();
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
    },
  ]);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }

  async function start(): Promise<void> {
    workstation = await options.openWorkstation();
    const pages = await openPages(options.rendererDir);
    hardenSession(sessions.fromPartition(partition), answerWindow(workstation, pages, log), development);
    serveCalls(ipcMain, workstation, (id) => windows.has(id), log);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(development, process.platform)));
    door = await openLoopback({ served: workstation, log });
    await workstation.publishDoor({ url: door.admission.origin, token: door.admission.commandToken });
    if (options.demo) await loadDemo(workstation);
    await openWindow();
  }

  async function openWindow(): Promise<void> {
    const window = new BrowserWindow(windowOptions(options.preload, development));
    const { id } = window.webContents;
    windows.add(id);
    window.on('closed', () => windows.delete(id));
    window.on('page-title-updated', (event) => {
      event.preventDefault();
    });
    window.once('ready-to-show', () => {
      window.show();
    });
    let crashes = 0;
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log(`The page's process ended: ${reason}.`);
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      crashes += 1;
      if (crashes <= crashesTolerated) window.webContents.reload();
      else giveUp(pageCrashes());
    });
    await window.loadURL(pageAddress);
  }

  function shutDown(): Promise<void> {
    closing ??= (async () => {
      await door?.close();
      await workstation?.close();
    })();
    return closing;
  }

  function giveUp(error: unknown): void {
    const { message, remedy } = toErrorReport(error);
    if (!(error instanceof LapidaryError)) log(`The start failed: ${describeFault(error)}`);
    dialog.showErrorBox('Lapidary cannot open', `${message}\n\n${remedy}`);
    void shutDown().finally(() => {
      app.exit(error instanceof LapidaryError ? refusedExitCode : 1);
    });
  }

  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents);
  });
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    shutDown()
      .catch((error: unknown) => {
        log(`Closing failed: ${describeFault(error)}`);
      })
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
  app.whenReady().then(start).catch(giveUp);
}
