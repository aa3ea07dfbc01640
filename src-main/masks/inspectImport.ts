import type {
  InspectedMask,
  MaskImportInspection,
  NameRule,
} from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError, toErrorReport } from '../../src-shared/domain/errors.ts';
import type { SchemaId, StudyId } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import { readMaskImage } from '../studies/maskImages.ts';
import { latestSchemas, readSchemas } from '../studies/schemas.queries.ts';
import { headerOf } from '../studies/stills.ts';
import { valuesIn, wrongSize } from './importedMask.ts';
import { readImportFrames, readUsualSchema } from './maskImport.queries.ts';
import { openMaskTray } from './maskTray.ts';
import type { CocoMemory, MaskTray } from './maskTray.ts';
import { frameMatcher, twice } from './matchFrames.ts';
import type { FrameMatch, ImportFrame } from './matchFrames.ts';
import { suggestClasses } from './suggestions.ts';

/** Files looked at in one answer, and milliseconds after which it is given with fewer. */
const page = 100;
const patience = 4000;
/** Values of a mask that are named. */
const shownValues = 64;

export interface ImportQuestion {
  readonly trayId: string;
  readonly studyId: StudyId;
  readonly schemaId: SchemaId | null;
  readonly rename: NameRule | null;
  readonly offset: number;
}

/** @throws LapidaryError `not-found`, and as `openMaskTray` */
export async function inspectImport(
  { db, files }: Pick<Foundations, 'db' | 'files'>,
  question: ImportQuestion,
  memory: CocoMemory,
): Promise<MaskImportInspection> {
  const frames = framesOf(readImportFrames(db, question.studyId));
  await using tray = await openMaskTray(files, question.trayId, memory);
  const matchOf = uniqueMatches(tray.names, frameMatcher(frames, question.rename));
  const until = performance.now() + patience;
  const inspected: InspectedMask[] = [];
  let at = question.offset;
  for (; at < Math.min(tray.names.length, question.offset + page) && performance.now() < until; at++) {
    const name = tray.names[at] ?? '';
    const match = matchOf(at);
    inspected.push(await inspectOne(files, question.trayId, tray, at, name, match));
  }
  const schemas = (
    question.schemaId === null ? latestSchemas(db, 'mask') : readSchemas(db, { id: question.schemaId })
  ).filter(({ kind }) => kind === 'mask');
  const names = namesOf(tray);
  const suggested = suggestClasses(
    [...names].map(([value, name]) => ({ value, name })),
    schemas,
    (tray.kind === 'coco' ? null : tray.classes?.classes[0]?.schema) ?? readUsualSchema(db, question.studyId),
  );
  const isNamed = tray.kind === 'label-maps' && tray.classes?.values === 'classes';
  const counts = new Map<number, number>();
  for (const { values, lossy } of inspected) {
    if (!lossy) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return {
    kind: tray.kind,
    total: tray.names.length,
    files: inspected,
    next: at < tray.names.length ? at : null,
    values: [...counts]
      .sort(([a], [b]) => a - b)
      .map(([value, count]) => ({
        value,
        name: names.get(value) ?? null,
        files: count,
        suggested: suggested.get(value) ?? (isNamed && value === 0 ? ('background' as const) : null),
      })),
    needs: needs(tray, inspected),
  };
}

function needs(tray: MaskTray, inspected: readonly InspectedMask[]): MaskImportInspection['needs'] {
  if (tray.kind === 'coco') return 'categories';
  if (inspected.some(({ lossy }) => lossy)) return 'threshold';
  return tray.classes?.values === 'instances' ? 'values-or-instances' : 'values';
}

/** What the tray calls its values, where it says so. */
function namesOf(tray: MaskTray): ReadonlyMap<number, string> {
  if (tray.kind === 'coco') return tray.index.categories;
  if (tray.classes?.values !== 'classes') return new Map();
  return new Map(tray.classes.classes.map(({ value, code }) => [value, code]));
}

/** Each file's frame; the second file of a frame is refused. */
export function uniqueMatches(
  names: readonly string[],
  match: (file: string) => FrameMatch | LapidaryError,
): (position: number) => FrameMatch | LapidaryError {
  const taken = new Set<string>();
  const matches = names.map((name) => {
    const found = match(name);
    if (found instanceof LapidaryError) return found;
    if (taken.has(found.frame.id)) return twice();
    taken.add(found.frame.id);
    return found;
  });
  return (position) => matches[position] ?? twice();
}

export function framesOf(frames: readonly ImportFrame[]): readonly ImportFrame[] {
  if (frames.length > 0) return frames;
  throw new LapidaryError(
    'not-found',
    'There is no such study, or it has no frames.',
    'Reload the worklist.',
  );
}

async function inspectOne(
  files: Foundations['files'],
  trayId: string,
  tray: MaskTray,
  at: number,
  file: string,
  match: FrameMatch | LapidaryError,
): Promise<InspectedMask> {
  const frame = match instanceof LapidaryError ? null : match.frame;
  const seen = {
    file,
    frameId: frame?.id ?? null,
    number: frame?.number ?? null,
    matchedBy: match instanceof LapidaryError ? null : match.by,
    masked: frame?.masked ?? false,
  };
  const nothing = { width: null, height: null, values: [], moreValues: false, lossy: false };
  try {
    const found = tray.kind === 'coco' ? regionsOf(tray, at) : await pixelsOf(files, trayId, file, frame);
    if (match instanceof LapidaryError) return { ...seen, ...found, problem: toErrorReport(match) };
    const { width, height } = found;
    const fits =
      width === null || height === null || (width === match.frame.width && height === match.frame.height);
    const problem = fits ? null : toErrorReport(wrongSize({ width, height }, match.frame));
    return { ...seen, ...found, problem };
  } catch (error) {
    const problem = match instanceof LapidaryError ? match : error;
    return { ...seen, ...nothing, problem: toErrorReport(problem) };
  }
}

type Found = Pick<InspectedMask, 'width' | 'height' | 'values' | 'moreValues' | 'lossy'>;

function regionsOf({ index }: Extract<MaskTray, { kind: 'coco' }>, at: number): Found {
  const image = index.images[at];
  const categories = [...new Set(image?.annotations.map(({ category }) => category))].sort((a, b) => a - b);
  return {
    width: image?.size?.width ?? null,
    height: image?.size?.height ?? null,
    values: categories.slice(0, shownValues),
    moreValues: categories.length > shownValues,
    lossy: false,
  };
}

async function pixelsOf(
  { trays }: Foundations['files'],
  trayId: string,
  file: string,
  frame: ImportFrame | null,
): Promise<Found> {
  const bytes = await trays.get(trayId, file);
  const { width, height } = await headerOf(bytes, 0);
  // A picture that is of no frame may be anything: it is not decoded.
  if (!frame) return { width, height, values: [], moreValues: false, lossy: false };
  const image = await readMaskImage(bytes, storedAsShown({ width, height }));
  const values = valuesIn(image);
  return {
    width: image.width,
    height: image.height,
    values: values.slice(0, shownValues),
    moreValues: values.length > shownValues,
    lossy: image.isLossy,
  };
}

/** A mask is drawn on its frame as it is shown. */
export function storedAsShown({ width, height }: { readonly width: number; readonly height: number }) {
  return { width, height, layout: { storedWidth: width, storedHeight: height, orientation: 1 } };
}
