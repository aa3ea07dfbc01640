import type { AgreementShares, Share, SiteFigures } from '../../../src-shared/contract/siteFigures.ts';
import type { ClassId, SchemaId } from '../../../src-shared/domain/ids.ts';
import { references } from './figureWords.ts';

export interface Names {
  readonly schema: (schemaId: SchemaId) => string;
  readonly code: (classId: ClassId) => string;
}

type Cell = string | number | null;
const header = [
  'schema',
  'figure',
  'group',
  'reference',
  'class',
  'predicted',
  'count',
  'of',
  'value',
  'low',
  'high',
] as const;

/**
 * All figures as a table (RFC 4180, UTF-8): a line per figure, `value` with its 95 % interval where the cases allow one.
 * Names of columns and figures are the same in every language.
 */
export function siteCsv({ weeks, schemas }: SiteFigures, names: Names): string {
  const rows: Cell[][] = [[...header]];
  for (const { week, added, signed } of weeks) {
    rows.push(['', 'studies added', week, '', '', '', added, null, null, null, null]);
    rows.push(['', 'studies signed', week, '', '', '', signed, null, null, null, null]);
  }
  for (const one of schemas) {
    const name = names.schema(one.schemaId);
    const codes = one.classIds.map(names.code);
    const share = (figure: string, group: string, reference: string, of: Share, code = ''): void => {
      const { rate } = of;
      rows.push([
        ...[name, figure, group, reference, code, ''],
        ...[of.count, of.of, rate?.share ?? null, rate?.low ?? null, rate?.high ?? null],
      ]);
    };
    const number = (figure: string, value: number): void => {
      rows.push([name, figure, '', '', '', '', value, null, null, null, null]);
    };
    const shares = (group: string, of: AgreementShares): void => {
      for (const reference of references) share('agreement', group, reference, of[reference]);
    };
    number('findings', one.findings);
    number('predicted', one.predicted);
    number('left out: trained on', one.excluded.seen);
    number('left out: adapter gone', one.excluded.adapterGone);
    number('patient trained on', one.samePatient);
    const agreements = { laboratory: one.laboratory, ...one.reader };
    for (const reference of references) {
      const { share: agreeing, later, confusion, sensitivity } = agreements[reference];
      share('agreement', '', reference, agreeing);
      rows.push([
        name,
        'predicted after the label',
        '',
        reference,
        '',
        '',
        later,
        agreeing.of,
        null,
        null,
        null,
      ]);
      sensitivity.forEach((of, k) => {
        if (of.of > 0) share('sensitivity', '', reference, of, codes[k]);
      });
      table('confusion', reference, confusion);
    }
    for (const reference of ['blind', 'sighted', 'unknown'] as const) {
      share('reader confirmed by laboratory', '', reference, one.readerConfirmed[reference]);
    }
    for (const { siteId, name: site, ...of } of one.sites) shares(`site: ${siteId === null ? '' : site}`, of);
    for (const { scope, ...of } of one.scopes) shares(`scope: ${scope}`, of);
    for (const { month, calibration, ...of } of one.months) {
      shares(month, of);
      error(month, calibration);
    }
    error('', one.calibration);
    share('withheld', '', '', one.abstained);
    share('second reading agreement', '', '', one.second.agreement);
    number('second reading revised', one.second.revised);
    const { kappa } = one.second;
    if (kappa !== null) {
      rows.push([
        ...[name, 'second reading kappa', '', '', '', '', null, one.second.agreement.of, kappa.value],
        ...(kappa.interval ?? [null, null]),
      ]);
    }
    table('second reading', '', one.second.table);

    function error(group: string, { error: value, cases }: (typeof one)['calibration']): void {
      rows.push([name, 'calibration error', group, '', '', '', null, cases, value, null, null]);
    }
    function table(figure: string, reference: string, counts: readonly (readonly number[])[]): void {
      counts.forEach((row, i) => {
        row.forEach((n, j) => {
          if (n > 0) {
            const cells = [name, figure, '', reference, codes[i] ?? '', codes[j] ?? ''];
            rows.push([...cells, n, null, null, null, null]);
          }
        });
      });
    }
  }
  return `${rows.map((row) => row.map(written).join(',')).join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula stands as a text. */
function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
