/** The entry of a compute process that misbehaves on request. */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { serveTasks, taskHandler } from '../../src-main/compute/child.ts';
import { exp, parameter } from '../../src-main/graph/ops.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';

const nothing = z.strictObject({});

serveTasks({
  pid: taskHandler(nothing, async () => process.pid),
  count: taskHandler(z.strictObject({ to: z.int().positive() }), async ({ to }, task) => {
    for (let i = 1; i <= to; i++) {
      await delay(1);
      await task.yieldNow();
      task.progress(i, to, { square: i * i });
    }
    return { counted: to };
  }),
  exponential: taskHandler(z.strictObject({ x: z.instanceof(Float32Array) }), async ({ x }, { runtime }) => {
    const session = await runtime.open(writeModel({ y: exp(parameter('x', [x.length])) }).bytes);
    const { y } = await session.run({ x: { data: x, shape: [x.length] } });
    await session.release();
    return { y: y?.data, options: runtime.options };
  }),
  refuse: taskHandler(nothing, async () => {
    throw new LapidaryError('mask-missing', 'Frame 3 has no mask.', 'Draw one.');
  }),
  loseDevice: taskHandler(nothing, async () => {
    throw new LapidaryError('provider-lost', 'The device is gone.', 'Go on from the checkpoint.');
  }),
  stumble: taskHandler(nothing, async () => {
    throw new RangeError('ENOENT: /data/Doe, Jane.png');
  }),
  abort: taskHandler(nothing, async () => process.abort()),
  hang: taskHandler(nothing, async (_, task) => {
    task.progress(0, 1);
    await delay(600_000);
  }),
  babble: taskHandler(nothing, async () => {
    process.send?.({ type: 'result', nonsense: true });
    await delay(600_000);
  }),
});
