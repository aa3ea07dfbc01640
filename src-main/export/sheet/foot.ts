import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { ReadFinding, ReadPrediction } from '../../../src-shared/domain/reading.ts';
import { ruled, type Sheet } from './parts.ts';
import { colors, margins, sizes } from './paper.ts';

/** What the predictions rest on, once for all findings that share it. */
export function basis(sheet: Sheet): Content[] {
  const { input, words, paper } = sheet;
  const groups = Map.groupBy(
    input.reading.findings.flatMap((finding) =>
      finding.prediction === null ? [] : [{ finding, prediction: finding.prediction }],
    ),
    ({ prediction: { adapterId, method, backbone, provider, calibration, set } }) =>
      JSON.stringify([adapterId, method, backbone, provider, calibration, set?.cases ?? null]),
  );
  return paper.section(
    words.say('report.basis'),
    groups.size === 0
      ? [paper.text(words.say('report.basis.none'), { color: colors.muted })]
      : [...groups.values()].map((group) => basisOf(group, sheet)),
  );
}

function basisOf(
  group: readonly { readonly finding: ReadFinding; readonly prediction: ReadPrediction }[],
  { words, paper }: Sheet,
): Content {
  const predictions = group.map(({ prediction }) => prediction);
  const newest = predictions.reduce((a, b) => (a.at > b.at ? a : b));
  return {
    margin: [0, 0, 0, 6],
    stack: [
      paper.text(
        words.say('report.basis.findings', {
          count: group.length,
          list: words.frames(group.map(({ finding }) => finding.number)),
        }),
        { bold: true },
      ),
      paper.text(words.calibration(newest.calibration)),
      ...(newest.set === null
        ? []
        : [paper.text(words.say('report.basis.set', { count: newest.set.cases }))]),
      paper.text(
        words.say('report.basis.method', {
          method: newest.method,
          backbone: newest.backbone,
          provider: newest.provider,
          date: words.moment(newest.at),
        }),
      ),
      paper.small(words.say('report.basis.adapter', { id: newest.adapterId })),
    ],
  };
}

export function limits({ words, paper }: Sheet): Content[] {
  const said = (['network', 'laboratory', 'outdated'] as const).map((limit) =>
    words.say(`report.limits.${limit}`),
  );
  return paper.section(words.say('report.limits'), [
    paper.text(said.join(words.language === 'ja' ? '' : ' ')),
  ]);
}

/** What the laboratory said later, apart from what was signed. */
export function later({ input, words, paper }: Sheet): Content[] {
  if (input.laterLaboratory.length === 0) return [];
  return paper.section(words.say('report.later'), [
    paper.small(words.say('report.later.note')),
    ...input.laterLaboratory.map(({ finding, result }): Content => {
      const parts = words.components(result.components);
      const named = result.class === null ? '–' : words.className(result.class);
      return {
        margin: [0, 5, 0, 0],
        stack: [
          paper.text(`${words.say('report.finding', { number: finding })}: ${named}`, { bold: true }),
          ...(parts === null ? [] : [paper.text(parts)]),
          paper.small(words.laboratory(result)),
          paper.small(
            words.say('report.laboratory.entered', { name: result.enteredBy, date: words.moment(result.at) }),
          ),
          ...(result.note.trim() === '' ? [] : [paper.text(result.note)]),
        ],
      };
    }),
  ]);
}

export function signature({ input, words, paper }: Sheet): Content[] {
  const { signature: signed } = input;
  const lines: Content[] =
    signed === null
      ? [paper.text(words.say('report.signature.none'), { color: colors.warning, bold: true })]
      : [
          paper.text(
            words.say('report.signature.signed', {
              name: signed.signedBy,
              date: words.moment(signed.signedAt),
            }),
            { bold: true },
          ),
          ...(signed.reason === null
            ? []
            : [paper.text(words.say('report.signature.reason', { reason: signed.reason }))]),
        ];
  const chain =
    signed?.chain === null || signed?.chain === undefined
      ? []
      : [
          paper.small(
            words.say('report.signature.chain', {
              position: signed.chain.position,
              sha256: signed.chain.sha256,
            }),
          ),
        ];
  const width = (paper.width - 40) / 3;
  const inkLine = (label: string): Content => ({
    stack: [
      {
        canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.75, lineColor: colors.ink }],
      },
      paper.small(label, { margin: [0, 3, 0, 0] }),
    ],
  });
  return [
    {
      unbreakable: true,
      stack: [
        paper.heading(words.say('report.signature')),
        ...lines,
        paper.small(words.say('report.signature.digest', { sha256: input.sha256 })),
        ...chain,
        {
          margin: [0, 44, 0, 0],
          columnGap: 20,
          columns: (['name', 'ink', 'date'] as const).map((part) =>
            inkLine(words.say(`report.signature.${part}`)),
          ),
        },
      ],
    },
  ];
}

export function history({ input, words, paper }: Sheet): Content[] {
  if (input.versions.length === 0) return [];
  const cell = (text: string, room: number): TableCell => ({
    stack: [paper.text(text, { fontSize: 8.5 }, room)],
  });
  const headings = (['version', 'by', 'at', 'reason', 'document'] as const).map((column): TableCell => ({
    stack: [paper.small(words.say(`report.history.${column}`), { bold: true })],
  }));
  const columns = [58, 96, 110, paper.width - 58 - 96 - 110 - 74 - 45, 74];
  const [version = 0, by = 0, at = 0, reason = 0, document = 0] = columns;
  const blank = columns.slice(1).map((): TableCell => ({}));
  return [
    {
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: columns,
        body: [
          [{ colSpan: columns.length, stack: [paper.heading(words.say('report.history'))] }, ...blank],
          headings,
          ...input.versions.map((one) => [
            cell(
              one.version === input.signature?.version
                ? words.say('report.history.this', { version: one.version })
                : String(one.version),
              version,
            ),
            cell(one.signedBy, by),
            cell(words.moment(one.signedAt), at),
            cell(one.reason ?? '–', reason),
            cell(one.sha256.slice(0, 12), document),
          ]),
        ],
      },
      layout: ruled(undefined, 2),
    },
  ];
}

/** Tells on every page whose report it is, which, and which page; names nobody. */
export function pageFoot({ input, words, paper }: Sheet, page: number, pages: number): Content {
  const { reading, sha256, createdAt } = input;
  const said = [
    reading.study.patientCode,
    words.say('report.footer.document', { id: sha256.slice(0, 12) }),
    words.say('report.footer.printed', { date: words.moment(createdAt) }),
    `Lapidary ${reading.software}`,
  ];
  return {
    margin: [margins.side, 14, margins.side, 0],
    stack: [
      {
        canvas: [
          { type: 'line', x1: 0, y1: 0, x2: paper.width, y2: 0, lineWidth: 0.5, lineColor: colors.rule },
        ],
        margin: [0, 0, 0, 4],
      },
      {
        columns: [
          { width: paper.width - 90, stack: [paper.small(said.join(' · '), { fontSize: sizes.small })] },
          {
            width: 90,
            stack: [paper.small(words.say('report.footer.page', { page, pages }), { alignment: 'right' })],
          },
        ],
      },
    ],
  };
}
