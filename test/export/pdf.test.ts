import { beforeAll, describe, expect, it } from 'vitest';
import { annotatedFigure } from '../../src-main/export/annotatedFigure.ts';
import { keyFrames } from '../../src-main/export/keyFrames.ts';
import type { ReportInput, ReportLook } from '../../src-main/export/reportInput.ts';
import { reportPdf } from '../../src-main/export/sheet/reportPdf.ts';
import { languageCodes } from '../../src-shared/messages/languages.ts';
import { picture } from '../support/pictures.ts';
import { hasPoppler, Opened } from './pdfTools.ts';
import { aLook, anInput, aReading, signedInput } from './readings.ts';

let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await picture(1, 640, 480).png().toBuffer();
});

/** @param erased numbers of the frames that are gone */
async function printed(
  input: ReportInput,
  look: Partial<ReportLook> = {},
  erased: readonly number[] = [],
): Promise<Opened> {
  const { shown, left } = keyFrames(input.reading);
  const figures = await Promise.all(
    shown.map(async (frame) => ({
      frame,
      unmasked: frame.number === 3,
      figure: erased.includes(frame.number) ? null : await annotatedFigure(bytes, null, [], 720),
    })),
  );
  return new Opened(await reportPdf(input, aLook(look), { printed: figures, left }));
}

describe.skipIf(!hasPoppler)('a report as PDF', { timeout: 60_000 }, () => {
  it('says who, what, how certain, and on what it rests', async () => {
    const pdf = await printed(signedInput(aReading({ findings: 3 })));
    const text = pdf.words;
    for (const said of [
      'University Hospital',
      'Émilie Ångström',
      '2 April 1961',
      'ACC-77',
      'For research only. Not a medical device',
      'Lower calyx, left',
      '8.5 mm, measured',
      'IIb Weddellite converting to whewellite',
      'Components: IIb 70%, IIIb 30%',
      'infrared spectroscopy (FTIR), reported 22 November 2026',
      '62%',
      '90% set: IIb, IIIb',
      'Not to be relied on: frames are blurred, the frames disagree',
      'Outdated, changed since: outline',
      'Not calibrated: the figures only rank the classes.',
      'Calibrated on 42 validation cases of this site; expected calibration error 0.04 on 600 test cases.',
      'Method segprompt on lapidary-vit, computed by cpu',
      'Signed electronically by Dr. A. Meier on 24 November 2026 at 11:00 CET.',
      'Event 118 of the chain',
      'The laboratory found uric acid where the reader had named weddellite.',
      'Laboratory results after the signature',
      'Frame 2, arrow 2',
      'Bleeding mucosa.',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('DRAFT');
  });

  it.each(languageCodes)('is set in %s, every font with it', async (language) => {
    const pdf = await printed(signedInput(aReading({ findings: 2 })), { language });
    const fonts = pdf.fonts();
    expect(fonts.length).toBeGreaterThan(1);
    for (const { name, isEmbedded } of fonts) {
      expect(name).toMatch(/^Noto/);
      expect(isEmbedded).toBe(true);
    }
    const text = pdf.words;
    expect(text).not.toContain('□');
    expect(text).not.toMatch(/report\.|\{\w+\}/);
    expect(text).toContain(
      {
        en: 'What the predictions rest on',
        de: 'Worauf die Vorhersagen beruhen',
        es: 'En qué se basan las predicciones',
        ja: '予測の根拠',
      }[language],
    );
    expect(text).toContain(
      {
        en: '24 November 2026',
        de: '24. November 2026',
        es: '24 de noviembre de 2026',
        ja: '2026年11月24日',
      }[language],
    );
    expect(pdf.info()['Title']).toMatch(/ P-0042$/);
  });

  it('says on every page that it is a draft, that it was superseded, or that it is being amended', async () => {
    const reading = aReading({ findings: 8 });
    const signed = signedInput(reading);
    const [second, first] = signed.versions;
    if (!second || !first) throw new Error('the fixture has two versions');
    const states: [ReportInput, RegExp][] = [
      [anInput(reading), /DRAFT – NOT SIGNED/],
      [
        signedInput(reading, { signature: { ...first, chain: null } }),
        /SUPERSEDED.*Version 2 was signed on 24 November/,
      ],
      [
        signedInput(reading, {
          amendment: { reason: 'the laboratory differs', begunBy: 'Dr. A. Meier', begunAt: second.signedAt },
        }),
        /BEING AMENDED.*the laboratory differs/,
      ],
    ];
    for (const [input, said] of states) {
      const pages = (await printed(input)).pages();
      expect(pages.length).toBeGreaterThan(2);
      for (const page of pages) expect(page).toMatch(said);
    }
  });

  it('prints 40 findings with long notes on Letter: heads on each page, pages numbered, nothing cut', async () => {
    const reading = aReading({ findings: 40, noteLetters: 4000 });
    const last = 'and that is the very last word of it: Ende.';
    const findings = reading.findings.map((finding) =>
      finding.note === '' ? finding : { ...finding, note: `${finding.note.slice(0, 3900)} ${last}` },
    );
    const pdf = await printed(signedInput({ ...reading, findings }), { paper: 'letter' });
    expect(pdf.info()['Page size']).toMatch(/^612 x 792/);
    const pages = pdf.pages();
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`page ${at + 1} of ${pages.length}`);
      expect(page).toMatch(/P-0042 · Document [0-9a-f]{12}/);
    }
    const tables = pages.filter((page) => /^ *(\d+ +)?Lower calyx, /m.test(page));
    expect(tables.length).toBeGreaterThan(8);
    for (const page of tables)
      expect(page).toMatch(/No\. +Location, size, frames +Reader and laboratory +Model/);
    const words = pdf.words;
    expect(words.match(/very last word of it: Ende\./g)).toHaveLength(
      findings.filter(({ note }) => note !== '').length,
    );
    expect(words.match(/90% set: IIb, IIIb/g)).toHaveLength(
      findings.filter(({ prediction }) => prediction).length,
    );
    expect(await pdf.inkAtEdges(20)).toEqual(pages.map(() => 0));
  });

  it('gives the full list of frames where it is long, and all lines of a note of line breaks', async () => {
    const reading = aReading({ findings: 1, frames: 400 });
    const [finding] = reading.findings;
    if (!finding) throw new Error('the fixture has a finding');
    const frames = reading.frames
      .filter((_, at) => at % 2 === 0)
      .map(({ id, number }) => ({ frameId: id, number, pixels: 1, view: null }));
    const note = Array.from({ length: 300 }, (_, line) => `line${line}`).join('\n');
    const pdf = await printed(anInput({ ...reading, findings: [{ ...finding, frames, note }] }));
    const words = pdf.words;
    expect(words).toContain('200 frames, listed below');
    expect(words).toContain('397, 399');
    for (let line = 0; line < 300; line++) expect(words).toContain(`line${line} `);
    expect((await pdf.inkAtEdges(20)).every((dark) => dark === 0)).toBe(true);
  });

  it('has no private data in its metadata', async () => {
    const input = signedInput(aReading(), {
      patient: { name: 'Zzyzx Quibble', number: 'SECRET-77', birthDate: '1961-04-02' },
    });
    const pdf = await printed(input);
    const info = pdf.info();
    expect(info).toMatchObject({
      Creator: 'Lapidary',
      Producer: 'Lapidary',
      Title: 'Endoscopy report P-0042',
    });
    expect(JSON.stringify(info)).not.toMatch(/Zzyzx|SECRET|1961/);
    expect(info['Author']).toBeUndefined();
    expect(pdf.words).toContain('Zzyzx Quibble');
  });

  it('says that there are no findings, and in the place of an erased frame that it is gone', async () => {
    expect((await printed(anInput(aReading({ findings: 0 })))).words).toContain('No findings were recorded.');
    const pdf = await printed(anInput(aReading({ findings: 6 })), {}, [4]);
    expect(pdf.laidOut.match(/This frame has been erased since\./g)).toHaveLength(1);
    expect(pdf.words).toContain('Frame 4');
  });

  it('prints what is said of frames that found no room', async () => {
    const reading = aReading({ findings: 2, frames: 40, comments: false });
    const frames = reading.frames.map((frame) => ({
      ...frame,
      bookmarked: true,
      comments: [
        { text: `remark ${frame.number}!`, arrow: null, by: 'Dr. B. Roth', at: '2026-11-23T09:05:00.000Z' },
      ],
    }));
    const words = (await printed(anInput({ ...reading, frames }))).words;
    expect(words).toContain('16 further bookmarked frames are not printed: 25–40');
    for (const { number } of frames) expect(words).toContain(`remark ${number}!`);
  });

  it('keeps words that are too long within their columns', async () => {
    const long = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6);
    const reading = aReading({ findings: 2 });
    const named = { code: long, name: long };
    const findings = reading.findings.map((finding) => ({
      ...finding,
      note: long.repeat(10),
      location: named,
      reader: finding.reader && { ...finding.reader, class: named, by: long },
      prediction: finding.prediction && {
        ...finding.prediction,
        classes: [{ ...named, probability: 0.9 }],
        backbone: long,
      },
    }));
    const input = signedInput({
      ...reading,
      findings,
      study: { ...reading.study, procedure: long, site: long },
    });
    const pdf = await printed({
      ...input,
      patient: { name: long, number: long, birthDate: null },
      accession: long,
      versions: input.versions.map((one) => ({ ...one, signedBy: long, reason: long })),
    });
    expect((await pdf.inkAtEdges(22)).every((dark) => dark === 0)).toBe(true);
    expect(pdf.laidOut.replaceAll(/\s/g, '')).toContain('bergerdorff');
  });

  it('prints what the reader called a class of the shipped schema in the language, and a site’s own as it is', async () => {
    const reading = aReading({ findings: 2 });
    const findings = reading.findings.map((finding, at) =>
      at === 0 || !finding.reader
        ? finding
        : { ...finding, reader: { ...finding.reader, class: { code: 'IIIb', name: 'Our own uric stone' } } },
    );
    const words = (await printed(anInput({ ...reading, findings }), { language: 'de' })).words;
    expect(words).toContain('IIb Weddellit in Umwandlung zu Whewellit');
    expect(words).toContain('IIIb Our own uric stone');
    expect(words).toContain('Untere Kelchgruppe, links');
  });
});
