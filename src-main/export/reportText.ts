import type { ReadFinding, ReadFrame } from '../../src-shared/domain/reading.ts';
import type { ReportInput, ReportLook } from './reportInput.ts';
import { reportWords, type ReportWords } from './reportWords.ts';
import { warningOf } from './reportState.ts';

/** Columns, as the text fields of hospital systems have them. */
const columns = 80;

/**
 * A report as plain text, to be copied into the hospital's own system: 80 columns, no control characters but line
 * breaks, nothing drawn with characters. A character of Chinese, Japanese or Korean takes two columns.
 */
export function reportText(input: ReportInput, look: ReportLook): string {
  const words = reportWords(look.language, look.timeZone);
  const blocks = [
    title(input, words),
    patient(input, words),
    ...(input.reading.notice === ''
      ? []
      : [wrapped(`${words.say('report.notice')}: ${words.said(input.reading.notice)}`)]),
    [headline(words.say('report.findings'))],
    ...(input.reading.findings.length === 0
      ? [[words.say('report.findings.none')]]
      : input.reading.findings.map((finding) => findingLines(finding, words))),
    ...commentLines(input.reading.frames, words),
    ...laterLines(input, words),
    basisLines(input, words),
    signatureLines(input, words),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function title(input: ReportInput, words: ReportWords): string[] {
  const warning = warningOf(input, words);
  return [
    words.say('report.title'),
    '='.repeat(Math.min(columns, columnsOf(words.say('report.title')))),
    ...(warning === null ? [] : wrapped(`${warning.title}. ${warning.note}`)),
  ];
}

function patient(
  { patient: who, accession, reading, sha256, signature }: ReportInput,
  words: ReportWords,
): string[] {
  const { study } = reading;
  const day = (text: string | null): string | null => (text === null ? null : words.day(text));
  return [
    field(words.say('report.patient'), who.name),
    field(words.say('report.patient.born'), day(who.birthDate)),
    field(words.say('report.patient.number'), who.number),
    field(words.say('report.patient.code'), study.patientCode),
    field(words.say('report.study.procedure'), study.procedure),
    field(words.say('report.study.date'), day(study.performedOn)),
    field(words.say('report.patient.accession'), accession),
    field(words.say('report.study.site'), study.site),
    field(words.say('report.history.document'), sha256.slice(0, 12)),
    signature?.patientCorrected === true ? wrapped(words.say('report.patient.corrected')) : [],
  ].flat();
}

function findingLines(finding: ReadFinding, words: ReportWords): string[] {
  const numbers = finding.frames.map(({ number }) => number);
  const parts = words.components(finding.components);
  const { reader, imported, laboratory, prediction } = finding;
  const where = [
    words.place(finding),
    words.size(finding),
    numbers.length === 0
      ? null
      : words.say('report.frames', { count: numbers.length, list: words.frames(numbers) }),
  ].filter((one) => one !== null);
  const said =
    reader === null
      ? imported === null
        ? words.say('report.unread')
        : `${words.className(imported.class)} (${words.say(`report.imported.${imported.source}`)})`
      : `${words.className(reader.class)} (${words.say('report.signed.by', { name: reader.by, date: words.date(reader.at) })})`;
  const lines = [
    finding.uncertain ? `${said}, ${words.say('report.uncertain')}` : said,
    ...(parts === null ? [] : [parts]),
    ...(laboratory === null ? [] : laboratoryTexts(laboratory, words)),
    ...(prediction === null ? [] : predictionTexts(prediction, words)),
    ...(finding.note.trim() === '' ? [] : [`${words.say('report.note')}: ${finding.note.trim()}`]),
  ];
  return [
    ...wrapped(`${finding.number}. ${where.join(words.language === 'ja' ? '、' : '; ')}`, '', '   '),
    ...lines.flatMap((line) => wrapped(line, '   ', '   ')),
  ];
}

function laboratoryTexts(result: NonNullable<ReadFinding['laboratory']>, words: ReportWords): string[] {
  const parts = words.components(result.components);
  const named = result.class === null ? '–' : words.className(result.class);
  return [
    `${words.say('report.laboratory')}: ${named} (${words.laboratory(result)})`,
    ...(parts === null ? [] : [parts]),
    ...(result.note.trim() === '' ? [] : [`${words.say('report.laboratory.note')}: ${result.note.trim()}`]),
  ];
}

function predictionTexts(prediction: NonNullable<ReadFinding['prediction']>, words: ReportWords): string[] {
  const shares = prediction.classes
    .filter(({ probability }, at) => at === 0 || probability >= 0.01)
    .map((one) => `${one.code} ${words.percent(one.probability)}`);
  const set = words.set(prediction);
  return [
    `${words.say('report.column.model')}: ${words.list([...shares, ...(set === null ? [] : [set])])}`,
    ...words.reservations(prediction),
    ...words.background(prediction),
  ];
}

function commentLines(frames: readonly ReadFrame[], words: ReportWords): string[][] {
  const lines = frames.flatMap((frame) =>
    frame.comments.flatMap((comment) =>
      wrapped(
        `${words.say('report.figure', { number: frame.number })}: ${comment.text} (${words.say('report.signed.by', { name: comment.by, date: words.date(comment.at) })})`,
        '',
        '   ',
      ),
    ),
  );
  return lines.length === 0 ? [] : [[headline(words.say('report.comments'))], lines];
}

function laterLines({ laterLaboratory }: ReportInput, words: ReportWords): string[][] {
  if (laterLaboratory.length === 0) return [];
  return [
    [headline(words.say('report.later')), ...wrapped(words.say('report.later.note'))],
    laterLaboratory.flatMap(({ finding, result }) => [
      ...wrapped(words.say('report.finding', { number: finding })),
      ...laboratoryTexts(result, words).flatMap((line) => wrapped(line, '   ', '   ')),
    ]),
  ];
}

function basisLines({ reading }: ReportInput, words: ReportWords): string[] {
  const said = new Set(
    reading.findings.flatMap(({ prediction }) =>
      prediction === null
        ? []
        : [
            `${words.calibration(prediction.calibration)} ${words.say('report.basis.method', {
              method: prediction.method,
              backbone: prediction.backbone,
              provider: prediction.provider,
              date: words.date(prediction.at),
            })} ${words.say('report.basis.adapter', { id: prediction.adapterId })}`,
          ],
    ),
  );
  return [
    headline(words.say('report.basis')),
    ...(said.size === 0
      ? wrapped(words.say('report.basis.none'))
      : [...said].flatMap((text) => wrapped(text, '', '   '))),
    ...wrapped(words.say('report.limits.laboratory')),
  ];
}

function signatureLines({ signature, sha256, versions }: ReportInput, words: ReportWords): string[] {
  const earlier = versions.map((one) => {
    const by = words.say('report.signed.by', { name: one.signedBy, date: words.moment(one.signedAt) });
    const reason =
      one.reason === null ? '' : ` ${words.say('report.signature.reason', { reason: one.reason })}`;
    return `${words.say('report.history.version')} ${one.version}: ${by}.${reason}`;
  });
  return [
    headline(words.say('report.signature')),
    ...(signature === null
      ? wrapped(words.say('report.signature.none'))
      : wrapped(
          words.say('report.signature.signed', {
            name: signature.signedBy,
            date: words.moment(signature.signedAt),
          }),
        )),
    ...(signature?.chain === null || signature?.chain === undefined
      ? []
      : wrapped(
          words.say('report.signature.chain', {
            position: signature.chain.position,
            sha256: signature.chain.sha256.slice(0, 12),
          }),
        )),
    ...wrapped(words.say('report.signature.digest', { sha256 })),
    ...earlier.flatMap((line) => wrapped(line, '', '   ')),
  ];
}

function headline(text: string): string {
  return `${text}\n${'-'.repeat(Math.min(columns, columnsOf(text)))}`;
}

function field(label: string, value: string | null): string[] {
  return value === null || value.trim() === '' ? [] : wrapped(`${label}: ${value}`, '', '   ');
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const none = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;

/** How many columns a text takes (Unicode Standard Annex #11, in short). */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (none.test(one) ? 0 : wide.test(one) ? 2 : 1), 0);
}

/** Where a line may be broken: at a space, and after any wide character. */
const pieces = /\s*(?:[^\s]+)|\s+$/gu;

function wrapped(text: string, first = '', rest = first): string[] {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .split('\n')
    .flatMap((paragraph, at) =>
      wrappedLine(paragraph.replaceAll(/[\p{Cc}\u2066-\u2069]/gu, ' '), at === 0 ? first : rest, rest),
    );
}

function wrappedLine(paragraph: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  let isBare = true;
  for (const piece of (paragraph.match(pieces) ?? []).flatMap(split)) {
    if (!isBare && columnsOf(line) + columnsOf(piece) > columns) {
      lines.push(line.trimEnd());
      line = rest;
      isBare = true;
    }
    line += isBare ? piece.trimStart() : piece;
    isBare = false;
  }
  return [...lines, line.trimEnd()];
}

/** A piece as parts that may stand on different lines: by wide characters, and where it is wider than a line. */
function split(piece: string): string[] {
  if (!wide.test(piece) && columnsOf(piece) <= columns - 6) return [piece];
  const parts: string[] = [];
  for (const character of piece) {
    const last = parts.at(-1);
    const isOpen =
      last !== undefined &&
      columnsOf(last) < columns - 6 &&
      (none.test(character) ||
        /^[、。，．）」』！？：;:,.)\]%]$/u.test(character) ||
        (!wide.test(character) && !wide.test(last.at(-1) ?? '')));
    if (isOpen) parts[parts.length - 1] = last + character;
    else parts.push(character);
  }
  return parts;
}
