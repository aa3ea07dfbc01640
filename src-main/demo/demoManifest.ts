import { demoMaskValues } from './demoEncoding.ts';
import type { DemoCase, DemoCohort } from './demoCohort.ts';

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

/** What `--mask-values` says of these masks. */
export const demoMaskValuesArgument = `${demoMaskValues.background}=background,${demoMaskValues.stone}=stone,${demoMaskValues.otherStone}=other stone`;
