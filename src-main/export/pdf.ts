import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { LabelClass } from '../../src-shared/contract/schemas.contract.ts';
import { calibrationWords, percent, type ReportData, type ReportFinding } from './reportData.ts';

export interface ReportFigure {
  readonly frameNumber: number;
  readonly caption: string;
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

const fontFile = (name: string): string =>
  createRequire(import.meta.url).resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);

/** What the report's typeface can set: Latin, Greek, Cyrillic and common punctuation. */
const settable = /^[\u0020-\u024f\u02b0-\u03ff\u0400-\u052f\u1e00-\u1fff\u2010-\u203a\u20a0-\u20bf\u2122]*$/u;

const ink = '#1c2127';
const muted = '#5b6672';
const rule = '#d5dbe1';
const accent = '#0b6b8a';

/** A study's report: A4, one column, figures two abreast. Bytes of a PDF document. */
export async function reportPdf(data: ReportData, figures: readonly ReportFigure[]): Promise<Uint8Array> {
  pdfmake.setUrlAccessPolicy(() => false);
  const allowed = new Set(['Regular', 'Medium', 'Italic', 'MediumItalic'].map(fontFile));
  pdfmake.setLocalAccessPolicy((path) => allowed.has(path));
  pdfmake.setFonts({
    Roboto: {
      normal: fontFile('Regular'),
      bold: fontFile('Medium'),
      italics: fontFile('Italic'),
      bolditalics: fontFile('MediumItalic'),
    },
  });
  return await pdfmake.createPdf(definition(data, figures)).getBuffer();
}

function definition(data: ReportData, figures: readonly ReportFigure[]): TDocumentDefinitions {
  const { study } = data;
  return {
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 64],
    info: { title: `Endoscopy report ${study.patient.code}`, creator: 'Lapidary' },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, color: ink, lineHeight: 1.2 },
    styles: {
      title: { fontSize: 20, bold: true },
      heading: { fontSize: 11.5, bold: true, color: accent, margin: [0, 16, 0, 6] },
      small: { fontSize: 8, color: muted },
      head: { fontSize: 8, bold: true, color: muted },
    },
    footer: (page, pages) => ({
      margin: [48, 16, 48, 0],
      columns: [
        { text: `Lapidary · ${study.patient.code} · made ${moment(data.createdAt)}`, style: 'small' },
        { text: `Page ${page} of ${pages}`, style: 'small', alignment: 'right' },
      ],
    }),
    content: [
      { text: 'Endoscopy report', style: 'title' },
      { text: data.notice, color: '#8a4b00', bold: true, margin: [0, 2, 0, 10] },
      identification(data),
      { text: 'Findings', style: 'heading' },
      data.findings.length === 0 ? { text: 'No findings recorded.', color: muted } : findingsTable(data),
      { text: calibrationWords(data.calibration), style: 'small', margin: [0, 6, 0, 0] },
      ...(figures.length > 0 ? [{ text: 'Key frames', style: 'heading' }, ...figureRows(figures)] : []),
      { text: 'What the predictions rest on', style: 'heading' },
      provenance(data),
      { text: 'Limits', style: 'heading' },
      {
        text:
          'Predictions come from a network tuned on this site’s own labelled cases, from the outlined region of each frame. ' +
          'They say which of the listed classes fits best and cannot tell that none of them does. They do not replace the ' +
          'laboratory’s analysis of the stone. A figure marked outdated was made before the frame’s outline, or the network, changed.',
      },
      signature(),
    ],
  };
}

function identification(data: ReportData): Content {
  const { study } = data;
  const fields: [string, string][] = [
    ['Patient', setOrCode(study.patient.name, study.patient.code)],
    ['Number', study.patient.number ?? '–'],
    ['Born', study.patient.birthDate ?? '–'],
    ['Code', study.patient.code],
    ['Study date', study.performedOn ?? '–'],
    ['Site', study.site ?? '–'],
    ['Frames', String(study.frames)],
    ['State', study.state],
  ];
  const cell = ([label, value]: [string, string]): TableCell => ({
    stack: [
      { text: label, style: 'head' },
      { text: value, margin: [0, 0, 0, 4] },
    ],
  });
  return {
    table: { widths: ['*', '*', '*', '*'], body: [fields.slice(0, 4).map(cell), fields.slice(4).map(cell)] },
    layout: {
      hLineWidth: (line) => (line === 1 ? 0 : 0.75),
      vLineWidth: () => 0,
      hLineColor: () => rule,
      paddingTop: () => 6,
      paddingBottom: () => 2,
    },
  };
}

function setOrCode(name: string | null, code: string): string {
  if (name === null || name.trim() === '') return '–';
  return settable.test(name) ? name : `${code} (the name is in a script this report cannot set)`;
}

function findingsTable(data: ReportData): Content {
  const head = ['No.', 'Frames', 'Reader', 'Prediction', 'Rests on'].map((text): TableCell => ({
    text,
    style: 'head',
  }));
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [22, 54, 150, '*', 84],
      body: [head, ...data.findings.map(findingRow)],
    },
    layout: {
      hLineWidth: (line) => (line <= 1 ? 0.75 : 0.4),
      vLineWidth: () => 0,
      hLineColor: () => rule,
      paddingTop: () => 4,
      paddingBottom: () => 4,
    },
  };
}

function findingRow(row: ReportFinding): TableCell[] {
  const opinion: Content = row.opinion
    ? {
        stack: [
          { text: named(row.opinion.class), bold: true },
          { text: `${row.opinion.source}, ${row.opinion.at.slice(0, 10)}`, style: 'small' },
        ],
      }
    : { text: 'not read', color: muted };
  const distribution: Content =
    row.distribution.length === 0
      ? { text: 'none', color: muted }
      : {
          stack: row.distribution.slice(0, 3).map(({ class: c, probability }, i) => ({
            text: `${percent(probability)}  ${named(c)}`,
            bold: i === 0,
          })),
        };
  const basis =
    row.predictedFrames === 0
      ? '–'
      : `${row.predictedFrames} ${row.predictedFrames === 1 ? 'frame' : 'frames'}${row.staleFrames > 0 ? `, ${row.staleFrames} outdated` : ''}`;
  return [
    String(row.finding.number),
    row.frameNumbers.length === 0 ? '–' : ranges(row.frameNumbers),
    opinion,
    distribution,
    { text: basis, color: row.staleFrames > 0 ? '#8a4b00' : ink },
  ];
}

/** A class made from a manifest's labels has its code for a name: said once. */
function named({ code, name }: LabelClass): string {
  return name === code ? code : `${code} ${name}`;
}

/** 1, 2, 3, 7 → "1–3, 7" */
export function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const start = numbers[i] ?? 0;
    let end = start;
    while (numbers[i + 1] === end + 1) end = numbers[++i] ?? end;
    parts.push(start === end ? String(start) : `${start}–${end}`);
  }
  return parts.join(', ');
}

function figureRows(figures: readonly ReportFigure[]): Content[] {
  const column = 241;
  const rows: Content[] = [];
  for (let i = 0; i < figures.length; i += 2) {
    rows.push({
      unbreakable: true,
      margin: [0, 0, 0, 10],
      columnGap: 16,
      columns: figures.slice(i, i + 2).map((figure) => ({
        width: column,
        stack: [
          {
            image: `data:image/jpeg;base64,${figure.jpeg.toString('base64')}`,
            fit: [column, column],
          },
          { text: `Frame ${figure.frameNumber}. ${figure.caption}`, style: 'small', margin: [0, 3, 0, 0] },
        ],
      })),
    });
  }
  return rows;
}

function provenance(data: ReportData): Content {
  const first = data.predictions[0];
  if (!first) return { text: 'No predictions were made for this study.', color: muted };
  const adapters = [...new Set(data.predictions.map((p) => p.adapterId))];
  const providers = [...new Set(data.predictions.map((p) => p.provider))];
  return {
    stack: [
      `Method ${first.method} on ${first.backbone}; computed by ${providers.join(', ')}.`,
      { text: `Adapter ${adapters.join(', ')}`, style: 'small' },
      {
        text: `${data.predictions.length} frame predictions, the newest of ${moment(
          data.predictions.map((p) => p.createdAt).reduce((a, b) => (a > b ? a : b)),
        )}`,
        style: 'small',
      },
    ],
  };
}

function signature(): Content {
  const line = (label: string): Content => ({
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 220, y2: 0, lineWidth: 0.75, lineColor: ink }] },
      { text: label, style: 'small', margin: [0, 3, 0, 0] },
    ],
  });
  return {
    unbreakable: true,
    margin: [0, 48, 0, 0],
    columns: [line('Reader, signature'), line('Date')],
    columnGap: 32,
  };
}

/** 2026-11-23T09:05:00.000Z → "2026-11-23 09:05 UTC": unambiguous on paper. */
function moment(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
