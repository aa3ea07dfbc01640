import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { ClassId } from '../../src-shared/domain/ids.ts';

/** How a request that brings a mask says what the mask's values are: `<value>:<classId>,…`, from a query. */
export const ClassOfValue = z.string().max(20_000).default('').transform(parseClasses);

/**
 * The query of a request as the schema has it.
 * @param words what the request says, and what to do where that cannot be understood
 * @throws LapidaryError `request-invalid`
 */
export function parseQuery<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  words = { said: 'What was said about the mask', remedy: 'Reload the page, then draw the mask again.' },
): z.output<Schema> {
  const query = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (query.success) return query.data;
  throw new LapidaryError(
    'request-invalid',
    `${words.said} cannot be understood (${query.error.issues[0]?.path.join('.') ?? ''}).`,
    words.remedy,
  );
}

/** Bytes of a request that can be no more than `most`. @throws LapidaryError `too-large` */
export async function readMaskBytes(request: Request, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of request.body ?? []) {
    total += part.length;
    if (total > most) {
      throw new LapidaryError('too-large', 'The mask is larger than any mask can be.', 'Reload the frame.');
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** "1:<classId>,2:<classId>" */
function parseClasses(text: string, context: z.RefinementCtx): ReadonlyMap<number, ClassId> {
  const classes = new Map<number, ClassId>();
  for (const pair of text.split(',').filter(Boolean)) {
    const [value, classId] = pair.split(':');
    const number = z.coerce.number().int().min(1).max(255).safeParse(value);
    const id = ClassId.safeParse(classId);
    if (!number.success || !id.success) {
      context.addIssue({ code: 'custom', message: 'not a list of value:class' });
      return z.NEVER;
    }
    classes.set(number.data, id.data);
  }
  return classes;
}
