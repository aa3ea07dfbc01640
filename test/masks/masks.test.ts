import { describe, expect, it } from 'vitest';
import { MaskSummary } from '../../src-shared/contract/studies.contract.ts';
import { ClassId, FrameId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap, encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { masksMedia } from '../../src-main/masks/masks.media.ts';
import { createMasks } from '../../src-main/masks/masks.service.ts';
import { benchWithFrames } from '../support/workbench.ts';

/** 4×3 label maps, digit by digit. */
const map = (digits: string): Uint8Array<ArrayBuffer> =>
  encodeLabelMap({ width: 4, height: 3, labels: Uint8Array.from(digits.replaceAll(' ', ''), Number) });

async function setUp() {
  const bench = await benchWithFrames(1, 4, 3);
  const masks = createMasks(bench);
  const frameId = bench.frameIds[0] ?? FrameId.parse('');
  const stone = ClassId.parse(
    bench.db.get<{ id: string }>(`SELECT id FROM label_classes WHERE code = 'stone'`)?.id,
  );
  const store = (digits: string, parentId: MaskVersionId | null, values = [1, 2]) =>
    masks.store(
      {
        frameId,
        parentId,
        origin: 'reader',
        tool: 'brush',
        bytes: map(digits),
        classes: new Map(values.map((value) => [value, stone])),
      },
      bench.user,
    );
  return { bench, masks, frameId, stone, store };
}

describe('mask versions', () => {
  it('keep their segments’ identity from version to version, and give new values a new one', async () => {
    const { bench, masks, frameId, store } = await setUp();
    const first = store('0110 0110 0000', null);
    expect(first).toMatchObject({ parentId: null, coverage: 4 / 12, segments: [{ value: 1, pixels: 4 }] });
    const second = store('0110 0111 0022', first.id);
    expect(second.segments.map(({ value, pixels }) => [value, pixels])).toEqual([
      [1, 5],
      [2, 2],
    ]);
    expect(second.segments[0]?.id).toBe(first.segments[0]?.id);
    expect(masks.history(frameId).map(({ id, parentId }) => [id, parentId])).toEqual([
      [second.id, first.id],
      [first.id, null],
    ]);
    expect(bench.study().frames[0]?.mask).toEqual(second);
    expect(bench.study().study.state).toBe('segmented');
    expect(bench.db.all(`SELECT kind FROM events WHERE kind LIKE 'mask.%'`)).toHaveLength(2);
  });

  it('are immutable: undo moves a pointer, and an edit after it branches off', async () => {
    const { bench, masks, frameId, store } = await setUp();
    const first = store('0110 0110 0000', null);
    const second = store('1111 1111 1111', first.id);
    expect(masks.select(frameId, first.id, bench.user, 'undo')).toEqual(first);
    expect(() => store('0000 0000 0001', second.id)).toThrow(
      expect.objectContaining({ code: 'mask-changed' }) as Error,
    );
    const third = store('0000 0000 0001', first.id);
    expect(third.parentId).toBe(first.id);
    expect(masks.history(frameId)).toHaveLength(3);
    expect(decodeLabelMap(masks.labelMap(second.id).bytes).labels).toEqual(new Uint8Array(12).fill(1));
    expect(masks.select(frameId, null, bench.user, 'revert')).toBeNull();
    expect(bench.study().frames[0]?.mask).toBeNull();
    expect(() =>
      bench.db.transaction(() => masks.select(frameId, bench.unknown(MaskVersionId), bench.user, 'revert')),
    ).toThrow(expect.objectContaining({ code: 'not-found' }) as Error);
  });

  it('may be empty', async () => {
    const { store } = await setUp();
    const first = store('0110 0110 0000', null);
    const empty = store('0000 0000 0000', first.id, []);
    expect(empty).toMatchObject({ coverage: 0, segments: [], schemaId: first.schemaId });
  });

  it('are refused when they are not of the frame or not of one schema', async () => {
    const { bench, masks, frameId, stone, store } = await setUp();
    const edit = {
      frameId,
      parentId: null,
      origin: 'reader',
      tool: 'brush',
      classes: new Map([[1, stone]]),
    } as const;
    const refusal = (change: object): unknown => {
      try {
        return masks.store({ ...edit, bytes: map('0110 0110 0000'), ...change }, bench.user);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const finding = ClassId.parse(
      bench.db.get<{ id: string }>(`SELECT id FROM label_classes WHERE code = 'Ia'`)?.id,
    );
    expect([
      refusal({ bytes: encodeLabelMap({ width: 3, height: 4, labels: new Uint8Array(12) }) }),
      refusal({ bytes: map('0110 0110 0000').subarray(0, 14) }),
      refusal({ bytes: new Uint8Array(3) }),
      refusal({ bytes: map('0330 0110 0000') }),
      refusal({ classes: new Map([[1, finding]]) }),
      refusal({ frameId: bench.unknown(FrameId) }),
      refusal({ parentId: bench.unknown(MaskVersionId) }),
    ]).toEqual([
      'mask-size',
      'mask-damaged',
      'mask-damaged',
      'mask-class-unnamed',
      'mask-class-unknown',
      'not-found',
      'mask-changed',
    ]);
    expect(masks.history(frameId)).toEqual([]);
    expect(store('0110 0110 0000', null).segments).toHaveLength(1);
  });
});

describe('masks by URL', () => {
  it('are sent, answered by their summary, and read back', async () => {
    const { bench, masks, frameId, stone } = await setUp();
    const media = masksMedia(masks, { difference: () => map('0000 0000 0000') });
    const put = (query: string, body = map('0110 0110 0022')) =>
      media(
        new Request(`http://x/media/masks/${frameId}?${query}`, { method: 'PUT', body }),
        ['masks', frameId],
        bench.caller,
      );
    const answer = await put(`parent=none&tool=brush&classes=1:${stone},2:${stone}`);
    const summary = MaskSummary.parse(await answer?.json());
    expect(summary).toMatchObject({
      origin: 'reader',
      tool: 'brush',
      segments: [{ value: 1 }, { value: 2 }],
    });
    const got = await media(new Request('http://x/'), ['masks', summary.id], bench.caller);
    expect(new Uint8Array((await got?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(
      new Uint8Array(map('0110 0110 0022')),
    );
    for (const query of [
      '',
      'parent=x&tool=brush',
      'parent=none&tool=Br ush',
      'parent=none&tool=a&classes=0:x',
    ]) {
      await expect(put(query)).rejects.toMatchObject({ code: 'request-invalid' });
    }
    expect(await media(new Request('http://x/'), ['masks', 'nothing'], bench.caller)).toBeUndefined();
  });
});
