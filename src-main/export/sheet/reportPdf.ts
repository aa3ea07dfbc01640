import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { ReportInput, ReportLook } from '../reportInput.ts';
import { warningOf } from '../reportState.ts';
import { reportWords } from '../reportWords.ts';
import { isolated } from '../type/direction.ts';
import { baseFace } from '../type/faces.ts';
import { findings } from './findings.ts';
import { figures } from './figures.ts';
import { basis, history, later, limits, pageFoot, signature } from './foot.ts';
import { banner, head } from './head.ts';
import { colors, createPaper, margins, sizes } from './paper.ts';
import type { PrintedFrame, Sheet } from './parts.ts';

/** The frames of a report, and those that found no room on it. */
export interface ReportFigures {
  readonly printed: readonly PrintedFrame[];
  readonly left: readonly number[];
}

/** A study's report as the bytes of a PDF document. Its metadata name the patient's code and nobody. */
export async function reportPdf(
  input: ReportInput,
  look: ReportLook,
  shown: ReportFigures,
): Promise<Uint8Array> {
  // Fonts are handed over as bytes: nothing is fetched, and no file is opened by its name.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  baseFace.facts();
  const sheet: Sheet = {
    input,
    look,
    words: reportWords(look.language, look.timeZone, isolated),
    paper: createPaper(look.paper, look.language),
  };
  return await pdfmake.createPdf(definition(sheet, shown)).getBuffer();
}

function definition(sheet: Sheet, shown: ReportFigures): TDocumentDefinitions {
  const { input, look, words } = sheet;
  const { patientCode } = input.reading.study;
  const isWarned = warningOf(input, words) !== null;
  return {
    version: '1.7',
    pageSize: look.paper === 'a4' ? 'A4' : 'LETTER',
    pageMargins: [margins.side, isWarned ? margins.top : 48, margins.side, margins.bottom],
    language: look.language,
    displayTitle: true,
    info: {
      title: `${words.say('report.title')} ${patientCode}`,
      creator: 'Lapidary',
      producer: 'Lapidary',
      creationDate: new Date(input.createdAt),
    },
    defaultStyle: { font: baseFace.name, fontSize: sizes.body, color: colors.ink, lineHeight: 1.05 },
    header: () => banner(sheet),
    footer: (page, pages) => pageFoot(sheet, page, pages),
    content: [
      ...head(sheet),
      ...findings(sheet),
      ...later(sheet),
      ...figures(sheet, shown.printed, shown.left),
      ...basis(sheet),
      ...limits(sheet),
      ...signature(sheet),
      ...history(sheet),
    ],
  };
}
