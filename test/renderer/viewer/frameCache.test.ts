import { describe, expect, it } from 'vitest';
import { FrameCache } from '../../../src-renderer/viewer/frameCache.ts';

interface Bitmap {
  readonly key: string;
  readonly bytes: number;
}

function harness(budgetBytes: number) {
  const asked: string[] = [];
  const released: string[] = [];
  const aborted: string[] = [];
  const waiting = new Map<string, () => void>();
  let held = false;
  const cache = new FrameCache<string, Bitmap>({
    load: (key, signal) => {
      asked.push(key);
      signal.addEventListener('abort', () => aborted.push(key));
      if (key.startsWith('bad')) return Promise.reject(new Error('damaged'));
      if (!held) return Promise.resolve({ key, bytes: 10 });
      return new Promise((resolve) => waiting.set(key, () => resolve({ key, bytes: 10 })));
    },
    bytesOf: (bitmap) => bitmap.bytes,
    release: (bitmap) => released.push(bitmap.key),
    budgetBytes,
  });
  return {
    cache,
    asked,
    released,
    aborted,
    hold: () => (held = true),
    let: (key: string) => waiting.get(key)?.(),
  };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('FrameCache', () => {
  it('loads a frame once however often it is asked for', async () => {
    const { cache, asked } = harness(100);
    const [a, b] = await Promise.all([cache.get('a'), cache.get('a')]);
    expect(a).toBe(b);
    expect(await cache.get('a')).toBe(a);
    expect(asked).toEqual(['a']);
  });

  it('releases the least recently used above its budget, and never the one on screen', async () => {
    const { cache, released } = harness(30);
    for (const key of ['a', 'b', 'c']) await cache.get(key);
    cache.pin('b');
    cache.peek('a');
    await cache.get('d');
    expect(released).toEqual(['c']);
    await cache.get('e');
    expect(released).toEqual(['c', 'a']);
    expect(cache.bytes).toBe(30);
    expect(cache.peek('b')?.key).toBe('b');
    cache.close();
    expect(released.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('fetches ahead one by one and drops what is no longer wanted, but not what was asked for meanwhile', async () => {
    const { cache, asked, aborted, hold, ...control } = harness(100);
    hold();
    cache.prefetch(['a', 'b']);
    expect(asked).toEqual(['a']);
    const wanted = cache.get('a');
    cache.prefetch(['x']);
    expect(aborted).toEqual([]);
    control.let('a');
    expect((await wanted).key).toBe('a');
    cache.prefetch(['y']);
    expect(aborted).toEqual(['x']);
    await settled();
    expect(asked).toEqual(['a', 'x', 'y']);
  });

  it('reports a damaged frame to whoever asks, and tries again the next time', async () => {
    const { cache, asked } = harness(100);
    cache.prefetch(['bad', 'a']);
    await settled();
    expect(cache.peek('a')?.key).toBe('a');
    await expect(cache.get('bad')).rejects.toThrow('damaged');
    expect(asked).toEqual(['bad', 'a', 'bad']);
  });
});
