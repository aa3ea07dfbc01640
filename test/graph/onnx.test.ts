import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { gradients } from '../../src-main/graph/backward.ts';
import { crossEntropy, gelu, linear } from '../../src-main/graph/compose.ts';
import type { Value } from '../../src-main/graph/ir.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import type { WeightBytes } from '../../src-main/graph/onnx.ts';
import * as ops from '../../src-main/graph/ops.ts';
import { evaluate } from './evaluate.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'lapidary-onnx-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A small training graph, built anew at each call. */
function program(): Record<string, Value> {
  const w = ops.weight('w', [4, 3]);
  const x = ops.parameter('x', [2, 3]);
  const hidden = gelu(linear(ops.layerNorm(x, { epsilon: 1e-5 }), w));
  const loss = crossEntropy(hidden, ops.input('targets', [2, 4]), ops.ones([2]));
  return { loss, gradient: gradients(loss, [x])[0] as Value };
}

const weights = new Map<string, WeightBytes>([
  ['w', Float32Array.from({ length: 12 }, (_, i) => Math.sin(i))],
]);

/** Length-delimited fields of a protobuf message by number. */
function fields(bytes: Uint8Array): Map<number, Uint8Array[]> {
  const found = new Map<number, Uint8Array[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag % 8 === 0) varint();
    else if (tag % 8 === 5) at += 4;
    else {
      const length = varint();
      const list = found.get(tag >> 3) ?? [];
      list.push(bytes.subarray(at, (at += length)));
      found.set(tag >> 3, list);
    }
  }
  return found;
}

/** Operator types of the graph's nodes: GraphProto is field 7, its nodes field 1, their op_type field 4. */
function operators(model: Uint8Array): string[] {
  const graph = fields(model).get(7)?.[0] ?? new Uint8Array();
  const nodes = fields(graph).get(1) ?? [];
  return nodes.map((node) => new TextDecoder().decode(fields(node).get(4)?.[0]));
}

describe('writeModel', () => {
  it('gives the same bytes for the same program', () => {
    const first = writeModel(program(), weights);
    const second = writeModel(program(), weights);
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    expect(first.inputs).toEqual([
      { name: 'targets', shape: [2, 4], dtype: 'float32' },
      { name: 'x', shape: [2, 3], dtype: 'float32' },
    ]);
    expect(first.outputs.map(({ name }) => name)).toEqual(['loss', 'gradient']);
  });

  it('writes a value once however often it is used, and nothing that no output reaches', () => {
    const x = ops.parameter('x', [2]);
    const twice = ops.exp(x);
    ops.log(twice);
    const { bytes, inputs } = writeModel({ y: ops.mul(twice, twice) });
    expect(operators(bytes)).toEqual(['Exp', 'Mul']);
    expect(inputs.map(({ name }) => name)).toEqual(['x']);
  });

  it('asks for the inverse deviation only where a gradient reads it', () => {
    const x = ops.parameter('x', [2, 4]);
    const y = ops.layerNorm(x, { epsilon: 1e-5 });
    const forward = writeModel({ y }).bytes;
    const backward = writeModel({ gradient: gradients(y, [x], ops.ones([2, 4]))[0] as Value }).bytes;
    expect(Buffer.from(forward).includes('.invStd')).toBe(false);
    expect(Buffer.from(backward).includes('.invStd')).toBe(true);
    expect(operators(backward).filter((name) => name === 'LayerNormalization')).toHaveLength(1);
  });

  it('returns leaves, aliases and the same value under several names', async () => {
    const x = ops.constant([1, 2], [2]);
    const y = ops.exp(x);
    const results = await evaluate({ a: y, b: y, c: ops.stopGradient(y), d: x });
    expect(results['b']).toEqual(results['a']);
    expect(results['c']).toEqual(results['a']);
    expect(results['d']).toEqual([1, 2]);
  });

  it('takes weights from memory or from a region of a file, with bitwise the same results', async () => {
    const bytes = weights.get('w') as Float32Array;
    const prefix = 24;
    const file = Buffer.alloc(prefix + bytes.byteLength);
    file.set(new Uint8Array(bytes.buffer), prefix);
    writeFileSync(path.join(folder, 'weights.bin'), file);
    const external = new Map([['w', { file: 'weights.bin', offset: prefix, length: bytes.byteLength }]]);
    const feeds = {
      x: { data: Float32Array.from([1, 2, 4, 3, 1, 2]), shape: [2, 3] },
      targets: { data: Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0]), shape: [2, 4] },
    };
    const runtime = openRuntime({ threads: 1 });
    const embedded = await runtime.open(writeModel(program(), weights).bytes);
    const mapped = await runtime.open(writeModel(program(), external).bytes, { weightsFolder: folder });
    const expected = await embedded.run(feeds);
    expect(expected['loss']?.data[0]).toBeGreaterThan(0);
    expect(await mapped.run(feeds)).toEqual(expected);
    await runtime.close();
  });

  it('refuses missing or ill-sized weights and names used twice', () => {
    const wrong = (bytes: WeightBytes) => () => writeModel(program(), new Map([['w', bytes]]));
    expect(() => writeModel(program())).toThrow(/no bytes were given for the weight w/);
    expect(wrong(new Float32Array(11))).toThrow(/11 elements for the weight w \[4,3\]/);
    expect(wrong({ file: 'f', offset: 0, length: 40 })).toThrow(/10 elements/);
    const twins = ops.add(ops.parameter('x', [1]), ops.parameter('x', [1]));
    expect(() => writeModel({ y: twins })).toThrow(/"x" is used twice/);
    expect(() => writeModel({ x: ops.exp(ops.parameter('x', [1])) })).toThrow(/"x" is used twice/);
  });
});
