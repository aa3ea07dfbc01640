import type { Session } from 'electron';
import { isDownload, isOurs, scheme } from './address.ts';

/**
 * What the window's network session may do: answer the application's own scheme, and nothing else. It lives in memory
 * (a partition without `persist:`), so that no cache, cookie or storage of pictures outlives the window.
 */
export const partition = 'lapidary';

export function hardenSession(
  session: Session,
  answer: (request: Request) => Promise<Response>,
  development: boolean,
): void {
  session.protocol.handle(scheme, answer);

  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);

  // Its dictionaries would come from the network.
  session.setSpellCheckerEnabled(false);

  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const tools = development && url.startsWith('devtools://');
    callback({ cancel: !isOurs(url) && !tools });
  });

  session.on('will-download', (event, item) => {
    if (!isDownload(item.getURL())) event.preventDefault();
  });
}
