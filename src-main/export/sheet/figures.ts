import type { Column, Content } from 'pdfmake/interfaces.js';
import type { ReadFrame } from '../../../src-shared/domain/reading.ts';
import { saidOf, type PrintedFrame, type Sheet } from './parts.ts';
import { colors } from './paper.ts';

const gap = 14;

/** Two frames abreast; what readers said of them below, since it may be long. */
export function figures(sheet: Sheet, printed: readonly PrintedFrame[], left: readonly number[]): Content[] {
  const { input, words, paper } = sheet;
  const shown = new Set(printed.map(({ frame }) => frame.id));
  const others = input.reading.frames.filter(({ id, comments }) => !shown.has(id) && comments.length > 0);
  const rows: Content[] = [];
  for (let at = 0; at < printed.length; at += 2) {
    const pair = printed.slice(at, at + 2);
    rows.push(
      { unbreakable: true, columnGap: gap, columns: pair.map((one) => figure(one, sheet)) },
      ...pair.flatMap(({ frame }) => comments(frame, sheet)),
      { text: '', margin: [0, 0, 0, 8] },
    );
  }
  return [
    ...paper.section(words.say('report.figures'), rows),
    ...(left.length === 0
      ? []
      : [paper.small(words.say('report.figures.left', { count: left.length, list: words.frames(left) }))]),
    ...paper.section(
      words.say('report.comments'),
      others.flatMap((frame) => comments(frame, sheet)),
    ),
  ];
}

function figure({ frame, figure: picture, unmasked }: PrintedFrame, sheet: Sheet): Column {
  const { words, paper, input } = sheet;
  const width = (paper.width - gap) / 2;
  const on = input.reading.findings.filter(({ frames }) =>
    frames.some(({ frameId }) => frameId === frame.id),
  );
  // The rest of many findings on one frame is told in the table.
  const said = on
    .slice(0, 6)
    .map(
      (finding) => `${words.say('report.finding', { number: finding.number })}: ${saidOf(finding, words)}`,
    );
  return {
    width,
    stack: [
      picture === null
        ? empty(words.say('report.figure.erased'), width, sheet)
        : {
            image: `data:image/jpeg;base64,${picture.jpeg.toString('base64')}`,
            fit: [width, 0.8 * width],
          },
      paper.small(
        words.list([
          words.say('report.figure', { number: frame.number }),
          ...(frame.bookmarked ? [words.say('report.figure.bookmarked')] : []),
          ...(on.length > said.length ? ['…'] : []),
        ]),
        { bold: true, color: colors.ink, margin: [0, 3, 0, 0] },
        width,
      ),
      ...said.map((line) => paper.small(line, {}, width)),
      ...(unmasked ? [paper.small(words.say('report.figure.unmasked'), { color: colors.warning })] : []),
    ],
  };
}

/** The place of a frame that is gone. */
function empty(text: string, width: number, { paper }: Sheet): Content {
  return {
    table: {
      widths: [width - 2],
      heights: [0.5 * width],
      body: [
        [
          {
            stack: [paper.text(text, { color: colors.muted, alignment: 'center' }, width - 20)],
            margin: [8, 0.22 * width, 8, 0],
          },
        ],
      ],
    },
    layout: {
      hLineWidth: () => 0.75,
      vLineWidth: () => 0.75,
      hLineColor: () => colors.rule,
      vLineColor: () => colors.rule,
      fillColor: () => colors.faint,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 0,
      paddingBottom: () => 0,
    },
  };
}

/** Each under the number that its arrow has in the figure. */
function comments(frame: ReadFrame, { words, paper }: Sheet): Content[] {
  let arrows = 0;
  return frame.comments.map((comment): Content => {
    const place =
      comment.arrow === null
        ? words.say('report.figure', { number: frame.number })
        : words.say('report.comment', { number: frame.number, arrow: ++arrows });
    const by = words.say('report.signed.by', { name: comment.by, date: words.moment(comment.at) });
    return {
      margin: [0, 3, 0, 0],
      stack: [paper.small(`${place} · ${by}`, { bold: true }), paper.text(comment.text, { fontSize: 8.5 })],
    };
  });
}
