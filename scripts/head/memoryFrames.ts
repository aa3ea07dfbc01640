import { createHash } from 'node:crypto';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap, type LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { HeadFrame } from '../../src-main/segmentation/headMessages.ts';

/** Frames and their masks without a data folder. */
export interface MemoryFrames {
  readonly frames: { get(address: Sha256): Promise<Uint8Array<ArrayBuffer>> };
  /** @param classOf the class of a value of the map, 0 background */
  add(
    picture: Uint8Array,
    map: LabelMap,
    classOf: (value: number) => number,
    of: Pick<HeadFrame, 'patient' | 'part'>,
  ): HeadFrame;
}

export function createMemoryFrames(): MemoryFrames {
  const pictures = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    frames: {
      get(address) {
        const picture = pictures.get(address);
        if (picture === undefined) throw new Error('a frame that was not added');
        return Promise.resolve(picture);
      },
    },
    add(picture, map, classOf, of) {
      const frame = Sha256.parse(createHash('sha256').update(picture).digest('hex'));
      pictures.set(frame, new Uint8Array(picture));
      const segments = [...new Set(map.labels)]
        .filter((value) => value !== 0 && classOf(value) !== 0)
        .sort((a, b) => a - b)
        .map((value) => ({ value, class: classOf(value) }));
      return { frame, mask: encodeLabelMap(map), segments, ...of };
    },
  };
}
