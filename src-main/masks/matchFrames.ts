import type { NameRule } from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { FrameId } from '../../src-shared/domain/ids.ts';

/** A frame that a mask may belong to. */
export interface ImportFrame {
  readonly id: FrameId;
  /** Its place in the study, from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** The name of the file it came from; null: it had none. */
  readonly sourceName: string | null;
  readonly sourceId: string;
  readonly masked: boolean;
}

export interface FrameMatch {
  readonly frame: ImportFrame;
  readonly by: 'frame-id' | 'source-name';
}

const frameIdInName = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gi;

/**
 * Tells frames by the names of mask files: by the frame's id in it, as exports have it, otherwise by the name of the file
 * that the frame came from, endings aside. Never by likeness.
 */
export function frameMatcher(
  frames: readonly ImportFrame[],
  rename: NameRule | null,
): (file: string) => FrameMatch | LapidaryError {
  const byId = new Map<string, ImportFrame>(frames.map((frame) => [frame.id, frame]));
  const byStem = Map.groupBy(
    frames.filter(({ sourceName }) => sourceName !== null),
    ({ sourceName }) => stemOf(sourceName ?? ''),
  );
  return (file) => {
    const stem = stemOf(file);
    const ids = stem.match(frameIdInName) ?? [];
    for (const id of ids) {
      const frame = byId.get(id.toLowerCase());
      if (frame) return { frame, by: 'frame-id' };
    }
    const wanted =
      rename && stem.endsWith(folded(rename.from))
        ? stem.slice(0, -folded(rename.from).length) + folded(rename.to)
        : stem;
    const [found, ...others] = byStem.get(wanted) ?? [];
    if (found && others.length === 0) return { frame: found, by: 'source-name' };
    if (found) return ambiguous(1 + others.length);
    return ids.length > 0 ? elsewhere() : unmatched();
  };
}

/** The name of a file without folders and ending, case aside and accents in one spelling. */
export function stemOf(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const dot = name.lastIndexOf('.');
  return folded(dot > 0 ? name.slice(0, dot) : name);
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

export function twice(): LapidaryError {
  return new LapidaryError(
    'mask-frame-twice',
    'Another file of this import belongs to the same frame.',
    'Leave one of the two out.',
  );
}

function unmatched(): LapidaryError {
  return new LapidaryError(
    'mask-frame-unknown',
    'No frame of this study came from a file of this name.',
    'Call the mask as its frame’s file is called, or say which ending is to be read as which other.',
  );
}

function elsewhere(): LapidaryError {
  return new LapidaryError(
    'mask-frame-elsewhere',
    'The name holds the identifier of a frame that is not in this study.',
    'Import it into the study that it was exported from.',
  );
}

function ambiguous(frames: number): LapidaryError {
  return new LapidaryError(
    'mask-frame-ambiguous',
    `${frames} frames of this study came from a file of this name.`,
    'Export the masks first: the names of an export tell frames apart. Call the files like those.',
  );
}
