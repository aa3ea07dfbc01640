/** Bytes as a person compares them: "0 MB", "12 MB", "2.3 GB", "20 GB". MB are 10⁶ bytes, as disks are sold. */
export function diskSize(bytes: number): string {
  const mega = bytes / 1e6;
  if (mega < 999.5) return `${mega > 0 && mega < 1 ? mega.toFixed(1) : mega.toFixed(0)} MB`;
  const giga = mega / 1000;
  return `${giga < 9.95 ? giga.toFixed(1).replace(/\.0$/, '') : giga.toFixed(0)} GB`;
}

/** What should be known about the disk before runs start; the same on the page and on the command line. */
export function cacheLine({
  cacheBytes,
  cacheLimitBytes,
  freeBytes,
}: {
  readonly cacheBytes: number;
  readonly cacheLimitBytes: number;
  readonly freeBytes: number;
}): string {
  if (cacheLimitBytes <= 0) {
    return `Caches: none are kept. ${diskSize(cacheBytes)} of disk would save computing the same again.`;
  }
  const wanted = `Caches: ${diskSize(cacheBytes)} of disk, of ${diskSize(cacheLimitBytes)} allowed`;
  const room = Math.min(cacheLimitBytes, freeBytes);
  if (cacheBytes <= room) return `${wanted}; safe to delete at any time.`;
  const free = freeBytes < cacheLimitBytes ? ` and ${diskSize(freeBytes)} free` : '';
  return `${wanted}${free}: ${diskSize(cacheBytes - room)} of it will be computed anew whenever it is needed. Safe to delete at any time.`;
}
