import type { BrowserWindowConstructorOptions, WebContents } from 'electron';
import { isPage } from './address.ts';
import { partition } from './session.ts';

/** The window: a sandboxed page without Node, its own session, nothing of the browser around it. */
export function windowOptions(preload: string, development: boolean): BrowserWindowConstructorOptions {
  return {
    // Never the document's title, which could name a patient to whoever sees the list of windows.
    title: 'Lapidary',
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#0e1116',
    webPreferences: {
      preload,
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableWebSQL: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
      // A compiled page kept on disk would be a second place of code to guard.
      v8CacheOptions: 'none',
      devTools: development,
    },
  };
}

/** Applied to everything that shows web content, whoever made it: it stays on the page, opens nothing, embeds nothing. */
export function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}
