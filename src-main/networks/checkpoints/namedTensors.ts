import { limits } from './checkpoint.ts';
import {
  Inert,
  PickleDict,
  PickledTensor,
  PickleList,
  PickleTuple,
  StoredValues,
  UnreadableTensor,
  type PickleValue,
} from './pickleValues.ts';
import { quoted } from './quoted.ts';
import { damaged, tooLarge } from './refusals.ts';

/** The tensors and plain values of an unpickled checkpoint, by dotted name. */
export interface NamedContents {
  readonly tensors: ReadonlyMap<string, PickledTensor>;
  readonly values: ReadonlyMap<string, string | number | boolean>;
  readonly notes: readonly string[];
}

/**
 * Values looked at. A container that is reached on several paths counts on each, so that one that doubles itself through
 * forty shared lists ends here.
 */
const mostVisits = 3_000_000;
const mostNotes = 100;
/** What a module that was saved whole keeps its contents in; a state dict leaves these words out. */
const moduleParts = ['_parameters', '_buffers', '_modules'];

/**
 * A container inside itself is noted and not entered again.
 * @throws LapidaryError `checkpoint-damaged` where two tensors have one name, `checkpoint-too-large`
 */
export function nameContents(root: PickleValue): NamedContents {
  const walk = new Walk();
  walk.visit(root, undefined);
  return walk;
}

class Walk implements NamedContents {
  readonly tensors = new Map<string, PickledTensor>();
  readonly values = new Map<string, string | number | boolean>();
  readonly notes: string[] = [];
  /** The containers around the value that is being looked at. */
  readonly #around = new Set<PickleValue>();
  #visits = 0;
  #fullOfValues = false;

  visit(value: PickleValue, name: string | undefined): void {
    this.#count();
    if (value instanceof PickledTensor) this.#addTensor(name ?? 'tensor', value);
    else if (value instanceof UnreadableTensor) {
      this.#note(`The tensor ${quoted(name ?? 'tensor')} was left out: it is ${value.kind}.`);
    } else if (value instanceof StoredValues) {
      this.#note(`${quoted(name ?? 'storage')} was left out: it is a storage without a shape.`);
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      this.#addValue(name ?? 'value', value);
    } else if (typeof value === 'bigint') this.#addValue(name ?? 'value', value.toString());
    else if (isContainer(value)) this.#enter(value, name);
  }

  #count(): void {
    if (++this.#visits > mostVisits) throw tooLarge('its contents share parts with each other too often');
  }

  #enter(container: Container, name: string | undefined): void {
    if (this.#around.has(container)) {
      this.#note(`${quoted(name ?? 'the file')} was left out: it is one of the containers around it.`);
      return;
    }
    if (this.#around.size >= limits.depth) {
      throw tooLarge(`its contents are nested deeper than ${limits.depth}`);
    }
    this.#around.add(container);
    if (container instanceof PickleDict || container instanceof Inert) this.#entries(container.entries, name);
    if (!(container instanceof PickleDict)) {
      container.items.forEach((item, i) => {
        this.visit(item, joined(name, String(i)));
      });
    }
    if (container instanceof Inert) this.#attributes(container.state, name);
    this.#around.delete(container);
  }

  /** A dictionary, or one of attributes and one of slots. */
  #attributes(state: PickleValue, name: string | undefined): void {
    for (const attributes of state instanceof PickleTuple ? state.items.slice(0, 2) : [state]) {
      if (!(attributes instanceof PickleDict)) continue;
      const isModule = moduleParts.every((part) => attributes.get(part) instanceof PickleDict);
      for (const [key, value] of attributes.entries) {
        const isPart = isModule && typeof key === 'string' && moduleParts.includes(key);
        if (isPart) this.visit(value, name);
        else this.#entries([[key, value]], name);
      }
    }
  }

  #entries(entries: readonly (readonly [PickleValue, PickleValue])[], name: string | undefined): void {
    for (const [key, value] of entries) {
      const text = textOfKey(key);
      if (text === undefined) {
        this.#count();
        this.#note(
          `An entry of ${quoted(name ?? 'the file')} was left out: its key is neither a text nor a number.`,
        );
      } else this.visit(value, joined(name, text));
    }
  }

  #addTensor(name: string, tensor: PickledTensor): void {
    if (this.tensors.has(name)) throw damaged(`two of its tensors are named ${quoted(name)}`);
    if (this.tensors.size >= limits.tensors) throw tooLarge(`it has more than ${limits.tensors} tensors`);
    this.tensors.set(name, tensor);
  }

  #addValue(name: string, value: string | number | boolean): void {
    if (typeof value === 'string' && value.length > limits.textLength) {
      this.#note(`The text ${quoted(name)} was left out: it has ${value.length} characters.`);
    } else if (this.values.size < limits.values) {
      if (!this.values.has(name)) this.values.set(name, value);
    } else if (!this.#fullOfValues) {
      this.#fullOfValues = true;
      this.#note(`Of the values beside its tensors, those after the first ${limits.values} were left out.`);
    }
  }

  #note(note: string): void {
    if (this.notes.length < mostNotes) this.notes.push(note);
    else if (this.notes.length === mostNotes) this.notes.push('More was left out.');
  }
}

type Container = PickleDict | PickleList | PickleTuple | Inert;

function isContainer(value: PickleValue): value is Container {
  return (
    value instanceof PickleDict ||
    value instanceof PickleList ||
    value instanceof PickleTuple ||
    value instanceof Inert
  );
}

function textOfKey(key: PickleValue): string | undefined {
  if (typeof key === 'string') return key;
  return typeof key === 'number' || typeof key === 'bigint' ? key.toString() : undefined;
}

function joined(name: string | undefined, part: string): string {
  const whole = name === undefined ? part : `${name}.${part}`;
  if (whole.length > limits.nameLength) throw tooLarge('it has an overlong name');
  return whole;
}
