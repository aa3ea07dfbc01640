import type {
  ImportTarget,
  MaskImportInspection,
  MaskImportMapping,
} from '../../../src-shared/contract/masks.contract.ts';
import type { LabelSchema } from '../../../src-shared/contract/schemas.contract.ts';
import type { z } from 'zod';
import { UsageError, type Arguments } from './commandLine.ts';

type Target = z.infer<typeof ImportTarget>;

/**
 * What the command line says of values or categories. What it leaves out is what the inspection suggests, where that
 * says something; otherwise it refuses the files that have it.
 */
export function readMapping(
  args: Arguments,
  { kind, values: found }: Pick<MaskImportInspection, 'kind' | 'values'>,
  schemas: readonly LabelSchema[],
): MaskImportMapping {
  const suggested = found.flatMap(({ value, suggested: to }) => (to === null ? [] : [[value, to] as const]));
  if (args.flag('instances')) return { kind: 'instances' };
  const threshold = args.text('threshold');
  if (threshold !== undefined) {
    const [[value, code] = ['', '']] = pairs('threshold', [threshold]);
    const to = targetsOf(schemas, [code])(code);
    if (to === 'background' || to === 'refuse') throw new UsageError('--threshold: a class is needed.');
    return { kind: 'threshold', threshold: whole('threshold', value), classId: to };
  }
  if (kind === 'coco') {
    const said = pairs('categories', args.list('categories'));
    const targetOf = targetsOf(
      schemas,
      said.map(([, code]) => code),
    );
    const targets = new Map<number, Target>(suggested);
    for (const [name, code] of said) {
      const category = found.find((one) => one.name === name)?.value;
      if (category === undefined)
        throw new UsageError(`--categories ${name}: the file has no such category.`);
      targets.set(category, targetOf(code));
    }
    if (targets.size === 0) throw new UsageError('--categories NAME=CLASS,… is needed.');
    return {
      kind: 'categories',
      categories: [...targets].map(([category, to]) => ({ category, to })),
      overlap: args.flag('later-wins') ? 'later-wins' : 'refuse',
    };
  }
  const said = pairs('values', args.list('values'));
  const targetOf = targetsOf(
    schemas,
    said.map(([, code]) => code),
  );
  const targets = new Map<number, Target>(suggested);
  for (const [value, code] of said) targets.set(whole('values', value), targetOf(code));
  if (targets.size === 0) throw new UsageError('--values V=CLASS,… or --threshold N=CLASS is needed.');
  return { kind: 'values', values: [...targets].map(([value, to]) => ({ value, to })) };
}

/** The classes of the one newest schema that has all the codes. */
function targetsOf(schemas: readonly LabelSchema[], codes: readonly string[]): (code: string) => Target {
  const wanted = codes.filter((code) => code !== 'background' && code !== 'refuse');
  const schema = schemas.findLast(({ classes }) =>
    wanted.every((code) => classes.some((one) => one.code === code)),
  );
  if (!schema) {
    const known = [...new Set(schemas.flatMap(({ classes }) => classes.map(({ code }) => code)))];
    throw new UsageError(`No mask schema has all of ${wanted.join(', ')}. There are: ${known.join(', ')}.`);
  }
  return (code) => {
    if (code === 'background' || code === 'refuse') return code;
    const found = schema.classes.find((one) => one.code === code);
    if (!found) throw new UsageError(`${code} is no class of "${schema.name}".`);
    return found.id;
  };
}

function pairs(option: string, listed: readonly string[]): [string, string][] {
  return listed.map((text) => {
    const at = text.lastIndexOf('=');
    if (at < 1 || at === text.length - 1) throw new UsageError(`--${option} ${text}: …=CLASS is needed.`);
    return [text.slice(0, at), text.slice(at + 1)];
  });
}

function whole(option: string, text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} ${text}: a value from 0 to 65535 is needed.`);
}
