import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, StudyId } from '../../../src-shared/domain/ids.ts';
import type { Pixels } from '../../../src-shared/domain/masks/flood.ts';
import type { Client } from '../../lib/bridge.ts';
import type { Media } from '../../lib/media.ts';
import type { History } from './history.svelte.ts';
import type { Segment } from './maskDocuments.ts';

export interface EditorPorts {
  readonly studyId: StudyId;
  readonly media: Pick<Media, 'mask' | 'saveMask'>;
  readonly client: Pick<Client, 'masks'>;
  readonly history: History;
  readonly propose: Media['propose'];
  /** A tool that proposes was taken in hand. */
  readonly warm: () => void;
  /** The frames of the study, in their order. */
  readonly frames: () => readonly FrameSummary[];
  readonly frameOf: (frameId: FrameId) => FrameSummary | undefined;
  /** Whether the study is signed: then nothing is drawn. */
  readonly locked: () => boolean;
  /** Screen pixels per picture pixel. */
  readonly scale: () => number;
  /** Of the frame on screen; null: not decoded yet. */
  readonly pixels: (frameId: FrameId) => Pixels | null;
  readonly current: (frameId: FrameId) => Promise<MaskSummary | null>;
  /** The workstation holds this mask of the frame now. */
  readonly saved: (frameId: FrameId, mask: MaskSummary | null) => void;
  /** What the mask on screen has become, with every step that changed it. */
  readonly drawn: (mask: DrawnMask) => void;
  /** Brings a frame on screen, so that an undo is seen where it happens. */
  readonly show: (frameId: FrameId) => Promise<void>;
  /** Nothing that is broken, but news. */
  readonly say: (text: string) => void;
  readonly fail: (error: unknown) => void;
}

/** A mask as it is on screen. */
export interface DrawnMask {
  readonly frameId: FrameId;
  /** Of the values that occur. */
  readonly segments: readonly Segment[];
  /** LRL1 */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How a change is told of: `tool` in the version (letters, digits, hyphens), `title` in the history, where it is stored in English. */
export interface ChangeName {
  readonly tool: string;
  readonly title: string;
}
