import { availableParallelism } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { countCores, physicalCores } from '../../src-main/compute/cores.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { add, exp, gather, input, mul, parameter } from '../../src-main/graph/ops.ts';

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const x = parameter('x', [2]);
const { bytes } = writeModel({ y: exp(x), z: mul(x, 2) });
const floats = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });

describe('a session', () => {
  it('tells its ports and returns what was asked for', async () => {
    const session = await runtime.open(bytes);
    expect(session.inputs).toEqual([{ name: 'x', shape: [2], dtype: 'float32' }]);
    expect(session.outputs.map(({ name }) => name)).toEqual(['y', 'z']);
    expect(await session.run({ x: floats(1, 3) }, ['z'])).toEqual({ z: floats(2, 6) });
  });

  it('takes int64 indices', async () => {
    const picked = gather(x, 0, input('indices', [3], 'int64'));
    const session = await runtime.open(writeModel({ y: add(picked, 0) }).bytes);
    const indices = { data: BigInt64Array.from([1n, 0n, 1n]), shape: [3] };
    expect(await session.run({ x: floats(5, 7), indices })).toEqual({ y: floats(7, 5, 7) });
  });

  it('refuses feeds that are missing, unknown or of another shape or type', async () => {
    const session = await runtime.open(bytes);
    await expect(session.run({})).rejects.toThrow(/input "x" was not fed/);
    await expect(session.run({ x: floats(1, 2), w: floats(1) })).rejects.toThrow(/no input "w"/);
    await expect(session.run({ x: floats(1) })).rejects.toThrow(/"x" is float32 \[2\], fed float32 \[1\]/);
    const integers = { data: BigInt64Array.from([1n, 2n]), shape: [2] };
    await expect(session.run({ x: integers })).rejects.toThrow(/fed int64/);
  });

  it('can be released twice and not run afterwards', async () => {
    const session = await runtime.open(bytes);
    await session.release();
    await session.release();
    await expect(session.run({ x: floats(1, 2) })).rejects.toThrow(/after release/);
  });
});

describe('openRuntime', () => {
  it('names what changes bits, and never takes more threads than there are cores', () => {
    expect(openRuntime({ threads: 999 }).options).toEqual({
      runtime: expect.stringMatching(/^onnxruntime-node \d+\.\d+/) as string,
      provider: 'cpu',
      intraOpThreads: physicalCores(),
      interOpThreads: 1,
      graphOptimization: 'all',
      prepacking: false,
      memoryPattern: false,
    });
  });

  it('refuses a provider that this build does not have', () => {
    const elsewhere = process.platform === 'win32' ? 'coreml' : 'dml';
    expect(() => openRuntime({ provider: elsewhere })).toThrow(/has no "(dml|coreml)" provider; it has cpu/);
  });

  it('says that a model could not be opened, with a remedy', async () => {
    await expect(runtime.open(Uint8Array.from([1, 2, 3]))).rejects.toMatchObject({
      code: 'model-not-opened',
      remedy: expect.stringContaining('cpu') as string,
    });
  });
});

describe('physical cores', () => {
  it('are counted by socket and core, not by thread', () => {
    const processor = (socket: number, core: number): string =>
      `processor : 0\nphysical id\t: ${socket}\ncore id\t: ${core}\n`;
    const twoSockets = [processor(0, 0), processor(0, 1), processor(0, 0), processor(1, 0)].join('\n');
    expect(countCores(twoSockets)).toBe(3);
    expect(countCores('processor : 0\nmodel name : Cortex\n')).toBeNull();
  });

  it('are at least one and no more than the process may use', () => {
    expect(physicalCores()).toBeGreaterThanOrEqual(1);
    expect(physicalCores()).toBeLessThanOrEqual(availableParallelism());
  });
});
