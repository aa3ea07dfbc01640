import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { jsonArrays, readElement } from './jsonArrays.ts';
import type { ArrayElement, PartedFile } from './jsonArrays.ts';

/** The largest COCO file that is read. */
export const mostCocoBytes = 256 * 1024 * 1024;
const mostImages = 200_000;
const mostCategories = 1000;
const mostAnnotations = 2_000_000;

const Image = z.object({
  id: z.int(),
  file_name: z.string().min(1).max(1000),
  width: z.int().min(1).optional(),
  height: z.int().min(1).optional(),
});

const Category = z.object({ id: z.int(), name: z.string().min(1).max(200) });

/** What tells where an annotation belongs; its region is read when its image is. */
const Belonging = z.object({ image_id: z.int(), category_id: z.int() });

/** An annotation as the format has it; a polygon is a list of x, y in turn. */
export const CocoAnnotation = z.object({
  id: z.int().optional(),
  category_id: z.int(),
  segmentation: z
    .union([
      z.array(z.array(z.number())).max(100_000),
      z.object({
        size: z.tuple([z.int(), z.int()]),
        counts: z.union([z.string(), z.array(z.int())]),
      }),
    ])
    .optional(),
  attributes: z
    .object({ value: z.int().min(1).max(255).optional() })
    .optional()
    .catch(undefined),
});
export type CocoAnnotation = z.infer<typeof CocoAnnotation>;

export interface CocoImage {
  readonly id: number;
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly annotations: readonly (Pick<ArrayElement, 'offset' | 'length'> & { readonly category: number })[];
}

/** What a COCO file holds, without its regions. */
export interface CocoIndex {
  readonly images: readonly CocoImage[];
  readonly categories: ReadonlyMap<number, string>;
}

/** Reads a COCO file once. @throws LapidaryError `coco-invalid`, `coco-too-large`, `json-invalid` */
export async function readCocoIndex(file: PartedFile): Promise<CocoIndex> {
  if (file.size > mostCocoBytes) {
    throw tooLarge(`it has ${Math.round(file.size / 1024 ** 2)} MB; ${mostCocoBytes / 1024 ** 2} are read`);
  }
  const images = new Map<number, z.infer<typeof Image>>();
  const categories = new Map<number, string>();
  const annotations = new Map<number, CocoImage['annotations'][number][]>();
  let count = 0;
  for await (const { key, value, offset, length } of jsonArrays(
    file,
    new Set(['images', 'categories', 'annotations']),
  )) {
    if (key === 'images') {
      const image = said(Image, value, `image ${images.size + 1}`);
      if (images.has(image.id)) throw invalid(`two images have the id ${image.id}`);
      images.set(image.id, image);
      if (images.size > mostImages) throw tooLarge(`it names more than ${mostImages} images`);
    } else if (key === 'categories') {
      const category = said(Category, value, `category ${categories.size + 1}`);
      if (categories.has(category.id)) throw invalid(`two categories have the id ${category.id}`);
      categories.set(category.id, category.name);
      if (categories.size > mostCategories) throw tooLarge(`it names more than ${mostCategories} categories`);
    } else {
      count += 1;
      if (count > mostAnnotations) throw tooLarge(`it has more than ${mostAnnotations} annotations`);
      const { image_id: image, category_id: category } = said(Belonging, value, `annotation ${count}`);
      const known = annotations.get(image);
      if (known) known.push({ offset, length, category });
      else annotations.set(image, [{ offset, length, category }]);
    }
  }
  if (images.size === 0) throw invalid('it names no images');
  for (const [image, [first]] of annotations) {
    if (!images.has(image)) throw invalid(`an annotation belongs to image ${image}, which it does not name`);
    if (first && categories.size === 0) throw invalid('it names no categories');
  }
  return {
    categories,
    images: [...images.values()].map(({ id, file_name, width, height }) => ({
      id,
      name: file_name,
      size: width !== undefined && height !== undefined ? { width, height } : null,
      annotations: annotations.get(id) ?? [],
    })),
  };
}

/** The annotations of an image, in the order of the file. @throws LapidaryError `coco-invalid`, `json-invalid` */
export async function readAnnotations(file: PartedFile, image: CocoImage): Promise<CocoAnnotation[]> {
  const annotations: CocoAnnotation[] = [];
  for (const [i, place] of image.annotations.entries()) {
    annotations.push(
      said(CocoAnnotation, await readElement(file, place), `annotation ${i + 1} of the image`),
    );
  }
  return annotations;
}

function said<Shape extends z.ZodType>(shape: Shape, value: unknown, what: string): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(`${what} cannot be understood (${parsed.error.issues[0]?.path.join('.') ?? ''})`);
}

function invalid(reason: string): LapidaryError {
  return new LapidaryError(
    'coco-invalid',
    `This is not a COCO file of object instances: ${reason}.`,
    'Export it once more, as COCO object detection with segmentation.',
  );
}

function tooLarge(reason: string): LapidaryError {
  return new LapidaryError('coco-too-large', `The COCO file is too large: ${reason}.`, 'Split it by images.');
}
