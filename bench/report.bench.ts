/**
 * How long a report takes: one of 8 figures from frames of 1920 × 1080, and one of 40 findings with notes of 4,000
 * letters; first as the process prints its first, then once the fonts are read. Readings are made up.
 *
 * Options: --times N (default 5), --language en|de|es|ja (default en).
 */
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { annotatedFigure } from '../src-main/export/annotatedFigure.ts';
import { keyFrames } from '../src-main/export/keyFrames.ts';
import type { ReportInput } from '../src-main/export/reportInput.ts';
import { reportPdf } from '../src-main/export/sheet/reportPdf.ts';
import { languageCodes } from '../src-shared/messages/languages.ts';
import { aLook, aReading, signedInput } from '../test/export/readings.ts';

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { times: { type: 'string', default: '5' }, language: { type: 'string', default: 'en' } },
  });
  const language = languageCodes.find((code) => code === values.language) ?? 'en';
  const frame = await aFrame();
  const labels = new Uint8Array(1920 * 1080);
  for (let y = 300; y < 800; y++) labels.fill(1, y * 1920 + 600, y * 1920 + 1300);
  const mask = { map: { width: 1920, height: 1080, labels }, colors: new Map([[1, '#56b4e9']]) };

  const print = async (input: ReportInput): Promise<{ seconds: number; cpuSeconds: number; kib: number }> => {
    const start = performance.now();
    const cpu = process.cpuUsage();
    const { shown, left } = keyFrames(input.reading);
    const printed = [];
    for (const one of shown) {
      const arrows = one.comments.flatMap(({ arrow }) => (arrow === null ? [] : [arrow]));
      printed.push({ frame: one, unmasked: false, figure: await annotatedFigure(frame, mask, arrows, 720) });
    }
    const bytes = await reportPdf(input, aLook({ language }), { printed, left });
    const { user, system } = process.cpuUsage(cpu);
    return {
      seconds: (performance.now() - start) / 1000,
      cpuSeconds: (user + system) / 1e6,
      kib: Math.round(bytes.byteLength / 1024),
    };
  };

  const cases = [
    {
      name: '8 findings, 8 figures',
      input: signedInput(aReading({ findings: 8, frames: 12, noteLetters: 400 })),
    },
    { name: '40 findings, 8 figures', input: signedInput(aReading({ findings: 40, noteLetters: 4000 })) },
  ];
  for (const { name, input } of cases) {
    const first = await print(input);
    const seconds: number[] = [];
    let cpu = 0;
    for (let time = 0; time < Number(values.times); time++) {
      const took = await print(input);
      seconds.push(took.seconds);
      cpu += took.cpuSeconds / Number(values.times);
    }
    seconds.sort((a, b) => a - b);
    yield {
      case: name,
      language,
      figures: keyFrames(input.reading).shown.length,
      first: Number(first.seconds.toFixed(2)),
      p50: Number((seconds[Math.floor(seconds.length / 2)] ?? NaN).toFixed(2)),
      slowest: Number((seconds.at(-1) ?? NaN).toFixed(2)),
      meanCpu: Number(cpu.toFixed(2)),
      unit: 's',
      n: seconds.length,
      kib: first.kib,
    };
  }
}

/** Noise over a gradient: a picture that compresses as badly as an endoscope's. */
async function aFrame(): Promise<Buffer> {
  const [width, height] = [1920, 1080];
  const pixels = Buffer.alloc(3 * width * height);
  let state = 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (state * 48271) % 2147483647;
    pixels[at] = 60 + ((at / 7000) % 120) + (state % 40);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}
