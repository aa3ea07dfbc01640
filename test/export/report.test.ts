import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { StudyPredictions } from '../../src-shared/contract/predictions.contract.ts';
import { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import { StudyDetail } from '../../src-shared/contract/studies.contract.ts';
import { csvCell, predictionsCsv } from '../../src-main/export/csv.ts';
import { outlinedFigure } from '../../src-main/export/figure.ts';
import { ranges, reportPdf } from '../../src-main/export/pdf.ts';
import { assembleReport, calibrationWords, keyFrames, percent } from '../../src-main/export/reportData.ts';

const now = '2026-11-23T09:05:00.000Z';

function hasTool(tool: string): boolean {
  try {
    execFileSync(tool, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function study(findings: number, name = 'Émilie Ångström') {
  const schema = LabelSchema.parse({
    id: uuidv7(),
    kind: 'finding',
    name: 'Stone composition',
    version: 1,
    classes: [
      { id: uuidv7(), code: 'IIb', name: 'weddellite', color: '#e69f00' },
      { id: uuidv7(), code: 'IIIb', name: 'uric acid', color: '#56b4e9' },
    ],
  });
  const [first, second] = schema.classes;
  if (!first || !second) throw new Error('the fixture lost its classes');
  const frameIds = Array.from({ length: findings }, () => uuidv7());
  const findingIds = Array.from({ length: findings }, () => uuidv7());
  const adapterId = uuidv7();
  const detail = StudyDetail.parse({
    study: {
      id: uuidv7(),
      patient: { id: uuidv7(), code: 'P-0042', name, number: '=1+1', birthDate: '1961-04-02' },
      performedOn: '2026-11-20',
      description: '',
      site: 'A',
      state: 'predicted',
      frames: findings,
      masks: 0,
      labelled: findings,
      findings,
      updatedAt: now,
      cover: frameIds[0] ?? null,
    },
    frames: frameIds.map((id, i) => ({
      id,
      seriesId: uuidv7(),
      position: i,
      sha256: i.toString(16).padStart(64, '0'),
      width: 64,
      height: 48,
      source: {
        id: uuidv7(),
        kind: 'file',
        sha256: 'a'.repeat(64),
        name: null,
        index: 0,
        presentationTimeUs: null,
      },
      mask: null,
    })),
    findings: findingIds.map((id, i) => ({
      id,
      number: i + 1,
      scope: 'frame',
      schemaId: schema.id,
      frames: [{ frameId: frameIds[i], segmentId: null }],
      label: { classId: i % 2 ? second.id : first.id, source: 'reader', createdAt: now },
    })),
    lastFrameId: null,
  });
  const predictions = StudyPredictions.parse({
    calibration: { cases: 42, temperature: 1.3, ece: 0.04, testCases: 600 },
    predictions: detail.findings.map((finding) => ({
      id: uuidv7(),
      findingId: finding.id,
      frameId: finding.frames[0]?.frameId,
      maskVersionId: null,
      adapterId,
      method: 'segprompt',
      backbone: 'lapidary-vit',
      provider: 'cpu',
      createdAt: now,
      classes: [
        { classId: first.id, probability: 0.75 },
        { classId: second.id, probability: 0.25 },
      ],
      stale: [],
    })),
    findings: detail.findings.map((finding) => ({
      findingId: finding.id,
      frames: 1,
      classes: [
        { classId: second.id, probability: 0.25 },
        { classId: first.id, probability: 0.75 },
      ],
    })),
  });
  return assembleReport({
    detail,
    predictions,
    schemas: [schema],
    notice: 'Not for clinical use.',
    createdAt: now,
  });
}

describe('report as PDF', () => {
  it.skipIf(!hasTool('pdftotext'))(
    'sets every finding with its calibration state, and numbers its pages',
    async () => {
      const data = study(40);
      const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#805040' } })
        .jpeg()
        .toBuffer();
      const figures = keyFrames(data, 8).map((frame, i) => ({
        frameNumber: i + 1,
        caption: `Finding ${i + 1}`,
        jpeg,
        width: frame.width,
        height: frame.height,
      }));
      const folder = mkdtempSync(join(tmpdir(), 'lapidary-report-'));
      try {
        const path = join(folder, 'report.pdf');
        writeFileSync(path, await reportPdf(data, figures));
        const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
        expect(text).toContain('Émilie Ångström');
        expect(text).toContain('Not for clinical use.');
        expect(text).toContain(
          'Calibrated on 42 validation cases of this site; expected calibration error 0.04 on 600',
        );
        expect(text.match(/75% {1,3}IIb weddellite/g)).toHaveLength(40);
        expect(text).toMatch(/Page 1 of [2-9]/);
        expect(text).toContain('Frame 8.');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it.skipIf(!hasTool('pdftotext'))('says so where a name is in a script it cannot set', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lapidary-report-'));
    try {
      const path = join(folder, 'report.pdf');
      writeFileSync(path, await reportPdf(study(1, '山田 太郎'), []));
      const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' });
      expect(text.replace(/\s+/g, ' ')).toContain('P-0042 (the name is in a script this report cannot set)');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('predictions as CSV', () => {
  it('has a row per prediction, names the patient by code alone and carries the calibration', () => {
    const lines = predictionsCsv(study(3)).split('\r\n');
    expect(lines).toHaveLength(5);
    const header = lines[0]?.replace('\uFEFF', '').split(',') ?? [];
    const row = lines[1]?.split(',') ?? [];
    const value = (name: string): string | undefined => row[header.indexOf(name)];
    expect(value('patient')).toBe('P-0042');
    expect(value('p:IIb')).toBe('0.750000');
    expect(value('calibrationCases')).toBe('42');
    expect(value('predicted')).toBe('IIb');
    expect(lines.join()).not.toContain('Ångström');
  });

  it('quotes what must be quoted and disarms formulas', () => {
    expect(csvCell('a,"b"')).toBe('"a,""b"""');
    expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(csvCell(-3)).toBe('-3');
  });
});

describe('figures', () => {
  it('outlines a segment in its colour and leaves its inside as it was', async () => {
    const picture = await sharp({ create: { width: 100, height: 80, channels: 3, background: '#404040' } })
      .png()
      .toBuffer();
    const labels = new Uint8Array(100 * 80);
    for (let y = 20; y < 60; y++) labels.fill(1, y * 100 + 30, y * 100 + 70);
    const figure = await outlinedFigure(
      picture,
      { width: 100, height: 80, labels },
      new Map([[1, '#00ff00']]),
      100,
    );
    const { data } = await sharp(figure.jpeg).raw().toBuffer({ resolveWithObject: true });
    const green = (x: number, y: number): number => data[3 * (y * 100 + x) + 1] ?? 0;
    expect(green(30, 40)).toBeGreaterThan(150);
    expect(Math.abs(green(50, 40) - 0x40)).toBeLessThan(12);
    expect(Math.abs(green(10, 10) - 0x40)).toBeLessThan(12);
  });
});

describe('words', () => {
  it('never rounds to certainty', () => {
    expect([0.001, 0.42, 0.999].map(percent)).toEqual(['<1%', '42%', '>99%']);
  });
  it('says what a probability rests on', () => {
    expect(calibrationWords(null)).toMatch(/Not calibrated/);
    expect(calibrationWords({ cases: 1, temperature: 1, ece: null, testCases: 0 })).toMatch(
      /1 validation case of .* Too little to rely on the numbers\.$/,
    );
  });
  it('folds runs of frame numbers', () => {
    expect(ranges([1, 2, 3, 7, 9, 10])).toBe('1–3, 7, 9–10');
  });
});
