import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CacheEstimate } from '../../../src-shared/contract/tuning.contract.ts';
import { cacheLine } from '../../../src-shared/domain/cacheLine.ts';
import type { CohortId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../../src-renderer/lib/bridge.ts';
import { diskLine } from '../../../src-renderer/workspaces/adapt/diskLine.ts';
import { DiskNote } from '../../../src-renderer/workspaces/adapt/diskNote.svelte.ts';
import type { StartInput } from '../../../src-renderer/workspaces/adapt/setup.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const inputOf = (seeds: number): StartInput => ({
  cohortId: 'c' as CohortId,
  split: { kind: 'patient', testShare: 0.3, validationShare: 0.2, allowWithinGroup: false },
  methods: [{ method: 'linear', options: {}, hyperparameters: {} }],
  seeds: Array.from({ length: seeds }, (_, i) => i + 1),
  casesPerClass: null,
  withoutMask: 'exclude',
});

const sized = (bytes: number): CacheEstimate => ({
  frames: 1,
  cacheBytes: bytes,
  cacheLimitBytes: 20e9,
  freeBytes: 100e9,
  methods: [],
});

function setUp() {
  const asked: StartInput[] = [];
  const answers: PromiseWithResolvers<CacheEstimate>[] = [];
  const estimate = (input: StartInput): Promise<CacheEstimate> => {
    asked.push(input);
    const answer = Promise.withResolvers<CacheEstimate>();
    answers.push(answer);
    return answer.promise;
  };
  const note = new DiskNote({ tuning: { estimate } } as unknown as Client);
  return { note, asked, answers };
}

it('asks once the form has come to rest, and tells the answer', async () => {
  const { note, asked, answers } = setUp();
  note.follow(inputOf(1));
  await vi.advanceTimersByTimeAsync(200);
  note.follow(inputOf(2));
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.map(({ seeds }) => seeds.length)).toEqual([2]);
  answers[0]?.resolve(sized(2.3e9));
  await vi.advanceTimersByTimeAsync(0);
  expect(note.line).toBe('Caches: 2.3 GB of disk, of 20 GB allowed; safe to delete at any time.');
});

it('does not tell the answer to a question that the form has left behind', async () => {
  const { note, answers } = setUp();
  note.follow(inputOf(1));
  await vi.advanceTimersByTimeAsync(500);
  note.follow(inputOf(2));
  await vi.advanceTimersByTimeAsync(500);
  answers[1]?.resolve(sized(2e9));
  answers[0]?.resolve(sized(1e9));
  await vi.advanceTimersByTimeAsync(0);
  expect(note.line).toContain('2 GB');
  note.follow(null);
  expect(note.line).toBeNull();
});

it('says nothing where the host refuses: the start will say why', async () => {
  const { note, answers } = setUp();
  note.follow(inputOf(1));
  await vi.advanceTimersByTimeAsync(500);
  answers[0]?.reject(new Error('too few patients'));
  await vi.advanceTimersByTimeAsync(0);
  expect(note.line).toBeNull();
});

it.each([
  ['fits', 2.3, 20, 100],
  ['is over what is allowed', 35, 20, 100],
  ['is over what is free', 8, 20, 5],
  ['is over what is allowed, with a little more free', 35, 20, 21],
  ['is not to be kept', 2, 0, 5],
])('says in English what the command line says: what runs want %s', (_, cache, limit, free) => {
  const estimate = { cacheBytes: cache * 1e9, cacheLimitBytes: limit * 1e9, freeBytes: free * 1e9 };
  expect(diskLine(estimate)).toBe(cacheLine(estimate));
});
