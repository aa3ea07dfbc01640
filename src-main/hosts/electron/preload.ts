import { contextBridge, ipcRenderer } from 'electron';

/**
 * The window's only privilege: the page may hand one end of a channel to the main process, and calls travel over it.
 * Ports cannot cross contextBridge; they can be passed by postMessage within the window.
 */
const portRequest = 'lapidary:connect';

contextBridge.exposeInMainWorld('lapidary', { host: 'electron' });

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (event.source !== window || event.origin !== window.origin) return;
  if (event.data !== portRequest || port === undefined || event.ports.length !== 1) return;
  ipcRenderer.postMessage(portRequest, null, [port]);
});
