import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { warningOf } from '../reportState.ts';
import { undrawable } from '../type/runs.ts';
import { boxed, noticeBox, type Sheet } from './parts.ts';
import { colors, margins, sizes } from './paper.ts';

/** Letterhead, title, what the document is, and who the patient is. */
export function head(sheet: Sheet): Content[] {
  const { words, paper } = sheet;
  return [
    ...letterhead(sheet),
    paper.text(words.say('report.title'), { fontSize: sizes.title, bold: true, margin: [0, 2, 0, 2] }),
    ...state(sheet),
    patientBlock(sheet),
    ...unsettable(sheet),
    ...corrected(sheet),
    ...noticeBox(sheet),
  ];
}

function letterhead({ look, paper }: Sheet): Content[] {
  const [first, ...rest] = look.letterhead.split(/\r?\n/).map((line) => line.trim());
  if (first === undefined || look.letterhead.trim() === '') return [];
  return [
    paper.text(first, { bold: true, fontSize: 11 }),
    ...rest.filter((line) => line !== '').map((line) => paper.small(line)),
    {
      canvas: [
        { type: 'line', x1: 0, y1: 0, x2: paper.width, y2: 0, lineWidth: 1, lineColor: colors.accent },
      ],
      margin: [0, 5, 0, 8],
    },
  ];
}

/** Of a draft, the head of every page says it. */
function state({ input, words, paper }: Sheet): Content[] {
  const { signature } = input;
  if (signature === null) return [];
  const by = words.say('report.signed.by', {
    name: signature.signedBy,
    date: words.moment(signature.signedAt),
  });
  const version = words.say('report.signed', { version: signature.version });
  return [paper.text(`${version}: ${by}`, { bold: true, color: colors.muted, margin: [0, 0, 0, 6] })];
}

function patientBlock({ input, words, paper }: Sheet): Content {
  const { patient, accession, reading } = input;
  const { study } = reading;
  const day = (text: string | null): string => (text === null ? '–' : words.day(text));
  const gap = 12;
  const column = (paper.width - 3 * gap) / 4;
  const cell = (label: string, value: string | null, columns = 1): TableCell => ({
    colSpan: columns,
    stack: [
      paper.small(label),
      paper.text(
        value === null || value.trim() === '' ? '–' : value,
        { bold: true, margin: [0, 0, 0, 3] },
        columns * column - gap,
      ),
    ],
  });
  const rows: TableCell[][] = [
    [
      cell(words.say('report.patient'), patient.name, 2),
      {},
      cell(words.say('report.patient.born'), day(patient.birthDate)),
      cell(words.say('report.patient.number'), patient.number),
    ],
    [
      cell(words.say('report.study.procedure'), study.procedure, 2),
      {},
      cell(words.say('report.study.date'), day(study.performedOn)),
      cell(words.say('report.patient.accession'), accession),
    ],
    [
      cell(words.say('report.study.site'), study.site, 2),
      {},
      cell(words.say('report.study.frames'), String(study.frames)),
      cell(words.say('report.patient.code'), study.patientCode),
    ],
  ];
  return {
    // Widths in points: a share of the rest would grow with a word that is too long, over the edge of the paper.
    table: { widths: [column, column, column, column - gap], body: rows },
    layout: {
      hLineWidth: (line) => (line === 0 || line === rows.length ? 0.75 : 0),
      vLineWidth: () => 0,
      hLineColor: () => colors.rule,
      paddingLeft: () => 0,
      paddingRight: () => gap,
      paddingTop: () => 4,
      paddingBottom: () => 0,
    },
  };
}

/** Characters of the name that no font has are named, so that nobody takes the box for part of it. */
function unsettable({ input, words, paper }: Sheet): Content[] {
  const missing = undrawable(input.patient.name ?? '');
  if (missing.length === 0) return [];
  const named = missing.map(
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return [
    paper.small(words.say('report.patient.undrawable', { characters: words.list(named) }), {
      color: colors.warning,
      margin: [0, 4, 0, 0],
    }),
  ];
}

function corrected({ input, words, paper }: Sheet): Content[] {
  if (input.signature?.patientCorrected !== true) return [];
  return [boxed([paper.text(words.say('report.patient.corrected'), { color: colors.warning })], paper.width)];
}

/** What every page begins with: whether this is what counts. */
export function banner({ input, words, paper }: Sheet): Content {
  const warning = warningOf(input, words);
  if (warning === null) return { text: '' };
  return {
    margin: [margins.side, 24, margins.side, 0],
    table: {
      widths: [0.36 * paper.width, 0.64 * paper.width - 40],
      body: [
        [
          paper.text(warning.title, { bold: true, fontSize: 11, color: '#ffffff' }),
          paper.text(
            shortened(warning.note),
            { fontSize: 8, color: '#ffffff', alignment: 'right', margin: [0, 2, 0, 0] },
            0.64 * paper.width - 40,
          ),
        ],
      ],
    },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      fillColor: () => colors.warning,
      paddingLeft: () => 10,
      paddingRight: () => 10,
      paddingTop: () => 4,
      paddingBottom: () => 4,
    },
  };
}

/** The whole reason stands with the versions; a page's head has one line. */
function shortened(text: string): string {
  const letters = [...text];
  return letters.length <= 90 ? text : `${letters.slice(0, 88).join('')}…`;
}
