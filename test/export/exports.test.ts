import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createExports } from '../../src-main/export/exports.service.ts';
import { createReportSources } from '../../src-main/export/reportSources.ts';
import { reportAddress, reportsMedia } from '../../src-main/export/reports.media.ts';
import { reportFormats, ReportRequest } from '../../src-shared/contract/exports.contract.ts';
import type { Preferences } from '../../src-shared/contract/system.contract.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { readingBench } from '../review/readingBench.ts';
import { hasPoppler, Opened } from './pdfTools.ts';

const preferences: Preferences = {
  language: 'de',
  theme: 'dark',
  paper: 'letter',
  letterhead: 'Klinik für Urologie',
  confidence: 0.9,
  blind: false,
};

/** A study of two frames with a finding on each, both read. */
async function exportBench() {
  const bench = await readingBench(2);
  const [segment] = bench.draw(0, 2);
  const findings = [bench.add(0, segment), bench.add(1)] as const;
  for (const [at, { id }] of findings.entries()) {
    bench.readings.label({ ...bench.seen(id), classId: bench.classOf(at === 0 ? 'Ia' : 'Ib') }, bench.user);
  }
  const exports = createExports({
    db: bench.db,
    sources: createReportSources({
      ...bench,
      study: (studyId) => bench.studies.get(studyId),
      predictions: () => bench.model.predictions,
      preferences: () => preferences,
    }),
  });
  const request = (changes: Partial<z.input<typeof ReportRequest>> = {}): ReportRequest =>
    ReportRequest.parse({ studyId: bench.studyId, format: 'text', ...changes });
  const media = reportsMedia(exports);
  const ask = (address: string) =>
    media(
      new Request(`http://localhost${address}`),
      new URL(`http://localhost${address}`).pathname.split('/').slice(2),
      bench.caller,
    );
  return { ...bench, findings, exports, request, ask };
}

const textOf = ({ bytes }: { bytes: Uint8Array }): string => new TextDecoder().decode(bytes);

describe('exports', () => {
  it('give the draft until there is a signature, then what was signed, then each version by its number', async () => {
    const bench = await exportBench();
    const { exports, request, user } = bench;
    expect(textOf(await exports.report(request(), user))).toContain('ENTWURF – NICHT SIGNIERT');
    expect(exports.fileName(request())).toMatch(/_draft\.txt$/);

    bench.sign();
    const signed = textOf(await exports.report(request(), user));
    expect(signed).toContain('Elektronisch signiert von Local user');
    expect(signed).toMatch(/Ereignis \d+ der Kette, [0-9a-f]{12}/);
    expect(exports.fileName(request())).toMatch(/_v1\.txt$/);

    bench.signing.amend(bench.studyId, 'the laboratory differs', user);
    const [first] = bench.findings;
    bench.readings.label({ ...bench.seen(first.id), classId: bench.classOf('Va') }, user);
    expect(textOf(await exports.report(request(), user))).toMatch(
      /ENTWURF – NICHT SIGNIERT\. Eine Ergänzung von Version 1 ist\s+begonnen: the\s+laboratory differs/,
    );
    bench.sign();
    expect(textOf(await exports.report(request(), user))).toMatch(/Version 2: [^]*Version 1: /);
    const old = textOf(await exports.report(request({ version: 1, language: 'en' }), user));
    expect(old).toMatch(/^SUPERSEDED\. This is version 1\. Version 2 was signed on /m);
    expect(old).toContain('Ia Whewellite');
    expect(() => exports.fileName(request({ version: 3 }))).toThrow();
  });

  it('tell apart what the laboratory said after the signature', async () => {
    const bench = await exportBench();
    bench.sign();
    const [first] = bench.findings;
    await new Promise((resolve) => setTimeout(resolve, 5));
    bench.readings.laboratory(
      bench.seen(first.id),
      { classId: bench.classOf('IVd'), method: 'xrd', reportedOn: null, components: [], note: '' },
      bench.user,
    );
    const text = textOf(await bench.exports.report(bench.request({ language: 'en' }), bench.user));
    const [before, after] = text.split('Laboratory results after the signature');
    expect(before).not.toContain('Brushite');
    expect(after).toContain('IVd Brushite (X-ray diffraction)');
  });

  it('are recorded, each as what it is', async () => {
    const bench = await exportBench();
    for (const format of reportFormats) {
      await bench.exports.report(bench.request({ format }), bench.user);
      expect(bench.events(`export.${format}`)).toHaveLength(1);
    }
    expect(bench.events('export.pdf')[0]).toMatchObject({ version: null });
  }, 60_000);

  it('come by the address that is given for them, as the choice says', async () => {
    const bench = await exportBench();
    bench.sign();
    for (const format of reportFormats) {
      const response = await bench.ask(
        reportAddress(bench.request({ format, version: 1, language: 'ja', paper: 'a4' })),
      );
      expect(response?.status).toBe(200);
      expect(response?.headers.get('content-disposition')).toContain(
        bench.exports.fileName(bench.request({ format, version: 1 })),
      );
    }
    const text = await bench.ask(reportAddress(bench.request({ language: 'ja' })));
    expect(await text?.text()).toContain('内視鏡検査報告書');
    for (const wrong of ['?version=0', '?version=1e1', '?language=fr', '?paper=a3', '?x=1']) {
      expect(await bench.ask(`/media/reports/${bench.studyId}.pdf${wrong}`)).toBeUndefined();
    }
    expect(await bench.ask(`/media/reports/${bench.studyId}.exe`)).toBeUndefined();
  }, 60_000);

  it.skipIf(!hasPoppler)(
    'print a frame that was erased since as a place that says so',
    async () => {
      const bench = await exportBench();
      bench.sign();
      const whole = new Opened(
        (await bench.exports.report(bench.request({ format: 'pdf' }), bench.user)).bytes,
      );
      expect(whole.words).not.toContain('wurde seither gelöscht');
      expect(whole.info()['Page size']).toMatch(/^612 x 792/);
      expect(whole.words).toContain('Klinik für Urologie');
      await bench.files.frames.remove(Sha256.parse(bench.study().frames[0]?.sha256));
      const after = new Opened(
        (await bench.exports.report(bench.request({ format: 'pdf' }), bench.user)).bytes,
      );
      expect(after.words.match(/Dieses Bild wurde seither gelöscht\./g)).toHaveLength(1);
    },
    60_000,
  );
});
