import type { Column, Content, TableCell } from 'pdfmake/interfaces.js';
import type { ReadFinding, ReadPrediction } from '../../../src-shared/domain/reading.ts';
import type { ReportWords } from '../reportWords.ts';
import { ruled, type Sheet } from './parts.ts';
import { colors, sizes, type Look, type Paper } from './paper.ts';

/** Points: number, place, reader; the model has the rest. */
const columns = { number: 20, where: 100, reader: 142 };
const padding = 5;
/** Classes of a prediction that are drawn; the rest is summed. */
const shownClasses = 4;
/** A longer list of frames than this many letters stands below its row. */
const longList = 70;

/** One row per finding, and below it in full width what may be long; heads are repeated on every page. */
export function findings(sheet: Sheet): Content[] {
  const { input, words, paper } = sheet;
  const title = words.say('report.findings');
  if (input.reading.findings.length === 0) {
    return paper.section(title, [paper.text(words.say('report.findings.none'), { color: colors.muted })]);
  }
  // The heading is a row of the head: it stays with the first finding, and every page says what its table is.
  const body: TableCell[][] = [[{ colSpan: 4, stack: [paper.heading(title)] }, {}, {}, {}], headRow(sheet)];
  const beginnings = new Set<number>();
  for (const finding of input.reading.findings) {
    beginnings.add(body.length);
    body.push(row(finding, sheet), ...noteRows(finding, sheet));
  }
  return [
    {
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: [columns.number, columns.where, columns.reader, modelWidth(sheet)],
        body,
      },
      layout: ruled((at) => beginnings.has(at), 2),
    },
    legend(sheet),
  ];
}

function headRow({ words, paper }: Sheet): TableCell[] {
  return (['number', 'where', 'reader', 'model'] as const).map((column) =>
    cellOf(paper.small(words.say(`report.column.${column}`), { bold: true })),
  );
}

function row(finding: ReadFinding, sheet: Sheet): TableCell[] {
  const { paper } = sheet;
  return [
    cellOf(paper.text(String(finding.number), { bold: true, fontSize: 11 })),
    { stack: where(finding, sheet) },
    { stack: [...reader(finding, sheet), ...laboratory(finding, sheet)] },
    { stack: finding.prediction ? model(finding.prediction, sheet) : [noPrediction(sheet)] },
  ];
}

/** What the codes stand for: in the table a class is spelt out where it is the answer, elsewhere its code stands for it. */
function legend({ input, words, paper }: Sheet): Content {
  const named = input.reading.findings.flatMap(({ components, laboratory: result, prediction }) => [
    ...components,
    ...(result?.components ?? []),
    ...(prediction?.classes ?? []),
  ]);
  const spelt = [
    ...new Set(named.filter(({ code, name }) => code !== name).map((one) => words.className(one))),
  ].sort((a, b) => a.localeCompare(b, 'en'));
  return spelt.length === 0 ? { text: '' } : paper.small(spelt.join(' · '), { margin: [0, 6, 0, 0] });
}

function noPrediction({ words, paper }: Sheet): Content {
  return paper.text(words.say('report.model.none'), { color: colors.muted });
}

function where(finding: ReadFinding, { words, paper }: Sheet): Content[] {
  const numbers = finding.frames.map(({ number }) => number);
  const list = words.frames(numbers);
  const place = words.place(finding);
  const size = words.size(finding);
  const views = (['surface', 'section'] as const).flatMap((view) => {
    const seen = finding.frames.filter((frame) => frame.view === view).map(({ number }) => number);
    const text = words.frames(seen);
    return seen.length === 0 || text.length > longList
      ? []
      : [words.say(`report.view.${view}`, { list: text })];
  });
  return [
    ...(place === null ? [] : [paper.text(place, { bold: true }, columns.where)]),
    ...(size === null ? [] : [paper.text(size)]),
    paper.text(
      numbers.length === 0
        ? '–'
        : list.length > longList
          ? words.say('report.frames.many', { count: numbers.length })
          : words.say('report.frames', { count: numbers.length, list }),
    ),
    ...views.map((view) => paper.small(view)),
  ];
}

function reader(finding: ReadFinding, { words, paper }: Sheet): Content[] {
  const parts = words.components(finding.components);
  const components = parts === null ? [] : [paper.small(parts, { color: colors.ink }, columns.reader)];
  const said = finding.reader;
  if (said === null) {
    const { imported } = finding;
    return [
      ...(imported === null
        ? [paper.text(words.say('report.unread'), { color: colors.muted })]
        : [
            paper.text(words.className(imported.class), { bold: true }, columns.reader),
            paper.small(words.say(`report.imported.${imported.source}`)),
          ]),
      ...uncertain(finding, words, paper),
      ...components,
    ];
  }
  return [
    paper.text(words.className(said.class), { bold: true }, columns.reader),
    ...uncertain(finding, words, paper),
    ...components,
    paper.small(
      words.say('report.signed.by', { name: said.by, date: words.date(said.at) }),
      {},
      columns.reader,
    ),
    ...(said.blind === true ? [paper.small(words.say('report.blind'))] : []),
  ];
}

function uncertain(finding: ReadFinding, words: ReportWords, paper: Paper): Content[] {
  return finding.uncertain
    ? [paper.text(words.say('report.uncertain'), { bold: true, color: colors.warning })]
    : [];
}

function laboratory({ laboratory: result }: ReadFinding, { words, paper }: Sheet): Content[] {
  if (result === null) return [];
  const parts = words.components(result.components);
  return [
    paper.small(words.say('report.laboratory'), { bold: true, color: colors.accent, margin: [0, 4, 0, 0] }),
    ...(result.class === null
      ? []
      : [paper.text(words.className(result.class), { bold: true }, columns.reader)]),
    ...(parts === null ? [] : [paper.small(parts, { color: colors.ink }, columns.reader)]),
    paper.small(words.laboratory(result), {}, columns.reader),
    paper.small(
      words.say('report.laboratory.entered', { name: result.enteredBy, date: words.date(result.at) }),
      {},
      columns.reader,
    ),
  ];
}

function model(prediction: ReadPrediction, { words, paper }: Sheet): Content[] {
  const room = modelWidth({ paper });
  const shown = prediction.classes.slice(
    0,
    prediction.classes.length === shownClasses + 1 ? 5 : shownClasses,
  );
  const rest = prediction.classes.slice(shown.length);
  const restShare = rest.reduce((sum, { probability }) => sum + probability, 0);
  const set = words.set(prediction);
  const notes = words.reservations(prediction);
  return [
    ...notes.map((note) =>
      paper.text(note, { color: colors.warning, bold: true, margin: [0, 0, 0, 2] }, room),
    ),
    ...shown.map((one, at): Content => ({
      columns: [
        bar(one.probability, notes.length > 0),
        {
          width: 29,
          stack: [paper.text(words.percent(one.probability), { ...weight(at), alignment: 'right' })],
        },
        { width: room - 71, stack: [paper.text(words.className(one), weight(at), room - 71)] },
      ],
      columnGap: 4,
    })),
    ...(rest.length === 0
      ? []
      : [
          paper.small(
            words.say('report.model.rest', { count: rest.length, share: words.percent(restShare) }),
          ),
        ]),
    ...(set === null ? [] : [paper.text(set, { bold: true, margin: [0, 2, 0, 0] }, room)]),
    paper.small(words.say('report.model.frames', { count: prediction.frames })),
    ...words.background(prediction).map((sentence) => paper.small(sentence, {}, room)),
  ];
}

/** What the other columns leave, in points. */
function modelWidth({ paper }: Pick<Sheet, 'paper'>): number {
  return paper.width - columns.number - columns.where - columns.reader - 7 * padding;
}

function weight(rank: number): Look {
  return rank === 0 ? { bold: true } : { fontSize: 8 };
}

/** A share as a bar of 34 points; grey where the figure is not to be relied on. */
function bar(share: number, isDoubtful: boolean): Column {
  const [width, height] = [34, 5];
  return {
    width,
    margin: [0, 3.5, 0, 0],
    canvas: [
      { type: 'rect', x: 0, y: 0, w: width, h: height, color: colors.faint },
      {
        type: 'rect',
        x: 0,
        y: 0,
        w: Math.max(0.75, width * share),
        h: height,
        color: isDoubtful ? '#8f9aa5' : colors.accent,
      },
    ],
  };
}

/** What may be long stands in full width below, in pieces that break over pages. */
function noteRows(finding: ReadFinding, { words, paper }: Sheet): TableCell[][] {
  const room = paper.width - columns.number - 3 * padding;
  const list = words.frames(finding.frames.map(({ number }) => number));
  const notes = [
    ...(list.length > longList
      ? [{ title: null, text: words.say('report.frames', { count: finding.frames.length, list }) }]
      : []),
    ...(finding.note.trim() === '' ? [] : [{ title: words.say('report.note'), text: finding.note }]),
    ...(finding.laboratory === null || finding.laboratory.note.trim() === ''
      ? []
      : [{ title: words.say('report.laboratory.note'), text: finding.laboratory.note }]),
  ];
  return notes.flatMap(({ title, text }) =>
    paper.parts(text.trim(), sizes.body, room).map((part, at): TableCell[] => [
      {},
      {
        colSpan: 3,
        stack: [
          ...(title === null || at > 0 ? [] : [paper.small(title, { bold: true })]),
          paper.text(part, {}, room),
        ],
      },
      {},
      {},
    ]),
  );
}

function cellOf(content: Content): TableCell {
  return { stack: [content] };
}
