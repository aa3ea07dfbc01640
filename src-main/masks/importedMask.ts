import type { MaskImportMapping } from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Size } from '../../src-shared/domain/geometry.ts';
import type { ClassId } from '../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Bitmap } from '../../src-shared/domain/masks/bitmap.ts';
import { rasterisePolygon } from '../../src-shared/domain/masks/polygon.ts';
import { decodeRle } from '../../src-shared/domain/masks/rle.ts';
import type { MaskImage } from '../studies/maskImages.ts';
import type { CocoAnnotation } from './cocoFile.ts';
import type { ExportedFrame } from './classesFile.ts';
import { valuesBeside, type ValueOfClass } from './parentValues.ts';

/** A label map and the class of each of its values. */
export interface ImportedMask {
  readonly map: LabelMap;
  readonly classes: ReadonlyMap<number, ClassId>;
}

type Target = ClassId | 'background' | 'refuse';
type Categories = Extract<MaskImportMapping, { kind: 'categories' }>;

/**
 * A label map whose values are classes: one segment a class.
 * @param targets of the values; null: unnamed values refuse the mask
 * @throws LapidaryError `mask-values`, `mask-lossy`
 */
export function fromValues(
  image: MaskImage,
  targets: ReadonlyMap<number, Target>,
  parent: readonly ValueOfClass[],
): ImportedMask {
  if (image.isLossy) {
    throw new LapidaryError(
      'mask-lossy',
      'The mask went through JPEG, which blurs values.',
      'Give a threshold, or save the masks as PNG.',
    );
  }
  const found = valuesIn(image);
  const unknown = found.filter((value) => (targets.get(value) ?? 'refuse') === 'refuse');
  if (unknown.length > 0) throw unknownValues(unknown);
  const named = found.flatMap((value) => {
    const to = targets.get(value);
    return to === undefined || to === 'background' || to === 'refuse' ? [] : [{ value, classId: to }];
  });
  const classIds = [...new Set(named.map(({ classId }) => classId))];
  const given = valuesBeside(
    parent,
    classIds.map((classId) => ({ value: null, classId })),
  );
  if (!given) throw tooManySegments();
  const valueOf = new Map(classIds.map((classId, i) => [classId, given[i] ?? 0]));
  return relabelled(
    image,
    new Map(named.map(({ value, classId }) => [value, valueOf.get(classId) ?? 0])),
    new Map(classIds.map((classId) => [valueOf.get(classId) ?? 0, classId])),
  );
}

/** Two values of any kind of mask. */
export function fromThreshold(
  image: MaskImage,
  { threshold, classId }: Extract<MaskImportMapping, { kind: 'threshold' }>,
  parent: readonly ValueOfClass[],
): ImportedMask {
  const value = valuesBeside(parent, [{ value: null, classId }])?.[0];
  if (value === undefined) throw tooManySegments();
  const { width, height, values } = image;
  const labels = Uint8Array.from(values, (one) => (one >= threshold ? value : 0));
  return { map: { width, height, labels }, classes: new Map([[value, classId]]) };
}

/** A label map whose values are segments, as the file beside it says. @throws LapidaryError `mask-values` */
export function fromInstances(
  image: MaskImage,
  frame: ExportedFrame,
  classOf: (value: number) => ClassId,
  parent: readonly ValueOfClass[],
): ImportedMask {
  const segments = (frame.segments ?? []).map(({ value, class: of }) => ({ value, classId: classOf(of) }));
  const named = new Set(segments.map(({ value }) => value));
  const unknown = valuesIn(image).filter((value) => value !== 0 && !named.has(value));
  if (unknown.length > 0) throw unknownValues(unknown);
  const given = valuesBeside(parent, segments);
  if (!given) throw tooManySegments();
  return relabelled(
    image,
    new Map(segments.map(({ value }, i) => [value, given[i] ?? 0])),
    new Map(segments.map(({ classId }, i) => [given[i] ?? 0, classId])),
  );
}

/**
 * The regions of a COCO image: one segment an annotation. Polygons are clipped to the frame, those of one annotation
 * are joined.
 * @throws LapidaryError `mask-values`, `mask-overlap`, `mask-size`, `mask-damaged`, `coco-no-region`
 */
export function fromAnnotations(
  annotations: readonly CocoAnnotation[],
  mapping: Categories,
  size: Size,
  parent: readonly ValueOfClass[],
): ImportedMask {
  const targets = new Map(mapping.categories.map(({ category, to }) => [category, to]));
  const unknown = annotations.filter(({ category_id: id }) => (targets.get(id) ?? 'refuse') === 'refuse');
  if (unknown.length > 0) throw unknownCategories(unknown.map(({ category_id: id }) => id));
  const wanted = annotations.flatMap((annotation) => {
    const to = targets.get(annotation.category_id);
    if (to === undefined || to === 'background' || to === 'refuse') return [];
    return [{ annotation, classId: to, value: annotation.attributes?.value ?? null }];
  });
  const given = valuesBeside(parent, wanted);
  if (!given) throw tooManySegments();
  const labels = new Uint8Array(size.width * size.height);
  let overlapping = 0;
  for (const [i, { annotation }] of wanted.entries()) {
    const { bits } = regionOf(annotation, size);
    const value = given[i] ?? 0;
    for (let at = 0; at < bits.length; at++) {
      if (bits[at] === 0) continue;
      if (labels[at] !== 0) overlapping += 1;
      labels[at] = value;
    }
  }
  if (overlapping > 0 && mapping.overlap === 'refuse') {
    throw new LapidaryError(
      'mask-overlap',
      `Regions of this image overlap in ${overlapping} pixels; a mask holds one class a pixel.`,
      'Say that the later region wins, or correct the regions where they were drawn.',
    );
  }
  return {
    map: { ...size, labels },
    classes: new Map(wanted.map(({ classId }, i) => [given[i] ?? 0, classId])),
  };
}

function regionOf({ segmentation, id }: CocoAnnotation, size: Size): Bitmap {
  if (segmentation === undefined || (Array.isArray(segmentation) && segmentation.length === 0)) {
    throw new LapidaryError(
      'coco-no-region',
      `Annotation ${id ?? '(without id)'} has a box but no region.`,
      'Export it with segmentation.',
    );
  }
  if (!Array.isArray(segmentation)) {
    const [height, width] = segmentation.size;
    if (width !== size.width || height !== size.height) throw wrongSize({ width, height }, size);
    return decodeRle(segmentation);
  }
  const bits = new Uint8Array(size.width * size.height);
  for (const flat of segmentation) {
    if (flat.length < 6 || flat.length % 2 === 1) {
      throw new LapidaryError(
        'mask-damaged',
        `A polygon of annotation ${id ?? '(without id)'} has ${flat.length} numbers; three points or more, two numbers each, are needed.`,
        'Export it once more from where it was drawn.',
      );
    }
    const ring = Array.from({ length: flat.length / 2 }, (_, i) => ({
      x: flat[2 * i] ?? 0,
      y: flat[2 * i + 1] ?? 0,
    }));
    rasterisePolygon([ring], size, (row, start, end) => {
      bits.fill(1, row * size.width + start, row * size.width + end);
    });
  }
  return { ...size, bits };
}

function relabelled(
  { width, height, values }: MaskImage,
  labelOf: ReadonlyMap<number, number>,
  classes: ReadonlyMap<number, ClassId>,
): ImportedMask {
  const table = new Uint8Array(65_536);
  for (const [value, label] of labelOf) table[value] = label;
  return { map: { width, height, labels: Uint8Array.from(values, (value) => table[value] ?? 0) }, classes };
}

/** The distinct values, rising. */
export function valuesIn({ values }: Pick<MaskImage, 'values'>): number[] {
  const seen = new Uint8Array(65_536);
  for (const value of values) seen[value] = 1;
  const found: number[] = [];
  for (let value = seen.indexOf(1); value >= 0; value = seen.indexOf(1, value + 1)) found.push(value);
  return found;
}

export function wrongSize(mask: Size, frame: Size): LapidaryError {
  return new LapidaryError(
    'mask-size',
    `The mask is ${mask.width}×${mask.height} pixels, its frame ${frame.width}×${frame.height}.`,
    'Export the mask at the size of its frame: a mask that was scaled may lie beside what it outlines.',
  );
}

function unknownValues(values: readonly number[]): LapidaryError {
  return new LapidaryError(
    'mask-values',
    `The mask has values that nothing was said of, or that were not to occur: ${some(values)}.`,
    'Say for each value which class or background it is.',
  );
}

function unknownCategories(categories: readonly number[]): LapidaryError {
  return new LapidaryError(
    'mask-values',
    `The image has regions of categories that nothing was said of, or that were not to occur: ${some([...new Set(categories)])}.`,
    'Say for each category which class it is, or that its regions are background.',
  );
}

function some(values: readonly number[]): string {
  const more = values.length > 12 ? ` and ${values.length - 12} more` : '';
  return `${values.slice(0, 12).join(', ')}${more}`;
}

function tooManySegments(): LapidaryError {
  return new LapidaryError(
    'mask-segments',
    'A mask may hold 255 segments; this one has more.',
    'Join regions of one class, or check that this is a mask and not a picture.',
  );
}
