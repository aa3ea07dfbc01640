/**
 * What surrounds the preload script in its isolated world: a `require('electron')` whose ports are relayed to the main
 * process by a binding, and a contextBridge that copies plain values into the page's own world.
 */

/** The binding through which the isolated world speaks to the main process. */
export const binding = 'lapidaryStandIn';

export type FromPreload =
  | { readonly kind: 'ipc'; readonly channel: string; readonly message: unknown; readonly ports: number[] }
  | { readonly kind: 'message'; readonly port: number; readonly text?: string; readonly bytes?: string }
  | { readonly kind: 'close'; readonly port: number };

/** Runs in the page's world before the preload script and takes over what contextBridge exposes. */
export const exposeSource = `
window.addEventListener('lapidary-stand-in-expose', (event) => {
  const { key, value } = JSON.parse(event.detail);
  Object.defineProperty(window, key, { value: Object.freeze(value), enumerable: true });
});`;

export function preloadSource(script: string): string {
  return `
(() => {
  if (window !== window.top) return;
  const ports = new Map();
  const send = (message) => globalThis.${binding}(JSON.stringify(message));
  const toBase64 = (bytes) => {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
  };
  globalThis.lapidaryDeliver = (id, text, bytes) => {
    ports.get(id)?.postMessage(bytes === null ? text : Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)));
  };
  globalThis.lapidaryClose = (id) => {
    ports.get(id)?.close();
    ports.delete(id);
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (key, value) => {
        const detail = JSON.stringify({ key, value });
        window.dispatchEvent(new CustomEvent('lapidary-stand-in-expose', { detail }));
      },
    },
    ipcRenderer: {
      postMessage: (channel, message, transfer = []) => {
        const ids = transfer.map((port) => {
          const id = ports.size + 1;
          ports.set(id, port);
          port.addEventListener('message', ({ data }) => {
            if (typeof data === 'string') send({ kind: 'message', port: id, text: data });
            else send({ kind: 'message', port: id, bytes: toBase64(new Uint8Array(data)) });
          });
          port.addEventListener('close', () => send({ kind: 'close', port: id }));
          port.start();
          return id;
        });
        send({ kind: 'ipc', channel, message, ports: ids });
      },
    },
  };
  const require = (name) => {
    if (name !== 'electron') throw new Error('A sandboxed preload script cannot load ' + name);
    return electron;
  };
  const module = { exports: {} };
  ((require, module, exports) => {
${script}
  })(require, module, module.exports);
})();`;
}
