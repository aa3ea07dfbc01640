import { bytesOfType, limits, type TensorType } from './checkpoint.ts';
import {
  PickleDict,
  PickledTensor,
  PickleGlobal,
  PickleList,
  PickleSet,
  PickleTuple,
  StoredValues,
  UnreadableTensor,
  type PickleValue,
} from './pickleValues.ts';
import { quoted } from './quoted.ts';
import { damaged, tooLarge } from './refusals.ts';
import type { PickleNames } from './unpickler.ts';

/**
 * What of a PyTorch pickle is rebuilt (torch/_utils.py, torch/serialization.py, torch/_tensor.py): its tensors, as a
 * storage's name with offset, shape and strides, checked to lie inside that storage.
 */

const storageTypes: ReadonlyMap<string, TensorType | undefined> = new Map<string, TensorType | undefined>([
  ['DoubleStorage', 'f8'],
  ['FloatStorage', 'f4'],
  ['HalfStorage', 'f2'],
  ['BFloat16Storage', 'bf16'],
  ['LongStorage', 'i8'],
  ['IntStorage', 'i4'],
  ['ShortStorage', 'i2'],
  ['CharStorage', 'i1'],
  ['ByteStorage', 'u1'],
  ['BoolStorage', 'b1'],
  ['ComplexFloatStorage', 'c8'],
  ['ComplexDoubleStorage', 'c16'],
  ['UntypedStorage', undefined],
]);

const types: ReadonlyMap<string, TensorType> = new Map<string, TensorType>([
  ['torch.float64', 'f8'],
  ['torch.float32', 'f4'],
  ['torch.float16', 'f2'],
  ['torch.bfloat16', 'bf16'],
  ['torch.float8_e4m3fn', 'f1e4m3'],
  ['torch.float8_e5m2', 'f1e5m2'],
  ['torch.int64', 'i8'],
  ['torch.int32', 'i4'],
  ['torch.int16', 'i2'],
  ['torch.int8', 'i1'],
  ['torch.uint64', 'u8'],
  ['torch.uint32', 'u4'],
  ['torch.uint16', 'u2'],
  ['torch.uint8', 'u1'],
  ['torch.bool', 'b1'],
  ['torch.complex64', 'c8'],
  ['torch.complex128', 'c16'],
]);

/** Tensors of kinds that are not read, by the function that rebuilds them. */
const unreadable: Readonly<Record<string, string>> = {
  _rebuild_qtensor: 'quantised',
  _rebuild_sparse_tensor: 'sparse',
  _rebuild_sparse_csr_tensor: 'sparse',
  _rebuild_nested_tensor: 'nested',
  _rebuild_meta_tensor_no_storage: 'without values (on the meta device)',
  _rebuild_wrapper_subclass: 'of a class of its own',
  _rebuild_device_tensor_from_numpy: 'kept for another device',
  _rebuild_device_tensor_from_cpu_tensor: 'kept for another device',
};

type Rebuild = (args: readonly PickleValue[], charge: (values: number) => void) => PickleValue;

const tensorFunctions: readonly (readonly [string, Rebuild])[] = [
  ['torch._utils._rebuild_tensor', tensorOf],
  ['torch._utils._rebuild_tensor_v2', tensorOf],
  ['torch._utils._rebuild_tensor_v3', typedTensorOf],
  ['torch._utils._rebuild_parameter', first],
  ['torch._utils._rebuild_parameter_with_state', first],
  ...Object.entries(unreadable).map(
    ([name, kind]) => [`torch._utils.${name}`, () => new UnreadableTensor(kind)] as const,
  ),
];
const tensorRebuilds: ReadonlyMap<string, Rebuild> = new Map(tensorFunctions);

const rebuilt: ReadonlyMap<string, Rebuild> = new Map<string, Rebuild>([
  ...tensorFunctions,
  ['torch._tensor._rebuild_from_type_v2', tensorWithAttributes],
  ['numpy.core.multiarray._reconstruct', () => new UnreadableTensor('a NumPy array')],
  ['numpy._core.multiarray._reconstruct', () => new UnreadableTensor('a NumPy array')],
  ['torch.Size', sizeOf],
  ['collections.OrderedDict', dictionaryOf],
  ['builtins.set', setOf],
  ['builtins.frozenset', setOf],
  ['__builtin__.set', setOf],
  ['__builtin__.frozenset', setOf],
]);

const expected = new Set([
  'torch.Tensor',
  'torch._tensor.Tensor',
  'torch.nn.parameter.Parameter',
  'torch.nn.parameter.Buffer',
  'torch.device',
  'torch.serialization._get_layout',
  'torch.per_tensor_affine',
  'torch.per_channel_affine',
  'numpy.dtype',
  'numpy.ndarray',
  'numpy.core.multiarray.scalar',
  'numpy._core.multiarray.scalar',
  '_codecs.encode',
  'argparse.Namespace',
  'collections.defaultdict',
  ...['dict', 'list', 'int', 'float'].flatMap((name) => [`builtins.${name}`, `__builtin__.${name}`]),
]);
const storageName = /^torch(?:\.cuda|\.storage)?\.(\w+Storage)$/;
const typeName =
  /^torch\.(?:bool|bfloat16|q?u?int\d{1,2}(?:x\d)?|float\d{1,2}(?:_\w{1,12})?|complex\d{2,3})$/;

/** Layers of modules that were saved whole, and the classes of TorchScript. */
const moduleName = /^(?:torch\.nn\.modules|__torch__)\./;

export const torchNames: PickleNames = {
  rebuilt,
  isExpected: (name) =>
    expected.has(name) || storageName.test(name) || typeName.test(name) || moduleName.test(name),
  persistent,
};

/** `('storage', type, key, place, length)`, with a sixth item in the older format; or `('module', class, …)`. */
function persistent(id: PickleValue): PickleValue {
  const [tag, type = null, key, , length = null, view = null] = id instanceof PickleTuple ? id.items : [];
  // Modules that were saved whole name their class together with its source text, which is left alone.
  if (tag === 'module') return type;
  if (tag !== 'storage' || !(type instanceof PickleGlobal) || typeof key !== 'string') {
    throw damaged('its pickle points to something that is no storage');
  }
  const name = storageName.exec(type.name)?.[1];
  if (name === undefined || !storageTypes.has(name)) {
    const quantised = name?.startsWith('Q') === true;
    return new UnreadableTensor(
      quantised ? 'quantised' : `stored as ${quoted(type.name)}, which is not read here`,
    );
  }
  const values = natural(length, 'a storage');
  const storedType = storageTypes.get(name);
  if (view === null) return new StoredValues(key, storedType, values);

  const [, offsetOfView = null, lengthOfView = null] = view instanceof PickleTuple ? view.items : [];
  const part = { offset: natural(offsetOfView, 'a view'), length: natural(lengthOfView, 'a view') };
  if (part.offset + part.length > values) throw damaged('a view reaches beyond its storage');
  return new StoredValues(key, storedType, values, part);
}

/** `(storage, offset, shape, strides, …, metadata)`. */
function tensorOf(args: readonly PickleValue[]): PickleValue {
  const storage = args[0] ?? null;
  return tensorIn(storage, storage instanceof StoredValues ? storage.type : undefined, args, args[6] ?? null);
}

/** The same with a type: `(storage, offset, shape, strides, requires_grad, hooks, type, metadata)`. */
function typedTensorOf(args: readonly PickleValue[]): PickleValue {
  const name = args[6] instanceof PickleGlobal ? args[6].name : '';
  const type = types.get(name);
  if (type === undefined) return new UnreadableTensor(`of type ${quoted(name)}, which is not read here`);
  return tensorIn(args[0] ?? null, type, args, args[7] ?? null);
}

function tensorIn(
  storage: PickleValue,
  type: TensorType = 'u1',
  [, offset = null, shape, strides]: readonly PickleValue[],
  metadata: PickleValue,
): PickleValue {
  if (storage instanceof UnreadableTensor) return storage;
  if (!(storage instanceof StoredValues)) throw damaged('a tensor has no storage');
  if (!(shape instanceof PickleTuple && strides instanceof PickleTuple)) {
    throw damaged('a tensor has no shape');
  }
  // Lazy views: their storage holds the conjugates, or the negatives, of their values.
  if (metadata instanceof PickleDict && (metadata.get('conj') === true || metadata.get('neg') === true)) {
    return new UnreadableTensor('a lazy conjugate or negative of other values');
  }
  if (storage.type !== undefined && storage.type !== type) {
    throw damaged('a tensor has another type than its storage');
  }
  if (shape.items.length > limits.rank) throw tooLarge(`a tensor has ${shape.items.length} dimensions`);
  const sides = shape.items.map((side) => natural(side, 'a shape'));
  const steps = strides.items.map((step) => natural(step, 'a stride'));
  if (steps.length !== sides.length) throw damaged('a tensor has not one stride for each of its dimensions');

  const valueBytes = storage.type === undefined ? bytesOfType[type] : 1;
  const start = storage.part.offset / valueBytes + natural(offset, 'an offset');
  const end = (storage.part.offset + storage.part.length) / valueBytes;
  const count = safe(sides.reduce((product, side) => safe(product * side), 1));
  const reach = sides.reduce((sum, side, i) => safe(sum + safe((side - 1) * (steps[i] ?? 0))), start);
  if (count > 0 && reach + 1 > end) throw damaged('a tensor reaches beyond its storage');
  return new PickledTensor(storage, type, count > 0 ? start : 0, sides, steps);
}

/** `(function, class, arguments, state)`: a tensor with attributes of its own. */
function tensorWithAttributes(
  [rebuild, , args]: readonly PickleValue[],
  charge: (values: number) => void,
): PickleValue {
  const known = rebuild instanceof PickleGlobal ? tensorRebuilds.get(rebuild.name) : undefined;
  if (known === undefined || !(args instanceof PickleTuple)) {
    return new UnreadableTensor('rebuilt by a function that is unknown here');
  }
  return known(args.items, charge);
}

function first(args: readonly PickleValue[]): PickleValue {
  return args[0] ?? null;
}

function sizeOf(args: readonly PickleValue[]): PickleValue {
  return args[0] instanceof PickleTuple ? args[0] : new PickleTuple([]);
}

/** Empty, as Python 3 writes it, or from the pairs of Python 2. */
function dictionaryOf(args: readonly PickleValue[], charge: (values: number) => void): PickleValue {
  const dictionary = new PickleDict();
  const pairs = itemsOf(args[0]);
  charge(pairs.length);
  for (const pair of pairs) {
    const [key, value] = itemsOf(pair);
    if (key === undefined || value === undefined) throw damaged('its pickle sets an entry without a value');
    dictionary.entries.push([key, value]);
  }
  return dictionary;
}

function setOf(args: readonly PickleValue[], charge: (values: number) => void): PickleValue {
  const set = new PickleSet();
  const items = itemsOf(args[0]);
  charge(items.length);
  for (const item of items) set.items.push(item);
  return set;
}

function itemsOf(value: PickleValue | undefined): readonly PickleValue[] {
  return value instanceof PickleList || value instanceof PickleTuple ? value.items : [];
}

function natural(value: PickleValue, what: string): number {
  if (typeof value === 'bigint') throw tooLarge(`${what} claims more values than can be counted`);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw damaged(`${what} is not given in whole numbers of at least zero`);
  }
  return value;
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw tooLarge('a tensor claims more values than can be counted');
  return value;
}
