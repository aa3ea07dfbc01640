import { describe, expect, it } from 'vitest';
import { bytesInMemory } from '../../../src-main/networks/checkpoints/byteSource.ts';
import { looksLikePytorch, zipHoldsPickle } from '../../../src-main/networks/checkpoints/pytorch.ts';
import { readZip } from '../../../src-main/networks/checkpoints/zip.ts';
import { float32, refusal, text, zip } from './writtenFiles.ts';
import {
  build,
  bytesOf,
  floatsOf,
  open,
  dict,
  emptyDict,
  global,
  integer,
  list,
  none,
  orderedDict,
  persistent,
  pickle,
  pytorchLegacy,
  pytorchZip,
  reduce,
  sequence,
  storage,
  tensor,
  truth,
  tuple,
  unicode,
  type Piece,
  type Written,
} from './writtenPickles.ts';

const six = float32(0, 1, 2, 3, 4, 5);

/** The values of one tensor `w`, in either format. */
async function valuesOf(written: Written, values: Uint8Array, inLegacy: boolean): Promise<number[]> {
  const program = dict(['w', tensor(written)]);
  const count = BigInt(written.length ?? 6);
  await using checkpoint = await open(
    inLegacy ? pytorchLegacy(program, [{ key: '0', count, values }]) : pytorchZip(program, { 0: values }),
  );
  expect(checkpoint.tensors.get('w')?.shape).toEqual(written.shape);
  return floatsOf(checkpoint.tensors.get('w'));
}

describe.each([false, true])('a tensor (before PyTorch 1.6: %s)', (inLegacy) => {
  it.each<[string, Written, number[]]>([
    ['in order', { shape: [2, 3], strides: [3, 1] }, [0, 1, 2, 3, 4, 5]],
    ['turned over', { shape: [3, 2], strides: [1, 3] }, [0, 3, 1, 4, 2, 5]],
    ['with an offset', { shape: [2], strides: [1], offset: 3 }, [3, 4]],
    ['with steps', { shape: [3], strides: [2] }, [0, 2, 4]],
    ['expanded', { shape: [2, 3], strides: [0, 1] }, [0, 1, 2, 0, 1, 2]],
    ['expanded inside', { shape: [2, 2], strides: [3, 0] }, [0, 0, 3, 3]],
    ['of overlapping windows', { shape: [4, 3], strides: [1, 1] }, [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5]],
    ['without dimensions', { shape: [], strides: [], offset: 5 }, [5]],
    ['of sides of one with odd strides', { shape: [1, 2, 1], strides: [99, 3, 7] }, [0, 3]],
    ['without values', { shape: [0, 3], strides: [3, 1] }, []],
  ])('%s comes out in order', async (_, written, values) => {
    expect(await valuesOf(written, six, inLegacy)).toEqual(values);
  });

  it('larger than a piece comes out in pieces of at most 1 MiB', async () => {
    const side = 700;
    const all = Float32Array.from({ length: side * side }, (_, i) => i);
    const bytes = new Uint8Array(all.buffer);
    const turned = await valuesOf(
      { length: side * side, shape: [side, side], strides: [1, side] },
      bytes,
      inLegacy,
    );
    expect(turned.every((value, i) => value === (i % side) * side + Math.floor(i / side))).toBe(true);
    const program = dict(['w', tensor({ length: side * side, shape: [side, side], strides: [side, 1] })]);
    await using checkpoint = await open(
      inLegacy
        ? pytorchLegacy(program, [{ key: '0', count: BigInt(side * side), values: bytes }])
        : pytorchZip(program, { 0: bytes }),
    );
    const lengths: number[] = [];
    for await (const piece of checkpoint.tensors.get('w')?.bytes() ?? []) lengths.push(piece.length);
    expect(lengths.every((length) => length <= 1024 * 1024)).toBe(true);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(bytes.length);
  });
});

describe('a checkpoint of torch.save', () => {
  it('gives the tensors of nested containers, the values beside them, and notes', async () => {
    const program = dict(
      ['model', sequence(orderedDict, unicode('a.weight'), tensor({ shape: [6], strides: [1] }), text('s'))],
      ['list', list(tensor({ shape: [1], strides: [1] }))],
      ['epoch', integer(3)],
      ['args', build(reduce(global('argparse', 'Namespace'), tuple()), dict(['lr', text('F0.5\n')]))],
      ['x', reduce(global('os', 'system'), tuple(unicode('id')))],
    );
    await using checkpoint = await open(pytorchZip(program, { 0: six }));
    expect(checkpoint.format).toBe('pytorch-zip');
    expect([...checkpoint.tensors.keys()]).toEqual(['model.a.weight', 'list.0']);
    expect(Object.fromEntries(checkpoint.values)).toEqual({ epoch: 3, 'args.lr': 0.5 });
    expect(checkpoint.notes).toEqual([
      '"os.system" is unknown here: nothing of it was run, what it holds was read as data.',
    ]);
  });

  it('that is a bare tensor, or a parameter, or one with attributes, has it', async () => {
    const plain = tensor({ shape: [2], strides: [1] });
    const parameter = reduce(
      global('torch._utils', '_rebuild_parameter'),
      tuple(plain, truth(true), orderedDict),
    );
    const call = [
      global('torch._utils', '_rebuild_tensor_v2'),
      global('torch', 'Tensor'),
      tuple(storage('FloatStorage', '0', 6), integer(1), tuple(integer(1)), tuple(integer(1))),
      dict(['tag', integer(1)]),
    ];
    const tagged = reduce(global('torch._tensor', '_rebuild_from_type_v2'), tuple(...call));
    for (const [program, values] of [
      [plain, [0, 1]],
      [parameter, [0, 1]],
      [tagged, [1]],
    ] as const) {
      await using checkpoint = await open(pytorchZip(program, { 0: six }));
      expect([...checkpoint.tensors.keys()]).toEqual(['tensor']);
      expect(await floatsOf(checkpoint.tensors.get('tensor'))).toEqual(values);
      expect(checkpoint.notes).toEqual([]);
    }
  });

  it('that is a module saved whole has the names that its state dict would have', async () => {
    const module = (...parts: readonly [Piece, Piece, Piece]): Uint8Array =>
      build(
        sequence(global('my.net', 'Block'), tuple(), [0x81]),
        dict(
          ['training', truth(false)],
          ['_parameters', parts[0]],
          ['_buffers', parts[1]],
          ['_modules', parts[2]],
        ),
      );
    const inner = module(
      dict(['weight', tensor({ shape: [2], strides: [1] })], ['bias', none]),
      emptyDict,
      emptyDict,
    );
    const outer = module(
      emptyDict,
      dict(['mean', tensor({ shape: [1], strides: [1] })]),
      dict(['fc', inner]),
    );
    await using checkpoint = await open(pytorchZip(outer, { 0: six }));
    expect([...checkpoint.tensors.keys()]).toEqual(['mean', 'fc.weight']);
    expect(checkpoint.notes).toEqual([
      '"my.net.Block" is unknown here: nothing of it was run, what it holds was read as data.',
    ]);
  });

  it.each([
    ['DoubleStorage', 'f8', 8],
    ['HalfStorage', 'f2', 2],
    ['BFloat16Storage', 'bf16', 2],
    ['LongStorage', 'i8', 8],
    ['CharStorage', 'i1', 1],
    ['ByteStorage', 'u1', 1],
    ['BoolStorage', 'b1', 1],
    ['ComplexDoubleStorage', 'c16', 16],
  ])('has tensors of %s', async (name, type, size) => {
    const values = Uint8Array.from({ length: 6 * size }, (_, i) => i);
    const program = dict(['w', tensor({ storage: name, shape: [3], strides: [2], offset: 1 })]);
    await using checkpoint = await open(pytorchZip(program, { 0: values }));
    const found = checkpoint.tensors.get('w');
    expect(found?.type).toBe(type);
    const picked = [1, 3, 5].flatMap((i) => [...values.subarray(i * size, (i + 1) * size)]);
    expect([...(await bytesOf(found))]).toEqual(picked);
  });

  const typed = (type: string, length: number, offset: number): Uint8Array =>
    reduce(
      global('torch._utils', '_rebuild_tensor_v3'),
      tuple(
        persistent(
          tuple(
            unicode('storage'),
            global('torch.storage', 'UntypedStorage'),
            unicode('0'),
            unicode('cpu'),
            integer(length),
          ),
        ),
        integer(offset),
        tuple(integer(2)),
        tuple(integer(1)),
        truth(false),
        orderedDict,
        global('torch', type),
        emptyDict,
      ),
    );
  it.each([
    ['float8_e4m3fn', 'f1e4m3', 3, 1],
    ['float8_e5m2', 'f1e5m2', 3, 1],
    ['uint16', 'u2', 6, 2],
    ['uint64', 'u8', 24, 8],
  ])('has tensors of %s in untyped storages', async (name, type, length, size) => {
    const values = Uint8Array.from({ length }, (_, i) => i);
    await using checkpoint = await open(pytorchZip(dict(['w', typed(name, length, 1)]), { 0: values }));
    expect(checkpoint.tensors.get('w')?.type).toBe(type);
    expect([...(await bytesOf(checkpoint.tensors.get('w')))]).toEqual([...values.subarray(size)]);
    const short = pytorchZip(dict(['w', typed(name, length - 1, 1)]), { 0: values });
    await expect(open(short)).rejects.toEqual(refusal('damaged', 'beyond its storage'));
  });

  it('is read where it was packed again with compression, whole and in part', async () => {
    const program = dict(
      ['a', tensor({ shape: [2, 3], strides: [3, 1] })],
      ['b', tensor({ shape: [2], strides: [1], offset: 3 })],
      ['c', tensor({ shape: [2], strides: [3], offset: 1 })],
    );
    await using checkpoint = await open(pytorchZip(program, { 0: six }, {}, { deflated: true }));
    expect(await floatsOf(checkpoint.tensors.get('a'))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await floatsOf(checkpoint.tensors.get('b'))).toEqual([3, 4]);
    expect(await floatsOf(checkpoint.tensors.get('c'))).toEqual([1, 4]);
  });

  it('leaves out kinds of tensors that are not read, and says which', async () => {
    const rebuild = (name: string): Uint8Array => reduce(global('torch._utils', name), tuple(none));
    const program = dict(
      ['quantised', tensor({ storage: 'QUInt8Storage', shape: [6], strides: [1] })],
      ['q', rebuild('_rebuild_qtensor')],
      ['sparse', rebuild('_rebuild_sparse_tensor')],
      ['meta', rebuild('_rebuild_meta_tensor_no_storage')],
      ['conj', tensor({ shape: [6], strides: [1], metadata: dict(['conj', truth(true)]) })],
      ['half', tensor({ storage: 'ComplexHalfStorage', shape: [6], strides: [1] })],
      ['bits', typed('float8_e8m0fnu', 6, 0)],
      ['array', reduce(global('numpy.core.multiarray', '_reconstruct'), tuple(none))],
      ['bare', storage('FloatStorage', '0', 6)],
      ['sound', tensor({ shape: [6], strides: [1] })],
    );
    await using checkpoint = await open(pytorchZip(program, { 0: six }));
    expect([...checkpoint.tensors.keys()]).toEqual(['sound']);
    expect(checkpoint.notes).toEqual([
      'The tensor "quantised" was left out: it is quantised.',
      'The tensor "q" was left out: it is quantised.',
      'The tensor "sparse" was left out: it is sparse.',
      'The tensor "meta" was left out: it is without values (on the meta device).',
      'The tensor "conj" was left out: it is a lazy conjugate or negative of other values.',
      'The tensor "half" was left out: it is stored as "torch.ComplexHalfStorage", which is not read here.',
      'The tensor "bits" was left out: it is of type "torch.float8_e8m0fnu", which is not read here.',
      'The tensor "array" was left out: it is a NumPy array.',
      '"bare" was left out: it is a storage without a shape.',
    ]);
  });

  it('that is a TorchScript program gives its weights, and says so', async () => {
    const program = build(
      sequence(global('__torch__', 'Net'), tuple(), [0x81]),
      dict(['training', truth(false)], ['weight', tensor({ shape: [6], strides: [1] })]),
    );
    const parts = { 'constants.pkl': pickle(tuple()), 'code/__torch__.py': text('raise SystemExit') };
    await using checkpoint = await open(pytorchZip(program, { 0: six }, parts));
    expect([...checkpoint.tensors.keys()]).toEqual(['weight']);
    expect(checkpoint.notes).toEqual([
      'This is a TorchScript program: its weights were read, its code was not.',
    ]);
  });
});

describe('what a file is', () => {
  const tar = (first: string): Uint8Array => {
    const block = new Uint8Array(1024);
    block.set(text(first));
    block.set(text('ustar'), 257);
    return block;
  };

  it.each<[string, Uint8Array, string | undefined]>([
    ['a zip', pytorchZip(none), 'zip'],
    ['an old file', pytorchLegacy(none, []), 'pickle'],
    ['one of protocol 1', text('L119547037146038801333356L\n.'), 'pickle'],
    ['a tar', tar('sys_info'), 'tar'],
    ['a text', text('{"a": 1}'), undefined],
    ['nothing', new Uint8Array(0), undefined],
  ])('is told by its first bytes: %s', (_, bytes, container) => {
    expect(looksLikePytorch(bytes.subarray(0, 512))).toBe(container);
  });

  it('is told apart from other archives', async () => {
    const holds = async (bytes: Uint8Array): Promise<boolean> =>
      zipHoldsPickle(await readZip(bytesInMemory('a', bytes)));
    expect(await holds(pytorchZip(none))).toBe(true);
    expect(await holds(zip([['data.pkl', pickle(none)]]))).toBe(true);
    expect(await holds(zip([['a.npy', six]]))).toBe(false);
    expect(await holds(zip([['notdata.pkl', six]]))).toBe(false);
  });

  it.each([
    ['a tar of PyTorch 0.1', tar('sys_info'), 'tar of PyTorch 0.1'],
    ['any other tar', tar('model/weights.pth'), 'tar of files'],
    ['anything else', text('<html>'), 'torch.save writes'],
    ['nothing', new Uint8Array(0), 'torch.save writes'],
  ])('is refused with advice: %s', async (_, bytes, reason) => {
    await expect(open(bytes)).rejects.toEqual(refusal('unsupported', reason));
  });
});
