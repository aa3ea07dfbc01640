import { describe, expect, it, vi } from 'vitest';
import type { LiveAnswer } from '../../../src-shared/contract/predictions.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { FindingId, FrameId, PredictionId } from '../../../src-shared/domain/ids.ts';
import type { LiveQuestion } from '../../../src-renderer/lib/media.ts';
import { LiveAnswers, type Asked } from '../../../src-renderer/workspaces/study/liveAnswers.svelte.ts';

const finding = 'finding' as FindingId;
const frame = 'frame' as FrameId;
const stored = 'prediction' as PredictionId;

function question(name: number, change: Partial<Asked> = {}): Asked {
  return {
    findingId: finding,
    frameId: frame,
    segments: [],
    bytes: Uint8Array.of(name),
    beside: stored,
    ...change,
  };
}

/** The answers of a host that is told when to answer, and pictures that are painted when asked to. */
function bench() {
  const asked: { question: LiveQuestion; end: PromiseWithResolvers<LiveAnswer>; signal: AbortSignal }[] = [];
  const waiting = new Set<() => void>();
  const live = new LiveAnswers({
    media: {
      live(one, signal) {
        const end = Promise.withResolvers<LiveAnswer>();
        asked.push({ question: one, end, signal });
        return end.promise;
      },
    },
    beforePaint(run) {
      waiting.add(run);
      return () => waiting.delete(run);
    },
  });
  const paint = (): void => {
    const runs = [...waiting];
    waiting.clear();
    for (const run of runs) run();
  };
  const answer = (at: number, adapterId: string): void =>
    asked[at]?.end.resolve({ adapterId } as unknown as LiveAnswer);
  const shown = () => live.of(finding, frame, stored);
  return { live, asked, paint, answer, shown };
}

describe('LiveAnswers', () => {
  it('asks once a picture, about the mask as it was last', async () => {
    const { live, asked, paint, answer, shown } = bench();
    live.ask(question(1));
    live.ask(question(2));
    expect(asked).toEqual([]);
    paint();
    expect(asked.map((one) => one.question.bytes[0])).toEqual([2]);
    answer(0, 'a');
    await vi.waitFor(() => expect(shown()?.answer).toMatchObject({ adapterId: 'a' }));
  });

  it('gives up a question for a newer one, and shows no answer that comes late', async () => {
    const { live, asked, paint, answer, shown } = bench();
    live.ask(question(1));
    paint();
    live.ask(question(2));
    paint();
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    answer(1, 'second');
    answer(0, 'first');
    await vi.waitFor(() => expect(shown()?.answer).toMatchObject({ adapterId: 'second' }));
  });

  it('shows an answer beside the prediction it was asked beside, of that finding on that frame', async () => {
    const { live, paint, answer, shown } = bench();
    live.ask(question(1));
    paint();
    answer(0, 'a');
    await vi.waitFor(() => expect(shown()).toBeDefined());
    expect(live.of(finding, frame, 'newer' as PredictionId)).toBeUndefined();
    expect(live.of(finding, frame, undefined)).toBeUndefined();
    expect(live.of(finding, 'other' as FrameId, stored)).toBeUndefined();
    expect(live.of('other' as FindingId, frame, stored)).toBeUndefined();
    live.drop();
    expect(shown()).toBeUndefined();
  });

  it('takes an answer away that is not of the mask on screen, and says why where that is news', async () => {
    const { live, asked, paint, answer, shown } = bench();
    const refuse = (at: number, code: string): void =>
      asked[at]?.end.reject(new LapidaryError(code, 'no', 'do'));
    live.ask(question(1));
    paint();
    answer(0, 'a');
    await vi.waitFor(() => expect(shown()?.answer).not.toBeNull());
    live.ask(question(2));
    paint();
    refuse(1, 'no-mask');
    await vi.waitFor(() => expect(shown()).toMatchObject({ answer: null, failure: null }));
    live.ask(question(3));
    paint();
    refuse(2, 'adapter-of-another-network');
    await vi.waitFor(() => expect(shown()?.failure).toMatchObject({ code: 'adapter-of-another-network' }));
  });

  it('asks once more when another adapter may answer, also while it is asked; of nothing asked, nothing', async () => {
    const { live, asked, paint, answer, shown } = bench();
    live.renew();
    paint();
    expect(asked).toEqual([]);
    live.ask(question(1));
    paint();
    live.renew();
    paint();
    expect(asked.map(({ question: { bytes }, signal }) => [bytes[0], signal.aborted])).toEqual([
      [1, true],
      [1, false],
    ]);
    answer(0, 'before');
    answer(1, 'now');
    await vi.waitFor(() => expect(shown()?.answer).toMatchObject({ adapterId: 'now' }));
    live.drop();
    live.renew();
    paint();
    expect(asked).toHaveLength(2);
  });

  it('drops a question that was not sent yet', () => {
    const { live, asked, paint } = bench();
    live.ask(question(1));
    live.drop();
    paint();
    expect(asked).toEqual([]);
  });
});
