import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DemoCase, DemoCohort } from './demoCohort.ts';
import { demoMaskValues, encodeMask, encodePicture } from './demoEncoding.ts';
import { renderDemoFrame } from './demoFrame.ts';

/** One frame of the manifest: what an import of the cohort by CSV would be told. */
export interface DemoManifestRow {
  /** Paths relative to the manifest. */
  image: string;
  mask: string;
  patient: string;
  study: string;
  label: string;
  site: string;
}

/** The rows of one case, in the order of its frames. */
export function manifestRows(demoCase: DemoCase): DemoManifestRow[] {
  return demoCase.frames.map((_, i) => {
    const name = `${demoCase.patientCode}-${i + 1}`;
    return {
      image: `images/${name}.jpg`,
      mask: `masks/${name}.png`,
      patient: demoCase.patientCode,
      study: demoCase.studyDate,
      label: demoCase.stoneType,
      site: demoCase.site,
    };
  });
}

const columns = ['image', 'mask', 'patient', 'study', 'label', 'site'] as const;

/** The cohort's manifest as the importer reads it; no value needs quoting. */
export function manifestCsv(cohort: DemoCohort): string {
  const lines = cohort.cases.flatMap((demoCase) =>
    manifestRows(demoCase).map((row) => columns.map((column) => row[column]).join(',')),
  );
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

/**
 * What `--mask-values` says of these masks: the stone that the case is about is the region, another one is not.
 */
export const demoMaskMapping = `${demoMaskValues.background}=background,${demoMaskValues.otherStone}=background,${demoMaskValues.stone}=stone`;

/**
 * Writes pictures, masks and `manifest.csv` into a folder, as another hospital's export would look.
 * @param told after each frame, how many are written
 */
export async function exportDemo(
  cohort: DemoCohort,
  folder: string,
  told: (frames: number) => void = () => undefined,
): Promise<void> {
  await mkdir(path.join(folder, 'images'), { recursive: true });
  await mkdir(path.join(folder, 'masks'), { recursive: true });
  let written = 0;
  for (const demoCase of cohort.cases) {
    for (const [i, row] of manifestRows(demoCase).entries()) {
      const plan = demoCase.frames[i];
      if (plan === undefined) continue;
      const frame = renderDemoFrame(plan);
      await writeFile(path.join(folder, row.image), await encodePicture(frame));
      await writeFile(path.join(folder, row.mask), await encodeMask(frame));
      told(++written);
    }
  }
  await writeFile(path.join(folder, 'manifest.csv'), manifestCsv(cohort));
}
