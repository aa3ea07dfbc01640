import { limits } from './checkpoint.ts';
import { PickleBytes } from './pickleBytes.ts';
import { literal, type Literal } from './pickleLiterals.ts';
import { op } from './pickleOpcodes.ts';
import {
  Inert,
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleSet,
  PickleTuple,
  type PickleValue,
} from './pickleValues.ts';
import { damaged, tooLarge, unsupported } from './refusals.ts';

/**
 * Reads a pickle without running it. A pickle is a program for a stack machine (CPython's Lib/pickletools.py describes
 * its opcodes); Python runs it by importing and calling whatever it names. Here a name stays a name. Where the program
 * calls one, only the functions of `PickleNames.rebuilt`, written in this folder, make anything of the arguments; every
 * other call leaves an `Inert` that keeps what is put into it. There is no import, no lookup of properties by name and
 * no evaluation on any path, so that a hostile pickle can at most be refused.
 */

/** What a pickle may name and have rebuilt. */
export interface PickleNames {
  /** By `module.name`: values from the arguments of a call. `charge` is called with what is copied, in values. */
  readonly rebuilt: ReadonlyMap<
    string,
    (args: readonly PickleValue[], charge: (values: number) => void) => PickleValue
  >;
  /** Names that are expected and stay inert; all others are reported in `Unpickled.unknown`. */
  isExpected(name: string): boolean;
  /** What an id stands for that points out of the pickle. */
  persistent(id: PickleValue): PickleValue;
}

export interface Unpickled {
  readonly value: PickleValue;
  /** Of the byte after the pickle. */
  readonly end: number;
  /** Classes and functions, `module.name`, that were left alone; the first hundred of them. */
  readonly unknown: ReadonlySet<string>;
}

const newestProtocol = 5;
const mostUnknown = 100;

/** What a pickle may take, whatever it says. A state dict of 100,000 tensors takes about half of each. */
export const pickleLimits = {
  operations: 16_000_000,
  /** Containers, objects, texts; and values that a rebuilding function copies. */
  made: 4_000_000,
  /** Values on the stack; containers that are open at once. */
  stack: 1_000_000,
  memo: 4_000_000,
};

/**
 * @param start of the pickle in `bytes`
 * @throws LapidaryError `checkpoint-damaged` (a `PickleCutShort` where the bytes end too early),
 * `checkpoint-too-large`, `checkpoint-unsupported`; and whatever `names` throws
 */
export function unpickle(
  bytes: Uint8Array,
  start: number,
  names: PickleNames,
  most = pickleLimits,
): Unpickled {
  return new Machine(new PickleBytes(bytes, start), names, most).run();
}

class Machine {
  readonly #bytes: PickleBytes;
  readonly #names: PickleNames;
  readonly #most: typeof pickleLimits;
  readonly #stack: PickleValue[] = [];
  /** Heights of the stack, for the opcodes that take everything above the last one. */
  readonly #marks: number[] = [];
  /** An array, since keys of a Map could be chosen to collide. */
  readonly #memo: (PickleValue | undefined)[] = [];
  #memoized = 0;
  #made = 0;
  readonly #unknown = new Set<string>();

  constructor(bytes: PickleBytes, names: PickleNames, most: typeof pickleLimits) {
    this.#bytes = bytes;
    this.#names = names;
    this.#most = most;
  }

  run(): Unpickled {
    for (let operations = 0; operations < this.#most.operations; operations++) {
      const opcode = this.#bytes.uint8();
      if (opcode === op.STOP) {
        return { value: this.#pop(), end: this.#bytes.position, unknown: this.#unknown };
      }
      this.#step(opcode);
    }
    throw tooLarge(`its pickle has more than ${this.#most.operations} operations`);
  }

  #step(opcode: number): void {
    const bytes = this.#bytes;
    const value = literal(opcode, bytes);
    if (value !== undefined) return this.#pushLiteral(value);
    switch (opcode) {
      case op.PROTO:
        return this.#checkProtocol(bytes.uint8());
      case op.FRAME:
        // Frames only help a reader that buffers.
        bytes.uint64();
        return;

      case op.EMPTY_TUPLE:
        return this.#pushNew(new PickleTuple([]));
      case op.TUPLE1:
        return this.#pushNew(new PickleTuple(this.#take(1)));
      case op.TUPLE2:
        return this.#pushNew(new PickleTuple(this.#take(2)));
      case op.TUPLE3:
        return this.#pushNew(new PickleTuple(this.#take(3)));
      case op.TUPLE:
        return this.#pushNew(new PickleTuple(this.#takeMarked()));
      case op.EMPTY_LIST:
        return this.#pushNew(new PickleList());
      case op.LIST:
        return this.#pushFilled(new PickleList(), this.#takeMarked(), append);
      case op.APPEND:
        return append(this.#takeOver(1), this.#top());
      case op.APPENDS:
        return append(this.#takeMarked(), this.#top());
      case op.EMPTY_SET:
        return this.#pushNew(new PickleSet());
      case op.FROZENSET:
        return this.#pushFilled(new PickleSet(), this.#takeMarked(), append);
      case op.ADDITEMS:
        return append(this.#takeMarked(), this.#top());
      case op.EMPTY_DICT:
        return this.#pushNew(new PickleDict());
      case op.DICT:
        return this.#pushFilled(new PickleDict(), this.#takeMarked(), setEntries);
      case op.SETITEM:
        return setEntries(this.#takeOver(2), this.#top());
      case op.SETITEMS:
        return setEntries(this.#takeMarked(), this.#top());

      case op.MARK:
        if (this.#marks.length >= this.#most.stack) throw tooLarge('its pickle opens too many containers');
        this.#marks.push(this.#stack.length);
        return;
      case op.POP:
        if (this.#stack.length > this.#floor()) this.#pop();
        else this.#takeMarked();
        return;
      case op.POP_MARK:
        this.#takeMarked();
        return;
      case op.DUP:
        return this.#push(this.#top());

      case op.PUT:
        return this.#memoize(indexOf(bytes.integerLine()));
      case op.BINPUT:
        return this.#memoize(bytes.uint8());
      case op.LONG_BINPUT:
        return this.#memoize(bytes.uint32());
      case op.MEMOIZE:
        return this.#memoize(this.#memoized);
      case op.GET:
        return this.#recall(indexOf(bytes.integerLine()));
      case op.BINGET:
        return this.#recall(bytes.uint8());
      case op.LONG_BINGET:
        return this.#recall(bytes.uint32());

      case op.GLOBAL:
        return this.#pushNew(this.#global(bytes.line(), bytes.line()));
      case op.STACK_GLOBAL: {
        const [module = null, name = null] = this.#take(2);
        return this.#pushNew(this.#global(module, name));
      }
      case op.REDUCE:
      case op.NEWOBJ: {
        const [callee = null, args = null] = this.#take(2);
        return this.#pushNew(this.#call(callee, args));
      }
      case op.NEWOBJ_EX: {
        const [callee = null, args = null] = this.#take(3);
        return this.#pushNew(this.#call(callee, args));
      }
      case op.INST: {
        const callee = this.#global(bytes.line(), bytes.line());
        return this.#pushNew(this.#call(callee, new PickleTuple(this.#takeMarked())));
      }
      case op.OBJ: {
        const [callee = null, ...args] = this.#takeMarked();
        return this.#pushNew(this.#call(callee, new PickleTuple(args)));
      }
      case op.BUILD: {
        const [state = null] = this.#takeOver(1);
        const target = this.#top();
        // Attributes of what is rebuilt (an OrderedDict's versions, a tensor's hooks) say nothing about its values.
        if (target instanceof Inert) target.state = state;
        return;
      }
      case op.PERSID:
        return this.#pushNew(this.#names.persistent(bytes.line()));
      case op.BINPERSID:
        return this.#pushNew(this.#names.persistent(this.#pop()));

      default:
        throw damaged(
          `its pickle has an operation, 0x${opcode.toString(16)} at byte ${bytes.position - 1}, that no checkpoint needs`,
        );
    }
  }

  #checkProtocol(version: number): void {
    if (version > newestProtocol) {
      throw unsupported(
        `its pickle has protocol ${version}`,
        'Save it with torch.save and its default protocol.',
      );
    }
  }

  #global(module: PickleValue, name: PickleValue): PickleGlobal {
    if (typeof module !== 'string' || typeof name !== 'string')
      throw damaged('its pickle names a class by no name');
    const full = `${module}.${name}`;
    if (full.length > limits.nameLength) throw tooLarge('its pickle names a class by an overlong name');
    const known = this.#names.rebuilt.has(full) || this.#names.isExpected(full);
    if (!known && this.#unknown.size < mostUnknown) this.#unknown.add(full);
    return new PickleGlobal(full);
  }

  /** The only place where a call in a pickle becomes anything. */
  #call(callee: PickleValue, args: PickleValue): PickleValue {
    if (!(args instanceof PickleTuple))
      throw damaged('its pickle calls something without a tuple of arguments');
    if (callee instanceof Inert) return new Inert(callee.name);
    if (!(callee instanceof PickleGlobal))
      throw damaged('its pickle calls something that is no class or function');
    const rebuild = this.#names.rebuilt.get(callee.name);
    return rebuild === undefined
      ? new Inert(callee.name)
      : rebuild(args.items, (values) => this.#charge(values));
  }

  #charge(values: number): void {
    this.#made += values;
    if (this.#made > this.#most.made) throw tooLarge(`its pickle makes more than ${this.#most.made} values`);
  }

  #pushLiteral(value: Literal): void {
    const takesRoom = typeof value === 'string' || typeof value === 'bigint' || value instanceof Uint8Array;
    if (takesRoom) this.#charge(1);
    this.#push(value);
  }

  #pushNew(value: PickleValue): void {
    this.#charge(1);
    this.#push(value);
  }

  #pushFilled<T extends PickleValue>(
    container: T,
    values: readonly PickleValue[],
    fill: (values: readonly PickleValue[], container: T) => void,
  ): void {
    fill(values, container);
    this.#pushNew(container);
  }

  #push(value: PickleValue): void {
    if (this.#stack.length >= this.#most.stack)
      throw tooLarge(`its pickle stacks more than ${this.#most.stack} values`);
    this.#stack.push(value);
  }

  /** What lies under the last mark belongs to a container that is still open. */
  #floor(): number {
    return this.#marks.at(-1) ?? 0;
  }

  #top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined || this.#stack.length <= this.#floor()) throw nothingThere();
    return value;
  }

  #pop(): PickleValue {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  /** The last `count` values, taken off the stack. */
  #take(count: number): PickleValue[] {
    if (this.#stack.length - count < this.#floor()) throw nothingThere();
    return this.#stack.splice(this.#stack.length - count);
  }

  /** The same for values that go into the one below them. */
  #takeOver(count: number): PickleValue[] {
    const values = this.#take(count);
    this.#top();
    return values;
  }

  #takeMarked(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw damaged('its pickle closes a container that it did not open');
    return this.#stack.splice(mark);
  }

  #memoize(index: number): void {
    if (index >= this.#most.memo) throw tooLarge(`its pickle remembers a value under ${index}`);
    if (this.#memo[index] === undefined) this.#memoized++;
    this.#memo[index] = this.#top();
  }

  #recall(index: number): void {
    const value = this.#memo[index];
    if (value === undefined) throw damaged('its pickle recalls a value that it did not remember');
    this.#push(value);
  }
}

function append(values: readonly PickleValue[], container: PickleValue): void {
  if (!(container instanceof PickleList || container instanceof PickleSet || container instanceof Inert)) {
    throw damaged('its pickle appends to something that is no list');
  }
  for (const value of values) container.items.push(value);
}

function setEntries(values: readonly PickleValue[], container: PickleValue): void {
  if (!(container instanceof PickleDict || container instanceof Inert)) {
    throw damaged('its pickle sets entries of something that is no dictionary');
  }
  if (values.length % 2 !== 0) throw damaged('its pickle sets an entry without a value');
  for (let i = 0; i < values.length; i += 2) {
    container.entries.push([values[i] ?? null, values[i + 1] ?? null]);
  }
}

function indexOf(value: number | bigint | boolean): number {
  if (typeof value !== 'number' || value < 0) throw damaged('its pickle remembers a value under no number');
  return value;
}

function nothingThere(): Error {
  return damaged('its pickle takes a value that is not there');
}
