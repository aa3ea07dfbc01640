import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../../src-main/networks/checkpoints/open.ts';
import {
  field,
  float32,
  joined,
  memoryFiles,
  npyOf,
  onnx,
  onnxTensor,
  rawData,
  refusal,
  safetensors,
  text,
  zip,
} from './writtenFiles.ts';

const one = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };

describe('the format of a checkpoint', () => {
  it.each<[string, string, Uint8Array]>([
    ['safetensors', 'weights.bin', safetensors({ a: one }, float32(1))],
    // 0x0280 bytes: begins as a pickle of protocol 2 does.
    ['safetensors', 'weights.pt', safetensors(JSON.stringify({ a: one }).padEnd(0x280), float32(1))],
    ['npz', 'weights.safetensors', zip([['a.npy', npyOf('<f4', [1], float32(1))]])],
    ['onnx', 'weights.pth', onnx(field(5, onnxTensor('a', [1], 1, rawData(float32(1)))))],
    [
      'onnx',
      'graph first',
      joined(field(7, field(5, onnxTensor('a', [1], 1, rawData(float32(1))))), field(1, 9)),
    ],
  ])('is %s by its content, whatever its name (%s)', async (format, name, bytes) => {
    const files = memoryFiles({ [name]: bytes });
    const checkpoint = await openCheckpoint(files, name);
    expect(checkpoint.format).toBe(format);
    expect([...checkpoint.tensors.keys()]).toEqual(['a']);
    expect(files.opened()).toBe(1);
    await checkpoint[Symbol.asyncDispose]();
    expect(files.opened()).toBe(0);
  });

  const table = joined(new Uint8Array(100).fill(3), [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb]);
  it.each<[string, Uint8Array, string, string]>([
    ['an empty file', new Uint8Array(0), 'damaged', 'empty'],
    ['zeros', new Uint8Array(4096), 'damaged', 'zeros'],
    [
      'a pointer',
      text('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n'),
      'unsupported',
      'Git LFS',
    ],
    ['a page', text('\n<!DOCTYPE html><html><body>Sign in</body></html>'), 'unsupported', 'web page'],
    [
      'an error of a store',
      text('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
      'unsupported',
      'web page',
    ],
    ['an answer of a server', text('{"error":"Repository not found"}'), 'unsupported', 'JSON'],
    ['a configuration', text('{\n  "model_type": "vit"\n}'), 'unsupported', 'JSON'],
    ['HDF5', joined([0x89], text('HDF\r\n\x1a\n'), new Uint8Array(20)), 'unsupported', 'HDF5'],
    ['GGUF', text('GGUF\x03\0\0\0'), 'unsupported', 'GGUF'],
    ['a TensorRT engine', text('ftrt\0\0\0\0'), 'unsupported', 'TensorRT'],
    ['TensorFlow Lite', text('\x1c\0\0\0TFL3'), 'unsupported', 'TensorFlow Lite'],
    ['a TensorFlow checkpoint', table, 'unsupported', 'TensorFlow checkpoint'],
    ['a SavedModel', joined(field(1, 1), field(2, field(2, 'x'))), 'unsupported', 'SavedModel'],
    ['Flax', joined([0x81, 0xa6], text('params')), 'unsupported', 'Flax'],
    ['gzip', gzipSync('x'), 'unsupported', 'gzip'],
    ['xz', joined([0xfd], text('7zXZ\0\0')), 'unsupported', 'xz'],
    ['bzip2', text('BZh91AY&SY'), 'unsupported', 'bzip2'],
    ['Zstandard', joined([0x28, 0xb5, 0x2f, 0xfd, 0]), 'unsupported', 'Zstandard'],
    ['one array', npyOf('<f4', [1], float32(1)), 'unsupported', 'single NumPy array'],
    ['another archive', zip([['config.json', text('{}')]]), 'unsupported', 'ZIP archive'],
    [
      'a safetensors file whose length lies',
      safetensors({ a: one }, float32(1), 1n << 60n),
      'damaged',
      'claims',
    ],
    [
      'an ONNX file that is cut',
      onnx(field(5, onnxTensor('a', [1], 1, rawData(float32(1))))).subarray(0, 30),
      'damaged',
      'longer than',
    ],
    ['a picture', joined([0x89], text('PNG\r\n\x1a\n')), 'unsupported', 'none of the formats'],
    ['noise', deflateRawSync(text('noise')), 'unsupported', 'none of the formats'],
  ])('is told apart from %s, which is refused and closed', async (_, bytes, code, reason) => {
    const files = memoryFiles({ chosen: bytes });
    await expect(openCheckpoint(files, 'chosen')).rejects.toEqual(refusal(code, reason));
    expect(files.opened()).toBe(0);
  });
});
