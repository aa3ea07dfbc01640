import { describe, expect, it } from 'vitest';
import { createLatestOnly } from '../../src-main/compute/latestOnly.ts';

/** Work that ends when it is told to, and the order in which pieces of it began. */
function recorded() {
  const latestOnly = createLatestOnly('Something newer');
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const send = (key: string, name: string): Promise<string> => {
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    return latestOnly(key, () => {
      begun.push(name);
      return end.promise;
    });
  };
  const end = (name: string): void => ends.get(name)?.resolve(name);
  const fail = (name: string): void => ends.get(name)?.reject(new Error(name));
  return { begun, send, end, fail };
}

describe('of what is waiting', () => {
  it('only the newest is done; what has begun is finished', async () => {
    const { begun, send, end } = recorded();
    const first = send('a', '1');
    const second = send('a', '2');
    const third = send('a', '3');
    await expect(second).rejects.toMatchObject({
      code: 'superseded',
      message: 'Something newer was sent before this one was looked at.',
    });
    end('1');
    expect(await first).toBe('1');
    const fourth = send('a', '4');
    end('3');
    end('4');
    expect(await Promise.all([third, fourth])).toEqual(['3', '4']);
    expect(begun).toEqual(['1', '3', '4']);
  });

  it('keys do not wait for each other', async () => {
    const { begun, send, end } = recorded();
    const [first, other] = [send('a', '1'), send('b', '2')];
    expect(begun).toEqual(['1', '2']);
    end('2');
    expect(await other).toBe('2');
    end('1');
    expect(await first).toBe('1');
  });

  it('a failure makes way like an answer', async () => {
    const { send, end, fail } = recorded();
    const first = send('a', '1');
    const second = send('a', '2');
    fail('1');
    await expect(first).rejects.toThrow('1');
    end('2');
    expect(await second).toBe('2');
  });
});
