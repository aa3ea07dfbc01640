import { describe, expect, it } from 'vitest';
import type { Contrast, Prediction } from '../../../src-shared/contract/predictions.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { FindingId, FrameId, StudyId } from '../../../src-shared/domain/ids.ts';
import { Findings } from '../../../src-renderer/workspaces/study/findings.svelte.ts';
import { History } from '../../../src-renderer/workspaces/study/history.svelte.ts';
import { askableOn, lackOf } from '../../../src-renderer/workspaces/study/prediction/contrasts.svelte.ts';
import { eventTitle } from '../../../src-renderer/workspaces/study/signing/eventTitle.ts';
import type { Study } from '../../../src-renderer/workspaces/study/study.svelte.ts';

const contrast = { without: [], background: null } as unknown as Contrast;

/** A finding on two frames, predicted on both without contrasts, and a host that answers when it is told to. */
async function bench(change: Partial<Prediction> = {}) {
  const finding = {
    id: 'finding' as FindingId,
    removed: false,
    frames: [{ frameId: 'f0' }, { frameId: 'f1' }],
  };
  const part = (frameId: string) => ({
    ...{ id: `p-${frameId}`, findingId: finding.id, frameId, maskVersionId: 'mask', stale: [], classes: [] },
    ...{ contrast: null, ...change },
  });
  const asked: { predictionId: string; end: PromiseWithResolvers<Contrast> }[] = [];
  const client = {
    predictions: {
      ofStudy: async () => ({
        predictions: [part('f0'), part('f1')],
        findings: [{ findingId: finding.id, frames: 2, classes: [], votes: [], set: null, abstention: null }],
      }),
      contrast({ predictionId }: { predictionId: string }) {
        const end = Promise.withResolvers<Contrast>();
        asked.push({ predictionId, end });
        return end.promise;
      },
    },
  };
  const app = { client, schemas: [], labelClass: () => undefined, preferences: { current: null } };
  const findings = new Findings(app as never, 'study' as StudyId, new History());
  findings.take([finding as never]);
  findings.select(finding.id);
  await findings.readPredictions();
  const here = (frameId: string, locked = false) =>
    askableOn({ findings, reel: { frame: { id: frameId } }, locked } as unknown as Study);
  const shown = (frameId: string) => findings.prediction(finding.id)?.onFrame.get(frameId as FrameId);
  return { findings, asked, here, shown, finding };
}

describe('contrasts that were not computed', () => {
  it('are asked of the frame on screen, once at a time, and are there with the answer', async () => {
    const { findings, asked, here, shown } = await bench();
    const part = here('f0');
    if (part === undefined) throw new Error('there is nothing to ask');
    const asking = findings.contrasts.ask(part);
    await findings.contrasts.ask(part);
    expect(asked.map(({ predictionId }) => predictionId)).toEqual(['p-f0']);
    expect(findings.contrasts.isAsking(part.id)).toBe(true);
    asked[0]?.end.resolve(contrast);
    await asking;
    expect(findings.contrasts.isAsking(part.id)).toBe(false);
    expect([shown('f0')?.contrast, shown('f1')?.contrast]).toEqual([contrast, null]);
    expect([here('f0'), here('f1')?.id]).toEqual([undefined, 'p-f1']);
  });

  it('say why they could not be computed, of that frame alone, and can be asked again', async () => {
    const { findings, asked, here } = await bench();
    const [one, other] = [here('f0'), here('f1')];
    if (one === undefined || other === undefined) throw new Error('there is nothing to ask');
    const asking = findings.contrasts.ask(one);
    asked[0]?.end.reject(new LapidaryError('prediction-stale', 'It has changed.', 'Predict again.'));
    await asking;
    expect(findings.contrasts.failureOf(one.id)).toMatchObject({ code: 'prediction-stale' });
    expect(findings.contrasts.failureOf(other.id)).toBeNull();
    void findings.contrasts.ask(one);
    expect(findings.contrasts.failureOf(one.id)).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('are not asked where the prediction is hidden, signed, outdated or was made without a mask', async () => {
    const { findings, here, shown } = await bench();
    expect(here('f0', true)).toBeUndefined();
    expect(here('elsewhere')).toBeUndefined();
    findings.veilBy(() => true);
    expect(here('f0')).toBeUndefined();
    const part = shown('f0');
    if (part === undefined) throw new Error('nothing was predicted');
    expect(lackOf(part, false)).toBe('askable');
    expect(lackOf(part, true)).toBe('signed');
    expect(lackOf({ ...part, stale: ['mask'] }, false)).toBe('stale');
    expect(lackOf({ ...part, maskVersionId: null }, true)).toBe('reads-no-mask');
    expect(lackOf({ ...part, contrast }, true)).toBeNull();
  });

  it('are told in the record', () => {
    const predicted = (detail: object) =>
      eventTitle({ kind: 'study.predicted', finding: null, detail: { ...detail } });
    expect(predicted({ contrast: false })).toBe('Predicted, without computing what the mask does');
    expect([predicted({ contrast: true }), predicted({})]).toEqual(['Predicted', 'Predicted']);
  });
});
