import { describe, expect, it } from 'vitest';
import { nameContents } from '../../../src-main/networks/checkpoints/namedTensors.ts';
import {
  Inert,
  PickleDict,
  PickleList,
  PickleTuple,
  type PickleValue,
} from '../../../src-main/networks/checkpoints/pickleValues.ts';
import { torchNames } from '../../../src-main/networks/checkpoints/torchObjects.ts';
import { pickleLimits, unpickle } from '../../../src-main/networks/checkpoints/unpickler.ts';
import { refusal, text } from './writtenFiles.ts';
import {
  build,
  dict,
  emptyDict,
  emptyList,
  get,
  global,
  int64,
  integer,
  list,
  mark,
  none,
  orderedDict,
  persistent,
  pickle,
  pop,
  put,
  reduce,
  sequence,
  truth,
  tuple,
  uint32,
  unicode,
  type Piece,
} from './writtenPickles.ts';

const read = (...program: readonly Piece[]): PickleValue => unpickle(pickle(...program), 0, torchNames).value;
const contents = (...program: readonly Piece[]): ReturnType<typeof nameContents> =>
  nameContents(read(...program));
const valuesOf = (...program: readonly Piece[]): Record<string, unknown> =>
  Object.fromEntries(contents(...program).values);

/** The same piece many times over. */
function repeated(piece: Piece, times: number): Uint8Array {
  const unit = sequence(piece);
  return Buffer.alloc(unit.length * times, unit);
}

describe('a pickle', () => {
  it.each<[string, readonly Piece[], PickleValue]>([
    ['nothing', [none], null],
    ['true', [truth(true)], true],
    ['true of protocol 1', [text('I01\n')], true],
    ['a byte', [[0x4b, 200]], 200],
    ['two bytes', [[0x4d, 1, 2]], 513],
    ['a negative number', [integer(-7)], -7],
    ['a number of 40 bits', [integer(2 ** 40)], 2 ** 40],
    ['a number of 64 bits', [integer(2n ** 62n)], 2n ** 62n],
    ['a negative one', [integer(-(2n ** 62n))], -(2n ** 62n)],
    ['zero without bytes', [[0x8a, 0]], 0],
    ['a long of protocol 1', [text('L-12L\n')], -12],
    ['a fraction', [text('G'), [0x3f, 0xf8, 0, 0, 0, 0, 0, 0]], 1.5],
    ['a fraction of protocol 0', [text('F-1e3\n')], -1000],
    ['infinity of protocol 0', [text('Finf\n')], Infinity],
    ['a text', [unicode('größe')], 'größe'],
    ['a short text', [[0x8c, 2], text('ab')], 'ab'],
    ['a text with 64 bits of length', [[0x8d], int64(2n), text('ab')], 'ab'],
    ['a text of Python 2', [text('U'), [2], text('ab')], 'ab'],
    ['a text of Python 2 in Latin-1', [text('T'), uint32(1), [0xe9]], 'é'],
    ['a frame', [[0x95], int64(2n), [0x4b, 7]], 7],
    ['what is put aside and taken up again', [unicode('a'), put(5), pop, get(5)], 'a'],
    ['what is numbered as it comes', [unicode('a'), [0x94], unicode('b'), [0x94], pop, pop, [0x68, 1]], 'b'],
    ['what a mark covers, dropped', [integer(1), mark, integer(2), [0x31]], 1],
  ])('of %s', (_, program, value) => {
    expect(read(...program)).toEqual(value);
  });

  it('of containers names what is in them', () => {
    const program = dict(
      ['list', list(integer(1), tuple(unicode('x'), none))],
      ['dict', dict([integer(5), truth(true)], [integer(2n ** 60n), integer(2)])],
      ['ordered', sequence(orderedDict, mark, unicode('k'), integer(3), text('u'))],
      ['pairs', reduce(global('collections', 'OrderedDict'), tuple(list(list(unicode('old'), integer(4)))))],
      ['old', sequence(mark, unicode('d'), integer(6), text('d'))],
      ['appended', sequence(emptyList, integer(7), text('a'))],
      ['set', sequence([0x8f], mark, integer(8), [0x90])],
    );
    expect(valuesOf(program)).toEqual({
      'list.0': 1,
      'list.1.0': 'x',
      'dict.5': true,
      'dict.1152921504606846976': 2,
      'ordered.k': 3,
      'pairs.old': 4,
      'old.d': 6,
      'appended.0': 7,
    });
  });

  it('of an object keeps its attributes, and says what it was', () => {
    const namespace = build(reduce(global('argparse', 'Namespace'), tuple()), dict(['lr', integer(1)]));
    const slots = build(
      sequence(global('my', 'Config'), tuple(), [0x81]),
      tuple(dict(['a', integer(2)]), dict(['b', integer(3)])),
    );
    const program = pickle(dict(['args', namespace], ['config', slots]));
    const { value, unknown } = unpickle(program, 0, torchNames);
    expect(Object.fromEntries(nameContents(value).values)).toEqual({
      'args.lr': 1,
      'config.a': 2,
      'config.b': 3,
    });
    expect([...unknown]).toEqual(['my.Config']);
  });

  it('of a subclass of list or dict keeps what is put into it', () => {
    const object = reduce(global('my', 'List'), tuple());
    const program = dict(
      ['l', sequence(object, mark, integer(1), integer(2), text('e'))],
      ['d', sequence(reduce(global('my', 'Dict'), tuple()), unicode('k'), integer(3), text('s'))],
    );
    expect(valuesOf(program)).toEqual({ 'l.0': 1, 'l.1': 2, 'd.k': 3 });
  });

  it('ends at its own end, wherever it begins', () => {
    const first = pickle(integer(1));
    const both = sequence(first, pickle(integer(2)), [9, 9]);
    expect(unpickle(both, first.length, torchNames)).toMatchObject({ value: 2, end: both.length - 2 });
  });
});

describe('a hostile pickle runs nothing', () => {
  const attempts: [string, string, Piece][] = [
    ['os', 'system', unicode('touch /tmp/lapidary-was-here')],
    ['posix', 'system', unicode('id')],
    ['nt', 'system', unicode('calc')],
    ['builtins', 'eval', unicode('process.exit(66)')],
    ['builtins', 'exec', unicode('globalThis.wasRun = true')],
    ['builtins', 'getattr', unicode('x')],
    ['builtins', '__import__', unicode('os')],
    ['subprocess', 'Popen', list(unicode('id'))],
    ['runpy', '_run_code', unicode('x')],
    ['torch.hub', 'load', unicode('x')],
    ['torch.storage', '_load_from_bytes', unicode('x')],
    ['constructor', 'constructor', unicode('globalThis.wasRun = true')],
    ['__proto__', 'polluted', unicode('x')],
  ];
  it.each(attempts)('that calls %s.%s', (module, name, argument) => {
    const called = reduce(global(module, name), tuple(argument));
    const stacked = sequence(unicode(module), unicode(name), [0x93], tuple(argument), text('R'));
    const instance = sequence(mark, argument, text(`i${module}\n${name}\n`));
    const object = sequence(mark, global(module, name), argument, text('o'));
    const made = sequence(global(module, name), tuple(argument), [0x81]);
    const withNames = sequence(global(module, name), tuple(argument), emptyDict, [0x92]);
    for (const program of [called, stacked, instance, object, made, withNames]) {
      const { value, unknown } = unpickle(pickle(program), 0, torchNames);
      expect(value).toEqual(new Inert(`${module}.${name}`));
      expect([...unknown]).toEqual([`${module}.${name}`]);
    }
    expect(globalThis).not.toHaveProperty('wasRun');
  });

  it('that calls what such a call would have returned', () => {
    const getter = reduce(global('builtins', 'getattr'), tuple(unicode('os'), unicode('system')));
    expect(read(reduce(getter, tuple(unicode('id'))))).toEqual(new Inert('builtins.getattr'));
  });

  it('that sets attributes with names that mean something here', () => {
    const program = build(
      reduce(global('my', 'Thing'), tuple()),
      dict(['__proto__', dict(['polluted', truth(true)])]),
    );
    expect(valuesOf(program)).toEqual({ ['__proto__.polluted']: true });
    expect({}).not.toHaveProperty('polluted');
    expect(read(build(orderedDict, dict(['entries', integer(1)])))).toEqual(new PickleDict());
  });
});

describe('a pickle that lies is refused', () => {
  it.each<[string, readonly Piece[], string, string]>([
    [
      'a text of 2^60 bytes',
      [[0x8d], int64(2n ** 60n), text('ab')],
      'too-large',
      'claims 1152921504606846976 bytes',
    ],
    ['a text of 2^63 bytes and more', [[0x8d], int64(-1n)], 'too-large', 'claims 18446744073709551615 bytes'],
    ['a text of 4 GB', [text('X'), uint32(0xffffffff)], 'too-large', 'a text of 4294967295 bytes'],
    ['a text of negative length', [text('T'), uint32(0xffffffff)], 'damaged', 'negative length'],
    ['bytes of 2^50', [[0x8e], int64(2n ** 50n)], 'too-large', 'claims'],
    ['a text beyond its end', [text('X'), uint32(100), text('ab')], 'damaged', 'cut short'],
    ['an integer of 2 GB', [[0x8b], uint32(0x7fffffff)], 'too-large', 'integer of 2147483647 bytes'],
    ['an integer of negative length', [[0x8b], uint32(0x80000000)], 'damaged', 'negative length'],
    ['an integer of letters', [text('Iabc\n')], 'damaged', 'integer that is none'],
    ['an integer of too many digits', [text(`L${'9'.repeat(700)}L\n`)], 'damaged', 'integer that is none'],
    ['a fraction of letters', [text('Fconstructor\n')], 'damaged', 'number that is none'],
    ['a line without an end', [text(`c${'a'.repeat(2000)}`)], 'damaged', 'overlong line'],
    ['a text that is no UTF-8', [text('X'), uint32(2), [0xc3, 0x28]], 'damaged', 'not UTF-8'],
    ['protocol 6', [[0x80, 6], none], 'unsupported', 'protocol 6'],
    ['an operation that no checkpoint needs', [[0x82, 1]], 'damaged', '0x82 at byte 2'],
    ['one that Python does not know', [[0xff]], 'damaged', '0xff'],
    ['a value that is not there', [text('R')], 'damaged', 'not there'],
    ['nothing at all', [], 'damaged', 'not there'],
    ['a container that was not opened', [text('t')], 'damaged', 'did not open'],
    ['a value under an open container', [integer(1), mark, text('.')], 'damaged', 'not there'],
    ['a list that is closed into nothing', [mark, integer(1), text('e')], 'damaged', 'not there'],
    ['a memory that is empty', [get(3)], 'damaged', 'did not remember'],
    ['a memory of negative place', [integer(1), text('p-1\n')], 'damaged', 'under no number'],
    ['a memory of 4 billion places', [integer(1), put(0xffffffff)], 'too-large', 'under 4294967295'],
    ['an append to a number', [integer(1), integer(2), text('a')], 'damaged', 'no list'],
    ['an entry of a list', [emptyList, unicode('a'), integer(2), text('s')], 'damaged', 'no dictionary'],
    ['an entry without a value', [emptyDict, mark, unicode('a'), text('u')], 'damaged', 'without a value'],
    [
      'a pair of one',
      [reduce(global('collections', 'OrderedDict'), tuple(list(list(integer(1)))))],
      'damaged',
      'without a value',
    ],
    ['a call of a text', [reduce(unicode('os.system'), tuple())], 'damaged', 'no class or function'],
    ['a call without a tuple', [reduce(global('a', 'b'), list())], 'damaged', 'without a tuple'],
    ['a class named by a number', [integer(1), integer(2), [0x93]], 'damaged', 'by no name'],
    ['a pointer to no storage', [persistent(unicode('0'))], 'damaged', 'no storage'],
    [
      'a pointer to a file',
      [persistent(tuple(unicode('file'), unicode('/etc/passwd')))],
      'damaged',
      'no storage',
    ],
  ])('%s', (_, program, code, reason) => {
    expect(() => read(...program)).toThrow(refusal(code, reason));
  });

  it('wherever it is cut short', () => {
    const whole = pickle(
      dict(['a', list(integer(1), unicode('text'))], ['b', reduce(global('m', 'c'), tuple(text('L1L\n')))]),
    );
    for (let length = 0; length < whole.length; length++) {
      expect(() => unpickle(whole.subarray(0, length), 0, torchNames)).toThrow(
        refusal('damaged', 'cut short'),
      );
    }
  });
});

describe('a pickle that grows is refused', () => {
  const most = { operations: 1_000, made: 400, stack: 100, memo: 300 };

  it.each<[string, Piece, string]>([
    ['its stack', repeated(none, 101), 'stacks more than 100'],
    ['its open containers', repeated(mark, 101), 'opens too many'],
    ['its containers', repeated(sequence(emptyList, pop), 401), 'makes more than 400'],
    ['its texts', repeated(sequence(unicode('a'), pop), 401), 'makes more than 400'],
    ['its operations', repeated(sequence(none, pop), 501), 'more than 1000 operations'],
    ['its memory', sequence(none, put(300)), 'under 300'],
    [
      'what it copies, without many operations',
      sequence(
        emptyList,
        mark,
        repeated(none, 90),
        text('e'),
        put(0),
        global('builtins', 'set'),
        put(1),
        repeated(sequence(get(1), get(0), [0x85], text('R'), pop), 5),
      ),
      'makes more than 400',
    ],
  ])('in %s', (_, program, reason) => {
    expect(() => unpickle(pickle(program, none), 0, torchNames, most)).toThrow(refusal('too-large', reason));
    expect(unpickle(pickle(program, none), 0, torchNames)).toMatchObject({ value: null });
  });

  it('at a million values on its stack, without being told to', () => {
    expect(() => read(repeated(none, pickleLimits.stack + 1))).toThrow(refusal('too-large', 'stacks more'));
  });

  it('and keeps no more than a hundred unknown names', () => {
    const program = Array.from({ length: 150 }, (_, i) => sequence(global('m', `c${i}`), pop));
    expect(unpickle(pickle(...program, none), 0, torchNames).unknown.size).toBe(100);
  });
});

describe('the names in a pickle', () => {
  it('end at containers that hold themselves', () => {
    const loop = sequence(emptyList, put(0), get(0), text('a'), integer(5), text('a'));
    const { values, notes } = contents(dict(['loop', loop]));
    expect(Object.fromEntries(values)).toEqual({ 'loop.1': 5 });
    expect(notes).toEqual(['"loop.0" was left out: it is one of the containers around it.']);
    const object = sequence(
      reduce(global('m', 'Parent'), tuple()),
      put(0),
      dict(['self', get(0)], ['a', integer(1)]),
      text('b'),
    );
    expect(valuesOf(object)).toEqual({ a: 1 });
  });

  it('of a list that doubles itself forty times are not followed to their end', () => {
    const doublings = Array.from({ length: 40 }, (_, i) =>
      sequence(emptyList, mark, get(i), get(i), text('e'), put(i + 1)),
    );
    const program = [list(), put(0), ...doublings];
    expect(() => contents(...program)).toThrow(refusal('too-large', 'share parts'));
  });

  it('are refused where they are nested too deep', () => {
    const nested = (depth: number): Uint8Array =>
      sequence(repeated(emptyList, depth), repeated(text('a'), depth - 1));
    expect(contents(nested(64)).notes).toEqual([]);
    expect(() => contents(nested(65))).toThrow(refusal('too-large', 'nested deeper'));
    expect(() => contents(nested(100_000))).toThrow(refusal('too-large', 'nested deeper'));
  });

  it('are refused where one is overlong', () => {
    expect(() => contents(dict(['a'.repeat(1001), integer(1)]))).toThrow(refusal('too-large', 'overlong'));
  });

  it('leave out what has none, and texts that are long', () => {
    const { values, notes } = contents(
      dict([tuple(integer(1)), integer(1)], ['long', unicode('a'.repeat(10_001))], ['short', unicode('a')]),
    );
    expect(Object.fromEntries(values)).toEqual({ short: 'a' });
    expect(notes).toEqual([
      'An entry of "the file" was left out: its key is neither a text nor a number.',
      'The text "long" was left out: it has 10001 characters.',
    ]);
  });

  it('are ten thousand at most for plain values', () => {
    const { values, notes } = contents(list(...Array.from({ length: 10_002 }, (_, i) => integer(i))));
    expect(values.size).toBe(10_000);
    expect(notes).toHaveLength(1);
  });
});

describe('what is read', () => {
  it('is data, whose containers are never Python objects', () => {
    expect(read(list(tuple(integer(1))))).toBeInstanceOf(PickleList);
    expect(read(reduce(global('torch', 'Size'), tuple(tuple(integer(1), integer(2)))))).toEqual(
      new PickleTuple([1, 2]),
    );
  });
});
