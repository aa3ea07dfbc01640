import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { ClassId, FrameId, MaskVersionId, SchemaId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { Media } from '../../lib/media.ts';
import { FrameCache } from '../../viewer/frameCache.ts';
import { VersionRef } from './maskSaver.svelte.ts';

/** A value of the label map and what it is. */
export interface Segment {
  readonly value: number;
  readonly classId: ClassId;
}

/** A frame's mask as it is edited: the map changes in place, the rest is replaced. */
export interface MaskDocument {
  readonly frameId: FrameId;
  readonly map: LabelMap;
  segments: readonly Segment[];
  /** The version the map stands at. */
  head: VersionRef;
}

/** Where a mask stands: the version and what its values are. */
export interface Standing {
  readonly head: VersionRef;
  readonly segments: readonly Segment[];
}

const mapBudget = 64 * 1024 * 1024;
const mostDocuments = 16;

/** The masks that were opened lately, and the label maps of versions behind them. */
export class MaskDocuments {
  /** By version: immutable, so they never go stale. */
  readonly #versions: FrameCache<MaskVersionId, LabelMap>;
  readonly #documents = new Map<FrameId, MaskDocument>();
  /** A document with unsaved strokes is kept whatever its age. */
  readonly #needed: (frameId: FrameId) => boolean;

  constructor(media: Pick<Media, 'mask'>, needed: (frameId: FrameId) => boolean) {
    this.#needed = needed;
    this.#versions = new FrameCache({
      load: (id, signal) => media.mask(id, signal),
      bytesOf: (map) => map.labels.length,
      release: () => undefined,
      budgetBytes: mapBudget,
    });
  }

  held(frameId: FrameId): MaskDocument | undefined {
    return this.#documents.get(frameId);
  }

  version(id: MaskVersionId): Promise<LabelMap> {
    return this.#versions.get(id);
  }

  prefetch(frames: readonly FrameSummary[]): void {
    this.#versions.prefetch(frames.flatMap((frame) => (frame.mask === null ? [] : [frame.mask.id])));
  }

  async open(frame: FrameSummary): Promise<MaskDocument> {
    const document = this.#documents.get(frame.id) ?? (await this.#load(frame));
    this.#documents.delete(frame.id);
    this.#documents.set(frame.id, document);
    for (const frameId of this.#documents.keys()) {
      if (this.#documents.size <= mostDocuments) break;
      if (frameId !== frame.id && !this.#needed(frameId)) this.#documents.delete(frameId);
    }
    return document;
  }

  drop(frameId: FrameId): void {
    this.#documents.delete(frameId);
  }

  close(): void {
    this.#documents.clear();
    this.#versions.close();
  }

  async #load(frame: FrameSummary): Promise<MaskDocument> {
    const { id: frameId, width, height, mask } = frame;
    // A copy: the version itself is shared and stays as it is.
    const labels =
      mask === null ? new Uint8Array(width * height) : (await this.version(mask.id)).labels.slice();
    return {
      frameId,
      map: { width, height, labels },
      segments: mask === null ? [] : segmentsOf(mask),
      head: VersionRef.of(mask),
    };
  }
}

export function standingOf({ head, segments }: MaskDocument): Standing {
  return { head, segments };
}

export function segmentsOf(mask: MaskSummary): Segment[] {
  return mask.segments.map(({ value, classId }) => ({ value, classId }));
}

/** The lowest value that no segment has; null when all 255 are taken. */
export function freeValue(segments: readonly Segment[]): number | null {
  const used = new Set(segments.map((segment) => segment.value));
  for (let value = 1; value <= 255; value++) if (!used.has(value)) return value;
  return null;
}

/** The mask schema to draw in: the frame's own, else the one its study uses, else the first there is. */
export function maskSchemaFor(
  frame: FrameSummary,
  frames: readonly FrameSummary[],
  schemas: readonly { readonly id: SchemaId; readonly kind: 'finding' | 'mask' }[],
): SchemaId | null {
  return (
    frame.mask?.schemaId ??
    frames.find((other) => other.mask !== null)?.mask?.schemaId ??
    schemas.find((schema) => schema.kind === 'mask')?.id ??
    null
  );
}
