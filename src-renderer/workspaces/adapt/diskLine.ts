import type { CacheEstimate } from '../../../src-shared/contract/tuning.contract.ts';
import { size } from '../../lib/format.ts';
import { t } from '../../lib/words.ts';

/** What `cacheLine` says on the command line, in the page's language. */
export function diskLine({
  cacheBytes,
  cacheLimitBytes,
  freeBytes,
}: Pick<CacheEstimate, 'cacheBytes' | 'cacheLimitBytes' | 'freeBytes'>): string {
  const wanted = size(cacheBytes);
  if (cacheLimitBytes <= 0) return t('adapt.disk.none', { wanted });
  const limit = size(cacheLimitBytes);
  const room = Math.min(cacheLimitBytes, freeBytes);
  if (cacheBytes <= room) return t('adapt.disk.fits', { wanted, limit });
  const rest = size(cacheBytes - room);
  return freeBytes < cacheLimitBytes
    ? t('adapt.disk.over-free', { wanted, limit, free: size(freeBytes), rest })
    : t('adapt.disk.over-limit', { wanted, limit, rest });
}
