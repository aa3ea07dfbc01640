import type { ReportData } from './reportData.ts';

/**
 * Predictions of a study as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets read it), one row per
 * predicted frame of a finding. The patient is named by the running code alone.
 */
export function predictionsCsv(data: ReportData): string {
  const shown = [...new Set(data.predictions.flatMap((p) => p.classes.map((c) => c.classId)))]
    .flatMap((id) => {
      const named = data.classes.get(id);
      return named ? [named] : [];
    })
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const header = [
    'patient',
    'studyDate',
    'site',
    'finding',
    'frame',
    'frameSha256',
    'label',
    'labelSource',
    'predicted',
    ...shown.map((c) => `p:${c.code}`),
    'calibrationCases',
    'temperature',
    'ece',
    'stale',
    'method',
    'backbone',
    'provider',
    'adapterId',
    'maskVersionId',
    'predictedAt',
  ];
  const frameNumber = new Map(data.frames.map((frame, i) => [frame.id, i + 1] as const));
  const frameById = new Map(data.frames.map((frame) => [frame.id, frame] as const));
  const rows = data.predictions.map((prediction) => {
    const finding = data.findings.find((f) => f.finding.id === prediction.findingId);
    const top = prediction.classes[0];
    return [
      data.study.patient.code,
      data.study.performedOn ?? '',
      data.study.site ?? '',
      finding?.finding.number ?? '',
      frameNumber.get(prediction.frameId) ?? '',
      frameById.get(prediction.frameId)?.sha256 ?? '',
      finding?.opinion?.class.code ?? '',
      finding?.opinion?.source ?? '',
      top ? (data.classes.get(top.classId)?.code ?? '') : '',
      ...shown.map((c) => prediction.classes.find((p) => p.classId === c.id)?.probability.toFixed(6) ?? ''),
      data.calibration?.cases ?? 0,
      data.calibration?.temperature.toFixed(4) ?? '',
      data.calibration?.ece?.toFixed(4) ?? '',
      prediction.stale.join(' '),
      prediction.method,
      prediction.backbone,
      prediction.provider,
      prediction.adapterId,
      prediction.maskVersionId ?? '',
      prediction.createdAt,
    ];
  });
  return `\uFEFF${[header, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** Quotes where RFC 4180 asks for it, and disarms what a spreadsheet would run as a formula. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
