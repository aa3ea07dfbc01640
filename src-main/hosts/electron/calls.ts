import { RPCHandler } from '@orpc/server/message-port';
import type { IpcMain, IpcMainEvent, MessagePortMain } from 'electron';
import { refuseInWords } from '../web/answers.ts';
import type { Log, Served } from '../web/served.ts';
import { appOrigin } from './address.ts';

/** The one message that the preload script may send: it brings the page's end of a channel. */
export const connectChannel = 'lapidary:connect';

/** Whether a message comes from the page of one of our windows, and not from a frame in it or from another origin. */
function comesFromPage(event: IpcMainEvent, isWindow: (contentsId: number) => boolean): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === appOrigin && isWindow(event.sender.id);
}

/** Serves the contract to each window over a port of its own, which ends with the page that asked for it. */
export function serveCalls(
  ipc: IpcMain,
  served: Served,
  isWindow: (contentsId: number) => boolean,
  log: Log,
): void {
  const handler = new RPCHandler(served.router, { clientInterceptors: [refuseInWords(log)] });
  // Held, so that no port in use is collected.
  const ports = new Set<MessagePortMain>();
  ipc.on(connectChannel, (event) => {
    const [port] = event.ports;
    if (port === undefined || event.ports.length !== 1 || !comesFromPage(event, isWindow)) {
      for (const stray of event.ports) stray.close();
      log('A request for a connection was refused: it did not come from the page.');
      return;
    }
    ports.add(port);
    port.on('close', () => {
      ports.delete(port);
    });
    handler.upgrade(port, { context: { caller: served.caller('page') } });
    port.start();
  });
}
