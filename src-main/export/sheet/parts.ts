import type { Content, CustomTableLayout } from 'pdfmake/interfaces.js';
import type { ReadFinding, ReadFrame } from '../../../src-shared/domain/reading.ts';
import type { Figure } from '../annotatedFigure.ts';
import type { ReportInput, ReportLook } from '../reportInput.ts';
import type { ReportWords } from '../reportWords.ts';
import { colors, type Paper } from './paper.ts';

/** What every part of a report is set from. */
export interface Sheet {
  readonly input: ReportInput;
  readonly look: ReportLook;
  readonly words: ReportWords;
  readonly paper: Paper;
}

/** A frame as it is printed; null: it was erased. */
export interface PrintedFrame {
  readonly frame: ReadFrame;
  readonly figure: Figure | null;
  /** It had a mask, which was erased. */
  readonly unmasked: boolean;
}

/** Rules between rows and none between columns; `begins` tells which rows begin something, after `heads` rows of head. */
export function ruled(begins: (row: number) => boolean = () => true, heads = 1): CustomTableLayout {
  return {
    hLineWidth: (line, { table }) =>
      line < heads - 1 ? 0 : line <= heads || line === table.body.length ? 0.75 : begins(line) ? 0.4 : 0,
    vLineWidth: () => 0,
    hLineColor: () => colors.rule,
    paddingLeft: (column) => (column === 0 ? 0 : 5),
    paddingRight: () => 5,
    paddingTop: (row) => (row < heads - 1 ? 0 : row < heads || begins(row) ? 4 : 0),
    paddingBottom: (row, { table }) =>
      row < heads - 1 ? 0 : row < heads || row + 1 === table.body.length || begins(row + 1) ? 4 : 1,
  };
}

/** What is said of a finding by whoever counts most among those who said something before the laboratory. */
export function saidOf({ reader, imported }: ReadFinding, words: ReportWords): string {
  const said = reader?.class ?? imported?.class;
  return said ? words.className(said) : words.say('report.figure.unread');
}

/** The notice of the networks, in a frame of its own so that nobody overlooks it. */
export function noticeBox({ input, words, paper }: Sheet): Content[] {
  const { notice } = input.reading;
  if (notice === '') return [];
  return [
    boxed(
      [
        paper.text(words.say('report.notice'), { bold: true, color: colors.warning }, paper.width - 20),
        paper.text(words.said(notice), { color: colors.warning, bold: true }, paper.width - 20),
      ],
      paper.width,
    ),
  ];
}

/** @param width points */
export function boxed(stack: Content[], width: number): Content {
  return {
    margin: [0, 8, 0, 0],
    table: { widths: [width - 20], body: [[{ stack }]] },
    layout: {
      hLineWidth: () => 0.75,
      vLineWidth: () => 0.75,
      hLineColor: () => colors.warning,
      vLineColor: () => colors.warning,
      fillColor: () => colors.warningGround,
      paddingLeft: () => 9,
      paddingRight: () => 9,
      paddingTop: () => 5,
      paddingBottom: () => 5,
    },
  };
}
