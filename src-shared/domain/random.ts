/**
 * Seeded random numbers: the same seed gives the same numbers on every machine. Every random choice that can
 * change a result (splits, initial weights, batches, scenes) draws from one of these, never from Math.random.
 *
 * Generator: xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021),
 * its state filled by splitmix32. Not for secrets.
 */

/** The whole state of a generator: four unsigned 32-bit words, JSON-safe. */
export type RandomState = readonly [number, number, number, number];

export interface Random {
  /** The next 32 random bits as an unsigned integer. */
  readonly bits: () => number;
  /** Uniform in [0, 1), 53 bits. */
  readonly uniform: () => number;
  /** Uniform in [low, high). */
  readonly between: (low: number, high: number) => number;
  /** A whole number in [0, count), without modulo bias. Throws a RangeError unless 1 ≤ count ≤ 2³². */
  readonly below: (count: number) => number;
  /** Standard normal (Box–Muller, one draw of the pair). */
  readonly normal: () => number;
  /** A shuffled copy (Fisher–Yates). */
  readonly shuffled: <T>(items: readonly T[]) => T[];
  /** An independent generator for a named purpose; leaves this one's state as it is. */
  readonly fork: (purpose: string) => Random;
  readonly state: () => RandomState;
}

function splitmix32(seed: number): () => number {
  let counter = seed >>> 0;
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let z = counter;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** FNV-1a over the UTF-16 code units of a text, 32 bits: for turning names into seeds, not for integrity. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** A generator that goes on from a state read earlier with `state()`. */
export function randomFromState(state: RandomState): Random {
  let [a, b, c, d] = state;

  const random: Random = {
    bits() {
      const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = rotateLeft(d, 11);
      return result;
    },
    uniform() {
      const high = random.bits() >>> 5;
      const low = random.bits() >>> 6;
      return (high * 0x4000000 + low) / 0x20000000000000;
    },
    between(low, high) {
      return low + (high - low) * random.uniform();
    },
    below(count) {
      if (!Number.isInteger(count) || count < 1 || count > 0x100000000) {
        throw new RangeError(`below(${count}): the count must be a whole number from 1 to 2^32`);
      }
      const limit = 0x100000000 - (0x100000000 % count);
      let word = random.bits();
      while (word >= limit) word = random.bits();
      return word % count;
    },
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
      return radius * Math.cos(2 * Math.PI * random.uniform());
    },
    shuffled<T>(items: readonly T[]): T[] {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        const held = copy[i] as T;
        copy[i] = copy[j] as T;
        copy[j] = held;
      }
      return copy;
    },
    fork(purpose) {
      const word = splitmix32(
        hashText(`${(a >>> 0).toString(16)}.${(b >>> 0).toString(16)}/${purpose}`) ^ c ^ rotateLeft(d, 16),
      );
      return randomFromState([word(), word(), word(), word() | 1]);
    },
    state() {
      return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
    },
  };
  return random;
}

/** A generator from a seed: a number (its lower 53 bits count) or a text. */
export function createRandom(seed: number | string): Random {
  const numeric = typeof seed === 'string' ? hashText(seed) : seed;
  if (!Number.isSafeInteger(numeric)) throw new RangeError(`seed ${seed}: must be a whole number below 2^53`);
  const low = splitmix32(numeric >>> 0);
  const high = splitmix32(Math.floor(numeric / 0x100000000) >>> 0);
  // OR 1: a state of all zeros would stay there for ever.
  return randomFromState([low(), low() ^ high(), low() ^ high(), (low() | 1) >>> 0]);
}
