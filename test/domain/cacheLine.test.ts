import { expect, it } from 'vitest';
import { cacheLine, diskSize } from '../../src-shared/domain/cacheLine.ts';

it('tells sizes in the words of whoever buys disks', () => {
  expect([0, 400_000, 1e6, 12.4e6, 999.4e6, 999.6e6, 2.34e9, 3e9, 9.96e9, 19.8e9].map(diskSize)).toEqual([
    '0 MB',
    '0.4 MB',
    '1 MB',
    '12 MB',
    '999 MB',
    '1 GB',
    '2.3 GB',
    '3 GB',
    '10 GB',
    '20 GB',
  ]);
});

it('says what will be kept, what will not, and why', () => {
  const line = (cache: number, limit: number, free: number): string =>
    cacheLine({ cacheBytes: cache * 1e9, cacheLimitBytes: limit * 1e9, freeBytes: free * 1e9 });
  expect(line(2.3, 20, 100)).toBe('Caches: 2.3 GB of disk, of 20 GB allowed; safe to delete at any time.');
  expect(line(35, 20, 100)).toBe(
    'Caches: 35 GB of disk, of 20 GB allowed: 15 GB of it will be computed anew whenever it is needed. Safe to delete at any time.',
  );
  expect(line(8, 20, 5)).toBe(
    'Caches: 8 GB of disk, of 20 GB allowed and 5 GB free: 3 GB of it will be computed anew whenever it is needed. Safe to delete at any time.',
  );
  expect(line(2, 0, 5)).toBe('Caches: none are kept. 2 GB of disk would save computing the same again.');
});
