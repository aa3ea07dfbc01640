import { classColor } from '../studies/classColors.ts';
import { classesFileName, type ExportedFrame } from './classesFile.ts';
import { drawRuns } from './drawRuns.ts';
import type { ExportSource } from './exportSource.ts';
import { palettePng } from './palettePng.ts';
import { zipStream, type ZipEntry } from './zipStream.ts';

/** A label map a frame, and classes.json, which says what the values mean. */
export function labelMapsZip(
  source: ExportSource,
  values: 'classes' | 'instances',
): AsyncGenerator<Uint8Array> {
  const { frames, nameOf } = source;
  const colors = ['#000000', ...source.classes.map(({ color }) => color)];
  const instanceColors = ['#000000', ...Array.from({ length: 255 }, (_, i) => classColor(i))];

  const entries = async function* (): AsyncGenerator<ZipEntry> {
    for (const frame of frames) {
      const { runs, segments } = await source.read(frame);
      if (values === 'instances') {
        yield { name: nameOf(frame), data: await palettePng(drawRuns(runs), instanceColors) };
        continue;
      }
      const classOf = new Uint8Array(256);
      for (const { value, classId } of segments) classOf[value] = source.valueOf(classId);
      yield { name: nameOf(frame), data: await palettePng(drawRuns(runs, classOf), colors) };
    }
    yield { name: classesFileName, data: classesJson() };
  };

  const classesJson = async function* (): AsyncGenerator<Uint8Array> {
    const head = { format: 'lapidary-label-maps', version: 1, values, classes: source.classes };
    yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"frames":[`);
    for (const [i, frame] of frames.entries()) {
      const { id, width, height, maskVersionId } = frame;
      const line: ExportedFrame = { file: nameOf(frame), frame: id, mask: maskVersionId, width, height };
      const segments = values === 'instances' ? source.segmentsOf(frame) : undefined;
      const said = segments?.map(({ value, segmentId, classId }) => ({
        value,
        segment: segmentId,
        class: source.valueOf(classId),
      }));
      yield Buffer.from(
        `${i === 0 ? '' : ','}\n${JSON.stringify(said ? { ...line, segments: said } : line)}`,
      );
    }
    yield Buffer.from('\n]}\n');
  };

  return zipStream(entries());
}
