import { readdirSync } from 'node:fs';
import os from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { readPlacement } from '../../src-main/compute/placement.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { layerNorm, matmul, parameter, softmax } from '../../src-main/graph/ops.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** An event as the runtime writes it for a node that ran. */
const ran = (op: string, provider: string, suffix = '_kernel_time') => ({
  cat: 'Node',
  ph: 'X',
  dur: 12,
  name: `${op}#1${suffix}`,
  args: { op_name: op, provider, node_index: '1' },
});

const others = [
  { cat: 'Session', name: 'session_initialization', args: {} },
  { cat: 'Kernel', name: 'shader', args: { provider: 'WebGpuExecutionProvider' } },
  ran('MatMul', 'WebGpuExecutionProvider', '_fence_before'),
];

describe('a profile', () => {
  it('is counted by provider, and names what the CPU took', () => {
    const profile = [
      ...others,
      ran('MatMul', 'WebGpuExecutionProvider'),
      ran('MatMul', 'WebGpuExecutionProvider'),
      ran('LogSoftmax', 'CPUExecutionProvider'),
      ran('Erf', 'CPUExecutionProvider'),
      ran('Erf', 'CPUExecutionProvider'),
    ];
    expect(readPlacement(JSON.stringify(profile), 'webgpu')).toEqual({
      nodes: { webgpu: 2, cpu: 3 },
      fallbacks: ['Erf', 'LogSoftmax'],
    });
  });

  it('tells of a provider that was asked for and ran nothing', () => {
    const profile = JSON.stringify([ran('MatMul', 'CPUExecutionProvider')]);
    expect(readPlacement(profile, 'dml')).toEqual({ nodes: { dml: 0, cpu: 1 }, fallbacks: ['MatMul'] });
    expect(readPlacement(profile, 'cpu')).toEqual({ nodes: { cpu: 1 }, fallbacks: [] });
  });

  it('is not taken for what it is not', () => {
    expect(() => readPlacement('{}', 'cpu')).toThrow();
    expect(() => readPlacement(JSON.stringify([ran('MatMul', 'QnnExecutionProvider')]), 'cpu')).toThrow(
      /"QnnExecutionProvider"/,
    );
  });
});

describe('a profiled dry run', () => {
  const x = parameter('x', [2, 4]);
  const w = parameter('w', [4, 4]);
  const { bytes } = writeModel({ y: softmax(matmul(layerNorm(x, { epsilon: 1e-6 }), w)) });
  const feeds = {
    x: { data: new Float32Array(8).fill(1), shape: [2, 4] },
    w: { data: new Float32Array(16).fill(1), shape: [4, 4] },
  };

  it('counts the nodes of a model and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    vi.spyOn(os, 'tmpdir').mockReturnValue(folder);
    const runtime = openRuntime({ threads: 1 });
    expect(await runtime.placement(bytes, feeds)).toEqual({ nodes: { cpu: 3 }, fallbacks: [] });
    expect(readdirSync(folder)).toEqual([]);
    await expect(runtime.placement(bytes, {})).rejects.toThrow(/was not fed/);
    await expect(runtime.placement(Uint8Array.from([1]), {})).rejects.toMatchObject({
      code: 'model-not-opened',
    });
    expect(readdirSync(folder)).toEqual([]);
    await runtime.close();
  });
});
