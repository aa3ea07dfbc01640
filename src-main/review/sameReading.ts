import type { ReadFinding, Reading } from '../../src-shared/domain/reading.ts';

/**
 * Whether a reader would sign the same again. Aside is what may come after a signature (results of the laboratory,
 * bookmarks, a corrected name, a model that was removed with its predictions), and who said it when.
 */
export function saysTheSame(signed: Reading, now: Reading): boolean {
  return (
    JSON.stringify(said(signed)) === JSON.stringify(said(now)) &&
    now.findings.every(({ prediction }, at) => isSamePrediction(signed.findings[at]?.prediction, prediction))
  );
}

function said({ study, findings, frames }: Reading): unknown {
  const read = new Set(findings.flatMap((finding) => finding.frames.map(({ frameId }) => frameId)));
  return [
    [study.patientCode, study.site, study.performedOn, study.procedure, study.frames],
    findings.map((finding) => ({
      ...finding,
      reader: finding.reader?.class.code,
      imported: finding.imported?.class.code,
      laboratory: null,
      prediction: null,
    })),
    frames
      .filter(({ id, comments }) => read.has(id) || comments.length > 0)
      .map(({ id, mask, comments }) => [id, mask?.sha256, comments]),
  ];
}

function isSamePrediction(
  signed: ReadFinding['prediction'] | undefined,
  now: ReadFinding['prediction'],
): boolean {
  return now === null || JSON.stringify(now.classes) === JSON.stringify(signed?.classes);
}
