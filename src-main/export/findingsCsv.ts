import type { ReadFinding } from '../../src-shared/domain/reading.ts';
import { csvText } from './csv.ts';
import type { ReportInput } from './reportInput.ts';
import { ranges } from './reportWords.ts';

type Cell = string | number;

/**
 * A reading as a table, one row per finding. Columns and codes are the same in every language; the patient is named by
 * the running code alone.
 */
export function findingsCsv(input: ReportInput): string {
  const codes = [
    ...new Set(
      input.reading.findings.flatMap(({ prediction }) => (prediction?.classes ?? []).map(({ code }) => code)),
    ),
  ].sort();
  const rows = input.reading.findings.map((finding) => row(finding, input, codes));
  const names = Object.keys(rows[0] ?? { patient: '', reading: '', finding: '' });
  return csvText([names, ...rows.map((one) => Object.values(one))]);
}

function row(
  finding: ReadFinding,
  { reading, signature, sha256 }: ReportInput,
  codes: readonly string[],
): Record<string, Cell> {
  const { study } = reading;
  const { reader, imported, laboratory, prediction, size } = finding;
  const cells: Record<string, Cell> = {
    patient: study.patientCode,
    studyDate: study.performedOn ?? '',
    procedure: study.procedure,
    site: study.site ?? '',
    reading: sha256,
    version: signature?.version ?? '',
    signedBy: signature?.signedBy ?? '',
    signedAt: signature?.signedAt ?? '',
    finding: finding.number,
    schema: finding.schema,
    scope: finding.scope,
    frames: ranges(finding.frames.map(({ number }) => number))
      .join(' ')
      .replaceAll('–', '-'),
    side: finding.side ?? '',
    location: finding.location?.code ?? '',
    sizeMm: size?.mm ?? '',
    sizeBasis: size?.basis ?? '',
    reader: reader?.class.code ?? '',
    readerName: reader?.class.name ?? '',
    uncertain: finding.uncertain ? 1 : 0,
    readBy: reader?.by ?? '',
    readAt: reader?.at ?? '',
    blind: reader?.blind === null || reader === null ? '' : reader.blind ? 1 : 0,
    imported: imported?.class.code ?? '',
    components: shares(finding.components),
    note: finding.note,
    laboratory: laboratory?.class?.code ?? '',
    laboratoryMethod: laboratory?.method ?? '',
    laboratoryReportedOn: laboratory?.reportedOn ?? '',
    laboratoryComponents: shares(laboratory?.components ?? []),
    laboratoryNote: laboratory?.note ?? '',
    predicted: prediction?.classes[0]?.code ?? '',
  };
  for (const code of codes) {
    cells[`p:${code}`] = prediction?.classes.find((one) => one.code === code)?.probability.toFixed(6) ?? '';
  }
  return {
    ...cells,
    predictedFrames: prediction?.frames ?? '',
    setLevel: prediction?.set?.level ?? '',
    set: prediction?.set?.codes.join(' ') ?? '',
    abstained: prediction?.abstained.join(' ') ?? '',
    backgroundSuffices: prediction?.background?.suffices ?? '',
    backgroundAsked: prediction?.background?.asked ?? '',
    backgroundNotComputed: prediction?.background?.notComputed ?? '',
    stale: prediction?.stale.join(' ') ?? '',
    calibrationCases: prediction?.calibration.cases ?? '',
    temperature: prediction?.calibration.temperature.toFixed(4) ?? '',
    ece: prediction?.calibration.ece?.toFixed(4) ?? '',
    method: prediction?.method ?? '',
    backbone: prediction?.backbone ?? '',
    provider: prediction?.provider ?? '',
    adapterId: prediction?.adapterId ?? '',
    predictedAt: prediction?.at ?? '',
  };
}

/** "IIb:60 IVc:?" */
function shares(components: ReadFinding['components']): string {
  return components.map(({ code, share }) => `${code}:${share ?? '?'}`).join(' ');
}
