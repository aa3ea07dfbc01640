import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { csvCell } from '../../src-main/export/csv.ts';
import { findingsCsv } from '../../src-main/export/findingsCsv.ts';
import { framesCsv, type FramePredictions } from '../../src-main/export/framesCsv.ts';
import { reportJson } from '../../src-main/export/reportJson.ts';
import { columnsOf, reportText } from '../../src-main/export/reportText.ts';
import { ranges, reportWords } from '../../src-main/export/reportWords.ts';
import { Reading } from '../../src-shared/domain/reading.ts';
import { languageCodes } from '../../src-shared/messages/languages.ts';
import { aLook, anInput, aReading, signedInput } from './readings.ts';

describe('a reading as a table', () => {
  it('has a row per finding, names the patient by code alone, and carries what a figure rests on', () => {
    const lines = findingsCsv(signedInput(aReading({ findings: 3 }))).split('\r\n');
    expect(lines).toHaveLength(5);
    const header = lines[0]?.replace('\uFEFF', '').split(',') ?? [];
    const row = lines[1]?.split(',') ?? [];
    const value = (name: string): string | undefined => row[header.indexOf(name)];
    expect(value('patient')).toBe('P-0042');
    expect(value('version')).toBe('2');
    expect(value('frames')).toBe('1-2');
    expect(value('components')).toBe('IIb:70 IIIb:30');
    expect(value('laboratoryComponents')).toBe('IIb:60 IIIb:?');
    expect(value('p:IIb')).toBe('0.620000');
    expect(value('set')).toBe('IIb IIIb');
    expect(value('calibrationCases')).toBe('42');
    expect(lines.join()).not.toMatch(/Ångström|1961-04-02|ACC-77/);
  });

  it('says of how many frames it was not computed what the mask does', () => {
    const reading = aReading({ findings: 1 });
    const cells = (background: object) => {
      const [finding] = reading.findings;
      const told = {
        ...reading,
        findings: [{ ...finding, prediction: { ...finding?.prediction, ...background } }],
      };
      const input = signedInput(Reading.parse(told));
      const [header = '', row = ''] = findingsCsv(input).split('\r\n');
      const at = header.split(',').indexOf('backgroundSuffices');
      return { csv: row.split(',').slice(at, at + 3), text: reportText(input, aLook({ language: 'en' })) };
    };
    const some = cells({ background: { suffices: 1, asked: 2, notComputed: 3 } });
    expect(some.csv).toEqual(['1', '2', '3']);
    expect(some.text.replaceAll(/\s+/g, ' ')).toContain(
      'The background alone gives this answer on 1 of 2 frames. What the outline does was not computed for 3 frames.',
    );
    const none = cells({});
    expect(none.csv).toEqual(['', '', '']);
    expect(none.text).not.toMatch(/background|outline does/);
  });

  it('says frame by frame whether it was computed what the mask does', () => {
    const told = (maskVersionId: string | null, contrast: object | null) => ({
      ...{ findingId: 'finding', frameId: 'frame', classes: [], stale: [], method: 'm', backbone: 'b' },
      ...{ provider: 'cpu', adapterId: 'a', createdAt: '', maskVersionId, contrast },
    });
    const predictions = [
      told('mask', null),
      told(null, null),
      told('mask', { backgroundSuffices: false }),
      told('mask', { backgroundSuffices: true }),
    ];
    const study = { patient: { code: 'P-1' }, performedOn: null, site: null };
    const [header = '', ...rows] = framesCsv({
      detail: { study, frames: [], findings: [] },
      predictions: { predictions, calibration: null },
      schemas: [],
    } as unknown as FramePredictions).split('\r\n');
    const at = header.split(',').indexOf('maskEffect');
    expect(rows.slice(0, 4).map((row) => row.split(',')[at])).toEqual([
      'not computed',
      'reads no mask',
      'computed',
      'background suffices',
    ]);
  });

  it('quotes what must be quoted and disarms formulas', () => {
    expect(csvCell('a,"b"')).toBe('"a,""b"""');
    expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(csvCell(-3)).toBe('-3');
  });
});

describe('a reading as JSON', () => {
  it('holds the text that was signed, byte for byte, and nobody’s name', () => {
    const reading = aReading();
    const input = signedInput(reading);
    const text = reportJson(input);
    const document = z
      .object({ reading: Reading, sha256: z.string(), signature: z.object({ version: z.int() }) })
      .parse(JSON.parse(text));
    expect(document.reading).toEqual(reading);
    const signed = /"reading":(.*),"sha256":"[0-9a-f]{64}","signature"/.exec(text)?.[1] ?? '';
    expect(createHash('sha256').update(signed).digest('hex')).toBe(input.sha256);
    expect(text).not.toMatch(/Ångström|1961-04-02|ACC-77/);
  });
});

describe('a report as text', () => {
  it.each(languageCodes)('fits 80 columns in %s and draws nothing', (language) => {
    const reading = aReading({ findings: 4, noteLetters: 900 });
    const text = reportText(
      signedInput(reading, {
        patient: { name: '長い名前'.repeat(30), number: 'x'.repeat(200), birthDate: null },
      }),
      aLook({ language }),
    );
    expect(Math.max(...text.split('\n').map(columnsOf))).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/[\u2500-\u259f\u2066-\u2069\t]|report\.|\{\w+\}/);
    expect(text.match(/^\d\. /gm)).toHaveLength(4);
    expect(text).toContain('IIb');
    expect(text).toContain(reading.notice.slice(0, 18));
  });

  it('says what the network is for in its language, where the card is one of Lapidary’s', () => {
    const notice = 'Demonstration and tests of Lapidary. Not for clinical use.';
    const text = reportText(anInput({ ...aReading(), notice }), aLook({ language: 'de' }));
    expect(text).toContain('Nicht für den klinischen Gebrauch.');
    expect(text).not.toContain('clinical use');
  });

  it('says first that it is not signed', () => {
    expect(reportText(anInput(aReading()), aLook()).split('\n')[2]).toMatch(/^DRAFT – NOT SIGNED/);
    expect(reportText(signedInput(aReading()), aLook())).not.toContain('DRAFT');
  });

  it('keeps every word of a note', () => {
    const note = Array.from({ length: 400 }, (_, at) => `w${at}`).join(' ');
    const reading = aReading({ findings: 1 });
    const text = reportText(
      anInput({ ...reading, findings: reading.findings.map((one) => ({ ...one, note })) }),
      aLook(),
    );
    expect(text.replaceAll(/\s+/g, ' ')).toContain(note);
  });
});

describe('words', () => {
  const words = reportWords('en', 'UTC');

  it('never rounds to certainty', () => {
    expect([0.001, 0.42, 0.999].map((share) => words.percent(share))).toEqual(['<1%', '42%', '>99%']);
    expect(reportWords('de', 'UTC').percent(0.42)).toBe('42\u00a0%');
  });

  it('says what a probability rests on', () => {
    expect(words.calibration({ cases: 0, temperature: 1, ece: null, testCases: 0 })).toMatch(
      /^Not calibrated/,
    );
    expect(words.calibration({ cases: 1, temperature: 1, ece: null, testCases: 0 })).toMatch(
      /1 validation case of .* Too little to rely on the numbers\.$/,
    );
  });

  it('folds runs of frame numbers', () => {
    expect(ranges([1, 2, 3, 7, 9, 10])).toEqual(['1–3', '7', '9–10']);
    expect(ranges([3, 1, 2, 2])).toEqual(['1–3']);
  });
});
