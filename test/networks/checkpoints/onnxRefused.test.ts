import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { openOnnx } from '../../../src-main/networks/checkpoints/onnxFile.ts';
import { digest } from '../../../src-main/networks/checkpoints/values.ts';
import {
  external,
  field,
  float32,
  initializer,
  joined,
  memoryFiles,
  node,
  onnx,
  onnxTensor,
  rawData,
  refusal,
  varint,
} from './writtenFiles.ts';

async function open(bytes: Uint8Array): Promise<Checkpoint> {
  const files = memoryFiles({ 'model.onnx': bytes, w: float32(1, 2) });
  return openOnnx(await files.open('model.onnx'), files);
}

async function streamed(checkpoint: Checkpoint): Promise<void> {
  for (const tensor of checkpoint.tensors.values()) await digest(tensor);
}

describe('an ONNX file', () => {
  const two = rawData(float32(1, 2));
  const deep = (levels: number): Uint8Array => {
    let inner = field(1, 'x');
    for (let i = 0; i < levels; i++) inner = field(5, inner);
    return inner;
  };

  it.each<[string, Uint8Array, string, string]>([
    ['a number that never ends', joined(Array(12).fill(0xff) as number[]), 'damaged', 'never ends'],
    ['a tag that never ends', onnx(joined(Array(40).fill(0x80) as number[])), 'damaged', 'never ends'],
    ['a field longer than the file', joined(field(1, 9), [0x3a, 0x50]), 'damaged', 'longer than the message'],
    [
      'a tensor longer than its graph',
      onnx(joined([0x2a, 0x7f], onnxTensor('a', [2], 1, two))),
      'damaged',
      'longer than the message around it',
    ],
    ['a field of 2^63 bytes', onnx(joined([0x2a], varint(1n << 63n))), 'damaged', 'longer than the message'],
    ['a group', onnx(joined([0x2b])), 'damaged', 'not made of protobuf fields'],
    ['field number 0', onnx(joined([0x02, 0x00])), 'damaged', 'not made of protobuf fields'],
    ['no graph', field(1, 9), 'damaged', 'no graph'],
    ['two graphs', joined(onnx(), onnx()), 'damaged', 'two graphs'],
    ['fields that no model has', joined(field(99, 1), onnx()), 'damaged', 'no ONNX model'],
    ['a negative size', onnx(initializer('a', [-2n], 1, two)), 'damaged', 'negative size'],
    [
      'a shape that wraps to the right length',
      onnx(initializer('a', [1n << 62n, 4, 2], 1, two)),
      'damaged',
      'shape',
    ],
    ['17 dimensions', onnx(initializer('a', Array(17).fill(1) as number[], 1, two)), 'damaged', 'dimensions'],
    ['too few bytes', onnx(initializer('a', [3], 1, two)), 'damaged', 'needs 12'],
    ['too many bytes', onnx(initializer('a', [1], 1, two)), 'damaged', 'needs 4'],
    ['no bytes', onnx(initializer('a', [1], 1)), 'damaged', 'needs 4'],
    [
      'too few varints',
      onnx(initializer('a', [3], 10, field(5, Uint8Array.of(1, 2)))),
      'damaged',
      'not the 3 values',
    ],
    [
      'varints that are fewer than their bytes',
      onnx(initializer('a', [2], 10, field(5, Uint8Array.of(0x80, 0x01)))),
      'damaged',
      'do not fill',
    ],
    [
      'a varint that is cut short',
      onnx(initializer('a', [1], 10, field(5, Uint8Array.of(0x80)))),
      'damaged',
      'do not fill',
    ],
    [
      'a list of another type',
      onnx(initializer('a', [2], 1, field(10, new Uint8Array(16)))),
      'damaged',
      'another type',
    ],
    [
      'values in two places',
      onnx(initializer('a', [2], 1, two, field(4, float32(1, 2)))),
      'damaged',
      'two places',
    ],
    [
      'raw bytes in two places',
      onnx(initializer('a', [2], 1, rawData(float32(1)), rawData(float32(2)))),
      'damaged',
      'needs',
    ],
    ['a tensor that is a segment', onnx(initializer('a', [2], 1, two, field(3, ''))), 'damaged', 'segment'],
    [
      'two tensors of one name',
      onnx(initializer('a', [2], 1, two), initializer('a', [2], 1, two)),
      'damaged',
      'are called',
    ],
    ['packed numbers', onnx(initializer('a', [2], 22, rawData(new Uint8Array(1)))), 'unsupported', 'INT4'],
    ['texts', onnx(initializer('a', [1], 8)), 'unsupported', 'STRING'],
    ['an unknown type', onnx(initializer('a', [2], 77, two)), 'damaged', 'unknown type 77'],
    ['sparse weights', onnx(field(15, '')), 'unsupported', 'sparse'],
    ['a long name', onnx(initializer('n'.repeat(1001), [2], 1, two)), 'too-large', '1001 bytes'],
    [
      'external data in the folder above',
      onnx(initializer('a', [1], 1, ...external('../w', '0'))),
      'damaged',
      '../w',
    ],
    [
      'external data by a path',
      onnx(initializer('a', [1], 1, ...external('/etc/passwd', '0'))),
      'damaged',
      '/etc',
    ],
    ['external data nowhere', onnx(initializer('a', [1], 1, field(14, 1))), 'damaged', 'not a file beside'],
    [
      'external data that are missing',
      onnx(initializer('a', [1], 1, ...external('v', '0'))),
      'incomplete',
      '"v"',
    ],
    [
      'an offset beyond the file',
      onnx(initializer('a', [1], 1, ...external('w', '8', '4'))),
      'damaged',
      'beyond',
    ],
    [
      'an offset that is no number',
      onnx(initializer('a', [1], 1, ...external('w', '0x0'))),
      'damaged',
      '0x0',
    ],
    ['a negative offset', onnx(initializer('a', [1], 1, ...external('w', '-4', '4'))), 'damaged', '-4'],
    [
      'a length that is not the shape’s',
      onnx(initializer('a', [1], 1, ...external('w', '0', '8'))),
      'damaged',
      'needs 4',
    ],
    [
      'external data beside its own',
      onnx(initializer('a', [1], 1, ...external('w', '0', '4'), rawData(float32(1)))),
      'damaged',
      'two places',
    ],
    [
      'values in a thousand places',
      onnx(initializer('a', [1], 1, ...Array<Uint8Array>(1001).fill(field(4, '')))),
      'damaged',
      'too many places',
    ],
  ])('is refused for %s', async (_, bytes, code, reason) => {
    await expect(open(bytes).then(streamed)).rejects.toEqual(refusal(code, reason));
  });

  it('is refused for more tensors than any network has', async () => {
    const many = Array.from({ length: 20_001 }, (_, i) => initializer(`${i}`, [0], 1));
    await expect(open(onnx(Buffer.concat(many)))).rejects.toEqual(refusal('too-large', '20000 tensors'));
  });

  it('skips what it does not follow, however deep', async () => {
    const subgraph = field(5, joined(field(1, 'then_branch'), field(6, deep(5000))));
    await using checkpoint = await open(
      onnx(node('If', ['x'], ['y'], '', subgraph), initializer('a.bias', [2], 1, two)),
    );
    expect([...checkpoint.tensors.keys()]).toEqual(['a.bias']);
  });

  it('is refused wherever it is cut, but where only its opsets are lost', async () => {
    const whole = onnx(
      initializer('a', [2], 10, field(5, Uint8Array.of(1, 2))),
      node('Add', ['a', 'b'], ['c']),
    );
    const withoutOpsets = whole.length - field(8, field(2, 20)).length;
    for (let length = 0; length < whole.length; length++) {
      const outcome = open(whole.subarray(0, length)).then(streamed);
      if (length === withoutOpsets) await expect(outcome).resolves.toBeUndefined();
      else await expect(outcome).rejects.toEqual(refusal('damaged', ''));
    }
  });
});
