import type {
  InspectedMask,
  MaskImportInspection,
  MaskImportMapping,
  MaskImportReport,
} from '../../../../src-shared/contract/masks.contract.ts';
import type { ClassId } from '../../../../src-shared/domain/ids.ts';
import { count, listed } from '../../../lib/format.ts';
import { t } from '../../../lib/words.ts';

/** 'refuse': a file that has it is not imported. */
export type Target = ClassId | 'background' | 'refuse';
export type MappingKind = MaskImportMapping['kind'];
export type Replace = 'never' | 'always';

/** What is said of the values, as it stands in the form. */
export interface MappingForm {
  readonly kind: MappingKind;
  /** By value of a label map, or by category. What is missing is still to be said. */
  readonly targets: ReadonlyMap<number, Target>;
  readonly threshold: number;
  readonly classId: ClassId | null;
  readonly overlap: 'refuse' | 'later-wins';
}

/** All that was found in a delivery. */
export type Inspection = Omit<MaskImportInspection, 'next'>;

/** The further answers of one inspection after another; what is suggested first holds. */
export function joined(earlier: Inspection | null, { next: _, ...page }: MaskImportInspection): Inspection {
  if (earlier === null) return page;
  const values = new Map(earlier.values.map((one) => [one.value, one]));
  for (const one of page.values) {
    const known = values.get(one.value);
    values.set(one.value, {
      value: one.value,
      name: known?.name ?? one.name,
      files: (known?.files ?? 0) + one.files,
      suggested: known?.suggested ?? one.suggested,
    });
  }
  return {
    ...page,
    files: [...earlier.files, ...page.files],
    values: [...values.values()].sort((a, b) => a.value - b.value),
    // One lossy file among them is enough: its values are not what was drawn.
    needs: earlier.needs === 'threshold' ? earlier.needs : page.needs,
  };
}

/** The mappings that a delivery can be read by, the likeliest first. */
export function kindsFor(needs: MaskImportInspection['needs']): readonly MappingKind[] {
  switch (needs) {
    case 'values':
      return ['values', 'threshold'];
    case 'threshold':
      return ['threshold', 'values'];
    case 'values-or-instances':
      return ['instances', 'values'];
    case 'categories':
      return ['categories'];
    default:
      return needs satisfies never;
  }
}

/** What the files themselves suggest; what a person has said of a value holds. */
export function formFor(
  inspection: Inspection,
  said: ReadonlyMap<number, Target>,
  classId: ClassId | null,
): MappingForm {
  const targets = new Map(said);
  for (const { value, suggested } of inspection.values) {
    const usual = suggested ?? (value === 0 && inspection.kind === 'label-maps' ? 'background' : null);
    if (usual !== null && !targets.has(value)) targets.set(value, usual);
  }
  const kind = kindsFor(inspection.needs)[0] ?? 'values';
  return { kind, targets, threshold: 127, classId, overlap: 'refuse' };
}

/** As the import takes it; null: something is still to be said (`obstacle` tells what). */
export function mappingOf(form: MappingForm, inspection: Inspection): MaskImportMapping | null {
  if (obstacle(form, inspection) !== null) return null;
  const said = inspection.values.flatMap(({ value }) => {
    const to = form.targets.get(value);
    return to === undefined ? [] : [{ value, to }];
  });
  switch (form.kind) {
    case 'values':
      return { kind: 'values', values: said };
    case 'threshold': {
      const { threshold, classId } = form;
      return classId === null ? null : { kind: 'threshold', threshold, classId };
    }
    case 'instances':
      return { kind: 'instances' };
    case 'categories': {
      const categories = said.map(({ value, to }) => ({ category: value, to }));
      return { kind: 'categories', categories, overlap: form.overlap };
    }
    default:
      return form.kind satisfies never;
  }
}

/** What keeps the delivery from being imported, in words; null: nothing. */
export function obstacle(form: MappingForm, { kind, values }: Inspection): string | null {
  switch (form.kind) {
    case 'instances':
      return null;
    case 'threshold':
      if (!Number.isInteger(form.threshold) || form.threshold < 1 || form.threshold > 65_535) {
        return t('masks.obstacle-threshold', { most: 65_535 });
      }
      return form.classId === null ? t('masks.obstacle-class') : null;
    case 'values':
    case 'categories': {
      const coco = kind === 'coco';
      const open = values.filter(({ value }) => !form.targets.has(value));
      if (values.length === 0) return t(coco ? 'masks.obstacle-no-category' : 'masks.obstacle-no-value');
      if (values.length > 1000) return t('masks.obstacle-many');
      if (open.length === 0) return null;
      const named = listed(open.slice(0, 6).map(({ value, name }) => name ?? String(value)));
      const all = open.length > 6 ? t('masks.and-more', { values: named }) : named;
      return t(coco ? 'masks.obstacle-category' : 'masks.obstacle-value', { values: all });
    }
    default:
      return form.kind satisfies never;
  }
}

export interface Fate {
  readonly tone: 'good' | 'quiet' | 'bad';
  readonly words: string;
  /** What to do, where something is wrong. */
  readonly remedy: string | null;
}

/** What would become of a file. */
export function fateOf(file: InspectedMask, form: MappingForm, replace: Replace): Fate {
  if (file.problem !== null) return { tone: 'bad', words: file.problem.message, remedy: file.problem.remedy };
  const number = file.number === null ? null : count(file.number);
  if (form.kind === 'values' || form.kind === 'categories') {
    const refused = file.values.filter((value) => form.targets.get(value) === 'refuse');
    if (refused.length > 0) {
      const values = listed(refused.slice(0, 6).map(String));
      const words =
        form.kind === 'values'
          ? t('masks.fate-refused-value', { values })
          : t('masks.fate-refused-category', { values });
      return { tone: 'bad', words, remedy: null };
    }
  }
  if (file.masked && replace === 'never') {
    const words = number === null ? t('masks.fate-a-frame-keeps') : t('masks.fate-keeps', { number });
    return { tone: 'quiet', words, remedy: null };
  }
  if (file.masked) {
    const words = number === null ? t('masks.fate-a-frame-version') : t('masks.fate-version', { number });
    return { tone: 'good', words, remedy: null };
  }
  const words = number === null ? t('masks.fate-a-frame') : t('masks.fate-frame', { number });
  return { tone: 'good', words, remedy: null };
}

/** The report as text, for a message to whoever made the masks. */
export function reportText(report: MaskImportReport): string {
  return [
    t('masks.report-stored', { number: report.stored }),
    t('masks.report-kept', { number: report.kept }),
    t('masks.report-refused', { number: report.refused.length }),
    ...report.notes,
    ...report.refused.map(({ file, message, remedy }) => `${file}\t${message}\t${remedy}`),
  ].join('\n');
}
