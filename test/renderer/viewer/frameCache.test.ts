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

  it('gives up what was asked for and passed, and loads it anew when it is asked for again', async () => {
    const { cache, asked, aborted, released, hold, ...control } = harness(100);
    hold();
    const passed = cache.get('a');
    cache.keepLoading(['b']);
    const wanted = cache.get('b');
    expect(aborted).toEqual(['a']);
    // It may have been decoded when nobody waits any more: then it is given back at once.
    control.let('a');
    await expect(passed).rejects.toThrow('No longer wanted');
    expect(released).toEqual(['a']);
    const again = cache.get('a');
    control.let('a');
    control.let('b');
    expect([(await again).key, (await wanted).key]).toEqual(['a', 'b']);
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('fetches ahead in so many lanes and never more', async () => {
    const { cache, asked, hold, ...control } = harness(100);
    hold();
    cache.prefetch(['a', 'b', 'c', 'd'], 2);
    expect(asked).toEqual(['a', 'b']);
    cache.prefetch(['a', 'b', 'c', 'd'], 2);
    expect(asked).toEqual(['a', 'b']);
    control.let('b');
    await settled();
    expect(asked).toEqual(['a', 'b', 'c']);
    expect([cache.has('a'), cache.has('b')]).toEqual([false, true]);
  });

  it('keeps all that is on screen', async () => {
    const { cache, released } = harness(20);
    await cache.get('a');
    cache.pin('a', 'd');
    for (const key of ['b', 'c', 'd', 'e']) await cache.get(key);
    expect(released).toEqual(['b', 'c']);
    expect([cache.has('a'), cache.has('d'), cache.has('e')]).toEqual([true, true, true]);
  });
});
