/**
 * Where the desktop window lives: a scheme of its own, so that the page has an origin that no network, file or other
 * program can have. Pages and media share it, as they share the loopback address in the web host.
 */
export const scheme = 'lapidary';
export const appOrigin = `${scheme}://app`;
export const pageAddress = `${appOrigin}/`;

/** Whether an address is one of ours: the page, its files, media, or a blob the page made. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address.replace(/^blob:/, ''));
  return url !== null && url.protocol === `${scheme}:` && url.host === 'app' && url.username === '';
}

/** The page itself, whatever place in it the part after # names. */
export function isPage(address: string): boolean {
  return address.split('#')[0] === pageAddress;
}

/** A file that the page may save through the person's own dialog. */
export function isDownload(address: string): boolean {
  const url = URL.parse(address.replace(/^blob:/, ''));
  return isOurs(address) && (address.startsWith('blob:') || url?.pathname.startsWith('/media/') === true);
}
