import { describe, expect, it } from 'vitest';
import type { Runtime, Session } from '../../src-main/compute/runtime.ts';
import type { Backbone } from '../../src-main/networks/backbone.ts';
import type { Plan } from '../../src-main/networks/methods/plan.ts';
import { exp, input } from '../../src-main/graph/ops.ts';
import { createSessionPool } from '../../src-main/tuning/sessionPool.ts';

/** A runtime that counts what is open and refuses to run what is not. */
function counting(broken = false) {
  const state = { open: 0, opened: 0 };
  const runtime = {
    open(): Promise<Session> {
      if (broken) return Promise.reject(new Error('no memory'));
      state.open += 1;
      state.opened += 1;
      let released = false;
      return Promise.resolve({
        inputs: [],
        outputs: [],
        run: () => (released ? Promise.reject(new Error('released')) : Promise.resolve({})),
        release() {
          if (!released) state.open -= 1;
          released = true;
          return Promise.resolve();
        },
      });
    },
  } as unknown as Runtime;
  return { state, runtime };
}

const plan = { weights: 'plain', frozen: new Map() } as unknown as Plan;
const backbone = {
  weights: () => Promise.resolve({ folder: undefined, locate: () => new Map() }),
} as unknown as Backbone;
/** 4000 bytes of values. */
const graph = () => ({ y: exp(input('x', [1000])) });
const run = (session: Session) => session.run({});

describe('the pool of sessions', () => {
  it('opens a graph once, however many ask at a time', async () => {
    const { state, runtime } = counting();
    const pool = createSessionPool(plan, backbone, runtime, 1e6);
    await Promise.all([pool.use('a', graph, run), pool.use('a', graph, run)]);
    await pool.use('a', graph, run);
    expect(state).toEqual({ open: 1, opened: 1 });
    await pool.release();
    expect(state.open).toBe(0);
  });

  it('gives back what was not used for longest once they hold too much', async () => {
    const { state, runtime } = counting();
    const pool = createSessionPool(plan, backbone, runtime, 8000);
    for (const key of ['a', 'b', 'a', 'c']) await pool.use(key, graph, run);
    expect(state).toEqual({ open: 2, opened: 3 });
    await pool.use('a', graph, run);
    expect(state.opened).toBe(3);
    await pool.use('b', graph, run);
    expect(state).toEqual({ open: 2, opened: 4 });
  });

  it('never gives back what is in use', async () => {
    const { state, runtime } = counting();
    const pool = createSessionPool(plan, backbone, runtime, 4000);
    const { promise: go, resolve } = Promise.withResolvers<undefined>();
    const slow = pool.use('a', graph, async (session) => {
      await go;
      return session.run({});
    });
    await pool.use('b', graph, run);
    expect(state.open).toBe(2);
    resolve(undefined);
    await expect(slow).resolves.toEqual({});
  });

  it('opens anew what failed', async () => {
    const { state, runtime } = counting();
    const pool = createSessionPool(plan, backbone, runtime, 1e6);
    await expect(pool.use('a', graph, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(state.open).toBe(0);
    await pool.use('a', graph, run);
    expect(state).toEqual({ open: 1, opened: 2 });
    const none = createSessionPool(plan, backbone, counting(true).runtime, 1e6);
    await expect(none.use('a', graph, run)).rejects.toThrow('no memory');
    await expect(none.use('a', graph, run)).rejects.toThrow('no memory');
  });
});
