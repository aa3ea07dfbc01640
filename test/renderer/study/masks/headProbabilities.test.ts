import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import type { FrameId, SchemaId, Sha256 } from '../../../../src-shared/domain/ids.ts';
import type { ProbabilityMap } from '../../../../src-shared/domain/probabilityMap.ts';
import type { ProbabilityQuestion } from '../../../../src-renderer/lib/media.ts';
import { finerGrid } from '../../../../src-renderer/workspaces/study/masks/finerGrid.ts';
import { HeadProbabilities } from '../../../../src-renderer/workspaces/study/masks/headProbabilities.svelte.ts';
import { calibrationWords } from '../../../../src-renderer/workspaces/study/masks/probabilityWords.ts';
import type { Source } from '../../../../src-renderer/workspaces/study/masks/proposing.svelte.ts';

function source(change: Partial<Source> = {}): Source {
  return {
    ...{ sha256: 'aa' as Sha256, name: 'head', kind: 'head', schemaId: 'schema' as SchemaId, active: true },
    ...{ figures: null, classes: ['stone', 'clip'], calibration: null },
    ...change,
  };
}

const subject = (name: string, of = source()) => ({ frameId: name as FrameId, source: of });
const map = (temperature = 1.5): ProbabilityMap => ({
  width: 1,
  height: 1,
  temperature,
  values: new Float32Array([0.5]),
});

/** A host that is told when to answer, and the layer as it is drawn. */
function bench() {
  const asked: {
    question: ProbabilityQuestion;
    end: PromiseWithResolvers<ProbabilityMap>;
    signal: AbortSignal;
  }[] = [];
  const drawn = { frameId: null as string | null, opacity: 0 };
  const probabilities = new HeadProbabilities({
    media: {
      headProbabilities(question, signal) {
        const end = Promise.withResolvers<ProbabilityMap>();
        asked.push({ question, end, signal });
        return end.promise;
      },
    },
    view: {
      showHeat: (frameId, _map, opacity = 0) => Object.assign(drawn, { frameId, opacity }),
      setHeatOpacity: (opacity) => void (drawn.opacity = opacity),
      hideHeat: () => void (drawn.frameId = null),
    },
  });
  const rest = () => vi.advanceTimersByTimeAsync(130);
  const answer = async (at: number): Promise<void> => {
    asked[at]?.end.resolve(map());
    await vi.advanceTimersByTimeAsync(0);
  };
  const refuse = async (at: number, code: string): Promise<void> => {
    asked[at]?.end.reject(new LapidaryError(code, 'It cannot.', 'Do something.'));
    await vi.advanceTimersByTimeAsync(0);
  };
  const frames = () => asked.map(({ question }) => question.frameId);
  return { probabilities, asked, drawn, rest, answer, refuse, frames };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('how sure a head is', () => {
  it('is asked only when it is wanted, then of the frame on screen at once', async () => {
    const { probabilities, asked, drawn, rest, answer } = bench();
    probabilities.follow(subject('a'));
    await rest();
    expect(asked).toEqual([]);
    probabilities.turn(true);
    expect(asked.map(({ question }) => question)).toEqual([
      { frameId: 'a', source: 'aa', schemaId: 'schema', classCode: null },
    ]);
    expect(probabilities.temperature).toBeNull();
    await answer(0);
    expect([drawn.frameId, probabilities.temperature]).toEqual(['a', 1.5]);
    probabilities.turn(false);
    expect(drawn.frameId).toBeNull();
  });

  it('follows the frame on screen: those that pass are not asked about, what was asked before is given up', async () => {
    const { probabilities, asked, drawn, rest, answer, frames } = bench();
    probabilities.follow(subject('a'));
    probabilities.turn(true);
    await answer(0);
    for (const name of ['b', 'c', 'd']) {
      probabilities.follow(subject(name));
      expect(drawn.frameId).toBeNull();
      await vi.advanceTimersByTimeAsync(30);
    }
    await rest();
    expect(frames()).toEqual(['a', 'd']);
    probabilities.follow(subject('e'));
    expect(asked[1]?.signal.aborted).toBe(true);
    await answer(1);
    expect(drawn.frameId).toBeNull();
    await rest();
    await answer(2);
    expect(drawn.frameId).toBe('e');
  });

  it('is not shown while frames run, and not asked again for the same frame without a reason', async () => {
    const { probabilities, drawn, rest, answer, frames } = bench();
    probabilities.follow(subject('a'));
    probabilities.turn(true);
    await answer(0);
    probabilities.follow(subject('a'));
    await rest();
    expect([frames(), drawn.frameId]).toEqual([['a'], 'a']);
    probabilities.follow(null);
    expect(drawn.frameId).toBeNull();
    await rest();
    expect(frames()).toEqual(['a']);
    probabilities.follow(subject('a'));
    await rest();
    await answer(1);
    expect([frames(), drawn.frameId]).toEqual([['a', 'a'], 'a']);
  });

  it('is of one class where that is chosen, as long as the head has it', async () => {
    const { probabilities, asked, drawn, rest, answer } = bench();
    probabilities.follow(subject('a'));
    probabilities.turn(true);
    await answer(0);
    probabilities.choose('clip');
    expect([drawn.frameId, asked[1]?.question.classCode]).toEqual([null, 'clip']);
    probabilities.follow(subject('a', source({ sha256: 'bb' as Sha256, classes: ['polyp'] })));
    await rest();
    expect(asked[1]?.signal.aborted).toBe(true);
    expect(asked[2]?.question).toMatchObject({ source: 'bb', classCode: null });
    // What one head's probabilities were divided by says nothing of another's.
    expect(probabilities.temperature).toBeNull();
  });

  it('tells a wait that takes long, which can be ended and begun again', async () => {
    const { probabilities, asked, drawn, answer } = bench();
    probabilities.follow(subject('a'));
    probabilities.turn(true);
    await vi.advanceTimersByTimeAsync(290);
    expect(probabilities.slow).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(probabilities.slow).toBe(true);
    probabilities.cancel();
    expect([asked[0]?.signal.aborted, probabilities.slow, probabilities.stopped]).toEqual([
      true,
      false,
      true,
    ]);
    await answer(0);
    expect(drawn.frameId).toBeNull();
    probabilities.again();
    await answer(1);
    expect([drawn.frameId, probabilities.stopped, probabilities.slow]).toEqual(['a', false, false]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(probabilities.slow).toBe(false);
  });

  it('says why it cannot, until something else is asked', async () => {
    const { probabilities, drawn, rest, refuse } = bench();
    probabilities.follow(subject('a'));
    probabilities.turn(true);
    await refuse(0, 'backbone-missing');
    expect([probabilities.failure?.code, drawn.frameId]).toEqual(['backbone-missing', null]);
    probabilities.follow(subject('b'));
    expect(probabilities.failure).toBeNull();
    await rest();
    await refuse(1, 'cancelled');
    expect(probabilities.failure?.code).toBe('cancelled');
  });

  it('is asked again where another window of the reader came first', async () => {
    const { probabilities, rest, refuse, frames } = bench();
    probabilities.follow(subject('a'));
    probabilities.turn(true);
    await refuse(0, 'superseded');
    await rest();
    expect([frames(), probabilities.failure]).toEqual([['a', 'a'], null]);
  });

  it('is not asked of a network that does not tell', async () => {
    const { probabilities, asked, rest } = bench();
    probabilities.turn(true);
    probabilities.follow(subject('a', source({ kind: 'model' })));
    await rest();
    expect(asked).toEqual([]);
  });

  it('keeps its opacity from frame to frame', async () => {
    const { probabilities, drawn, rest, answer } = bench();
    probabilities.follow(subject('a'));
    probabilities.turn(true);
    await answer(0);
    probabilities.setOpacity(0.3);
    expect(drawn.opacity).toBe(0.3);
    probabilities.follow(subject('b'));
    await rest();
    await answer(1);
    expect(drawn).toEqual({ frameId: 'b', opacity: 0.3 });
  });
});

describe('what is said of a head’s calibration', () => {
  it('names on what it rests, or that there is none', () => {
    const none = calibrationWords(null, 1);
    expect([none.calibrated, none.text]).toEqual([false, expect.stringMatching(/^Not calibrated/)]);
    const here = calibrationWords({ frames: 12, patients: 1 }, 1.317);
    expect(here.text).toMatch(/^Calibrated on 12 validation frames of 1 patient \(temperature 1\.32\)\./);
    expect(calibrationWords({ frames: 1, patients: null }, 1).text).toMatch(/on 1 validation frame \(/);
    expect(calibrationWords('developers', 0.99).text).toMatch(/not on this site’s/);
  });
});

describe('a finer grid of what a head has answered by cells', () => {
  it('goes straight from centre to centre, and is held at the edge', () => {
    const { width, height, values } = finerGrid({ width: 2, height: 1, values: new Float32Array([0, 1]) }, 4);
    expect([width, height]).toEqual([8, 4]);
    for (const row of [0, 3]) {
      expect([...values.subarray(8 * row, 8 * row + 8)]).toEqual([0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1]);
    }
  });

  it('says nothing beside what is unknown', () => {
    const { values } = finerGrid({ width: 3, height: 1, values: new Float32Array([Number.NaN, 0.5, 1]) }, 2);
    expect([...values.subarray(0, 6)].map((value) => Number.isNaN(value))).toEqual([
      ...[true, true, true],
      ...[false, false, false],
    ]);
  });
});
