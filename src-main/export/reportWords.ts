import type {
  ReadClass,
  ReadFinding,
  ReadLaboratory,
  ReadPrediction,
} from '../../src-shared/domain/reading.ts';
import { isWeakCalibration } from '../../src-shared/domain/calibration.ts';
import { dataName } from '../../src-shared/messages/dataNames.ts';
import { de } from '../../src-shared/messages/de.ts';
import { en } from '../../src-shared/messages/en.ts';
import { es } from '../../src-shared/messages/es.ts';
import { ja } from '../../src-shared/messages/ja.ts';
import {
  languages,
  type Catalogue,
  type Language,
  type MessageKey,
  type Words,
} from '../../src-shared/messages/languages.ts';
import { translator } from '../../src-shared/messages/message.ts';
import { de as saidInGerman } from '../../src-shared/messages/workstation/de.ts';
import { es as saidInSpanish } from '../../src-shared/messages/workstation/es.ts';
import { ja as saidInJapanese } from '../../src-shared/messages/workstation/ja.ts';
import { workstationTranslator, type WorkstationTexts } from '../../src-shared/messages/workstation.ts';

const catalogues: Readonly<Record<Language, Catalogue>> = { en, de, es, ja };

const workstationTexts: Readonly<Record<Language, WorkstationTexts>> = {
  en: {},
  de: saidInGerman,
  es: saidInSpanish,
  ja: saidInJapanese,
};

/** What a report says, in one language: on paper, and in plain text. */
export interface ReportWords {
  readonly language: Language;
  readonly say: Words;
  /** What the workstation wrote, such as what a network may be used for. */
  readonly said: (text: string) => string;
  /** "2026-11-23" → "23 November 2026" */
  day(day: string): string;
  /** The day of an instant, where the workstation stands. */
  date(instant: string): string;
  /** With hour, minute and zone. */
  moment(instant: string): string;
  /** Whole per cent, never a bare 0 or 100. */
  percent(share: number): string;
  /** "IIa Weddellite": the code as data, the name in the language where it is a shipped one. */
  className(named: ReadClass): string;
  place(finding: Pick<ReadFinding, 'side' | 'location'>): string | null;
  size(finding: Pick<ReadFinding, 'size'>): string | null;
  components(components: ReadFinding['components']): string | null;
  laboratory(result: ReadLaboratory): string;
  /** What a probability rests on; it is never shown without. */
  calibration(calibration: ReadPrediction['calibration']): string;
  /** What speaks against leaning on a prediction, a sentence each. */
  reservations(prediction: ReadPrediction): string[];
  /** What the background alone gives, and of how many frames that is not known; a sentence each. */
  background(prediction: ReadPrediction): string[];
  set(prediction: ReadPrediction): string | null;
  list(parts: readonly string[]): string;
  /** "1–3, 7" */
  frames(numbers: readonly number[]): string;
}

/** @param guard put around what is not the report's own words: a name may run the other way */
export function reportWords(
  language: Language,
  timeZone: string,
  guard: (text: string) => string = (text) => text,
): ReportWords {
  const { locale } = languages[language];
  const translate = translator(locale, catalogues[language]);
  const say: Words = (key, ...[values]) => {
    const guarded = Object.fromEntries(
      Object.entries(values ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? guard(value) : value,
      ]),
    );
    return (translate as (key: MessageKey, values: object) => string)(key, guarded);
  };
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const moments = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const list = (parts: readonly string[]): string => parts.join(language === 'ja' ? '、' : ', ');
  const day = (text: string): string => days.format(new Date(`${text}T00:00:00Z`));
  const moment = (instant: string): string => moments.format(new Date(instant));

  const percent = (share: number): string => {
    if (share < 0.01) return `<${percents.format(0.01)}`;
    if (share > 0.99) return `>${percents.format(0.99)}`;
    return percents.format(share);
  };

  const className = ({ code, name }: ReadClass): string =>
    name === code || name === '' ? code : `${code} ${dataName(translate, 'class', code, name) ?? name}`;

  const components = (parts: ReadFinding['components']): string | null =>
    parts.length === 0
      ? null
      : say('report.components', {
          list: list(
            parts.map((part) =>
              part.share === null
                ? say('report.component.unknown', { class: part.code })
                : `${part.code} ${percents.format(part.share / 100)}`,
            ),
          ),
        });

  return {
    language,
    say,
    said: workstationTranslator(workstationTexts[language]),
    day,
    moment,
    date: (instant) => dates.format(new Date(instant)),
    percent,
    className,
    components,
    list,
    frames: (given) => list(ranges(given)),

    place({ side, location }) {
      if (location === null) return side === null ? null : say(`report.side.${side}`);
      const place = dataName(translate, 'location', location.code, location.name) ?? location.name;
      return side === null ? place : say(`report.place.${side}`, { place });
    },

    size: ({ size }) =>
      size === null ? null : say(`report.size.${size.basis}`, { mm: numbers.format(size.mm) }),

    laboratory: (result) =>
      list([
        say(`report.laboratory.${result.method}`),
        ...(result.reportedOn === null
          ? []
          : [say('report.laboratory.reported', { date: day(result.reportedOn) })]),
      ]),

    calibration(calibration) {
      if (calibration.cases === 0) return say('report.calibration.none');
      const error =
        calibration.ece === null
          ? say('report.calibration.unmeasured')
          : say('report.calibration.error', {
              error: numbers.format(calibration.ece),
              count: calibration.testCases,
            });
      return [
        say('report.calibration.cases', { count: calibration.cases }),
        error,
        ...(isWeakCalibration(calibration) ? [say('report.calibration.weak')] : []),
      ].join(language === 'ja' ? '' : ' ');
    },

    reservations({ calibration, abstained, stale }) {
      return [
        ...(abstained.length === 0
          ? []
          : [
              say('report.model.abstained', {
                reasons: list(abstained.map((reason) => say(`report.abstained.${reason}`))),
              }),
            ]),
        ...(stale.length === 0
          ? []
          : [
              say('report.model.stale', {
                what: list(stale.map((what) => (isStale(what) ? say(`report.stale.${what}`) : what))),
              }),
            ]),
        ...(calibration.cases === 0
          ? [say('report.model.uncalibrated')]
          : isWeakCalibration(calibration)
            ? [say('report.model.weak')]
            : []),
      ];
    },

    background: ({
      background: { suffices, asked, notComputed } = { suffices: 0, asked: 0, notComputed: 0 },
    }) => [
      ...(asked === 0 ? [] : [say('report.model.background', { suffices, count: asked })]),
      ...(notComputed === 0 ? [] : [say('report.model.background-unknown', { count: notComputed })]),
    ],

    set: ({ set }) =>
      set === null
        ? null
        : say('report.model.set', {
            level: percents.format(set.level),
            classes: set.codes.length === 0 ? '–' : list(set.codes),
          }),
  };
}

const staleParts = ['frame', 'mask', 'adapter', 'backbone', 'preprocessing'] as const;
function isStale(what: string): what is (typeof staleParts)[number] {
  return (staleParts as readonly string[]).includes(what);
}

/** 1, 2, 3, 7 → "1–3", "7" */
export function ranges(numbers: readonly number[]): string[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; at++) {
    const start = sorted[at] ?? 0;
    let end = start;
    while (sorted[at + 1] === end + 1) end = sorted[++at] ?? end;
    parts.push(start === end ? String(start) : `${start}–${end}`);
  }
  return parts;
}
