import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../src-renderer/lib/bridge.ts';
import { mediaOf } from '../../../src-renderer/lib/media.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';

describe('a proposed mask', () => {
  const request = {
    frameId: 'frame' as FrameId,
    kind: 'points' as const,
    points: [{ x: 1, y: 2, inside: true }],
    box: null,
    method: 'watershed',
  };
  const map = { width: 2, height: 2, labels: Uint8Array.of(0, 1, 1, 0) };

  function answering(headers: Record<string, string>) {
    const sent: { url: string; body: unknown }[] = [];
    const media = mediaOf({
      mediaUrl: (steps, query = {}) => `${steps.join('/')}?${new URLSearchParams(query).toString()}`,
      fetchMedia: async (url, init) => {
        sent.push({ url, body: JSON.parse(init?.body as string) as unknown });
        return new Response(encodeLabelMap(map), { headers });
      },
      putMedia: () => Promise.resolve(),
    } satisfies Pick<Bridge, 'mediaUrl' | 'fetchMedia' | 'putMedia'>);
    return { sent, propose: () => media.propose(request, new AbortController().signal) };
  }

  it('comes with how sure it is and what there is to say', async () => {
    const { sent, propose } = answering({
      'x-proposal-confidence': '0.75',
      'x-proposal-note': encodeURIComponent('“coarse”'),
    });
    expect(await propose()).toEqual({ map, confidence: 0.75, note: '“coarse”' });
    expect(sent).toEqual([
      { url: 'proposals/frame?method=watershed', body: { points: request.points, box: null } },
    ]);
  });

  it('may say neither', async () => {
    const { propose } = answering({ 'x-proposal-confidence': '' });
    expect(await propose()).toMatchObject({ confidence: null, note: '' });
  });
});
