import { t } from '../../lib/words.ts';

/** Fields in which facts of a model are stated: what they take, and what their text means. */

export type FactValue = string | number | number[];

export interface Choice {
  readonly value: string;
  readonly title: string;
}

/** How a fact is stated in the form. */
export type FactForm =
  | { readonly kind: 'text'; readonly longest: number }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'number';
      readonly least: number;
      readonly most: number;
      readonly whole: boolean;
      /** Whether the largest is out, too. */
      readonly below?: boolean;
    }
  /** Red, green, blue; `above`: the least is out. */
  | { readonly kind: 'channels'; readonly least: number; readonly most: number; readonly above: boolean }
  /** Width and height in pixels. */
  | { readonly kind: 'size'; readonly least: number; readonly most: number };

export type ReadEntry = { readonly value: FactValue } | { readonly complaint: string };

export function choiceOf(titles: Readonly<Record<string, string>>): FactForm {
  return { kind: 'choice', choices: Object.entries(titles).map(([value, title]) => ({ value, title })) };
}

/** A value as its field holds it; of several numbers, with spaces between. */
export function entryOf(value: string | number | readonly number[] | null): string {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return numberText(value);
  return value.join(' ');
}

export function numberText(value: string | number): string {
  return typeof value === 'number' && value > 0 && value < 0.001 ? value.toExponential() : String(value);
}

/** A value in words, where nothing can be changed. */
export function formText(form: FactForm, value: string | number | readonly number[]): string {
  if (form.kind === 'choice') return form.choices.find((one) => one.value === value)?.title ?? String(value);
  if (typeof value === 'string' || typeof value === 'number') return numberText(value);
  const numbers = value.map((one) => Number(one.toPrecision(6)));
  return form.kind === 'size' ? `${numbers.join(' × ')} px` : numbers.join(' · ');
}

/** What a field holds, as a value, or what is wrong with it. */
export function readForm(form: FactForm, entry: string): ReadEntry {
  const text = entry.trim();
  switch (form.kind) {
    case 'text':
      if (text === '') return { complaint: t('models.field.something') };
      if (text.length > form.longest)
        return { complaint: t('models.field.longest', { longest: form.longest }) };
      return { value: text };
    case 'choice':
      return form.choices.some((one) => one.value === text)
        ? { value: text }
        : { complaint: t('models.field.offered') };
    case 'number': {
      const value = numberIn(text);
      if (text === '' || !Number.isFinite(value)) return { complaint: t('models.field.number') };
      if (form.whole) {
        if (!Number.isInteger(value) || value < form.least || value > form.most) {
          return { complaint: t('models.field.whole', limits(form)) };
        }
      } else if (value <= form.least || value > form.most || (form.below === true && value === form.most)) {
        return {
          complaint:
            form.below === true
              ? t('models.field.above-below', limits(form))
              : t('models.field.above-to', limits(form)),
        };
      }
      return { value };
    }
    case 'channels': {
      const values = numbersIn(text);
      const { least, most, above } = form;
      const within = values.every(
        (one) => Number.isFinite(one) && one <= most && (above ? one > least : one >= least),
      );
      if (values.length !== 3 || !within) {
        return {
          complaint: above
            ? t('models.field.three-above', limits(form))
            : t('models.field.three', limits(form)),
        };
      }
      return { value: values };
    }
    case 'size': {
      const values = numbersIn(text);
      const within = values.every((one) => Number.isInteger(one) && one >= form.least && one <= form.most);
      return values.length === 2 && within
        ? { value: values }
        : { complaint: t('models.field.size', limits(form)) };
    }
    default:
      return form satisfies never;
  }
}

/** As they are to be written into the field, whatever the language: it takes a point, and no grouping. */
function limits({ least, most }: { readonly least: number; readonly most: number }): {
  readonly least: string;
  readonly most: string;
} {
  return { least: String(least), most: String(most) };
}

/** A fraction as people write it, "1/255", or a number. */
function numberIn(text: string): number {
  const [, above, below] = /^([\d.]+)\s*\/\s*([\d.]+)$/.exec(text) ?? [];
  return above === undefined || below === undefined ? Number(text) : Number(above) / Number(below);
}

function numbersIn(text: string): number[] {
  return text === '' ? [] : text.split(/\s+/).map(Number);
}
