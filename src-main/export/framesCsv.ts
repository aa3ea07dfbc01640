import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import type { StudyPredictions } from '../../src-shared/contract/predictions.contract.ts';
import type { StudyDetail } from '../../src-shared/contract/studies.contract.ts';
import { csvText } from './csv.ts';

/** What is predicted of a study now, frame by frame. */
export interface FramePredictions {
  readonly detail: StudyDetail;
  readonly predictions: StudyPredictions;
  readonly schemas: readonly LabelSchema[];
}

const sourceWords = {
  reader: 'reader',
  manifest: 'imported',
  laboratory: 'laboratory',
  synthetic: 'synthetic',
} as const;

/** What is known of what the mask does: nothing is empty that could be taken for "no warning". */
function maskEffect({ maskVersionId, contrast }: StudyPredictions['predictions'][number]): string {
  if (contrast === null) return maskVersionId === null ? 'reads no mask' : 'not computed';
  return contrast.backgroundSuffices ? 'background suffices' : 'computed';
}

/** Predictions of a study as they are now, one row per predicted frame of a finding; the patient by the running code alone. */
export function framesCsv({ detail, predictions, schemas }: FramePredictions): string {
  const classes = new Map(schemas.flatMap((schema) => schema.classes.map((one) => [one.id, one] as const)));
  const { calibration } = predictions;
  const shown = [...new Set(predictions.predictions.flatMap((p) => p.classes.map((c) => c.classId)))]
    .flatMap((id) => {
      const named = classes.get(id);
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
    'maskEffect',
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
  const frameAt = new Map(detail.frames.map((frame, at) => [frame.id, { frame, number: at + 1 }] as const));
  const rows = predictions.predictions.map((prediction) => {
    const finding = detail.findings.find(({ id }) => id === prediction.findingId);
    const frame = frameAt.get(prediction.frameId);
    const top = prediction.classes[0];
    return [
      detail.study.patient.code,
      detail.study.performedOn ?? '',
      detail.study.site ?? '',
      finding?.number ?? '',
      frame?.number ?? '',
      frame?.frame.sha256 ?? '',
      finding?.label ? (classes.get(finding.label.classId)?.code ?? '') : '',
      finding?.label ? sourceWords[finding.label.source] : '',
      top ? (classes.get(top.classId)?.code ?? '') : '',
      ...shown.map((c) => prediction.classes.find((p) => p.classId === c.id)?.probability.toFixed(6) ?? ''),
      maskEffect(prediction),
      calibration?.cases ?? 0,
      calibration?.temperature.toFixed(4) ?? '',
      calibration?.ece?.toFixed(4) ?? '',
      prediction.stale.join(' '),
      prediction.method,
      prediction.backbone,
      prediction.provider,
      prediction.adapterId,
      prediction.maskVersionId ?? '',
      prediction.createdAt,
    ];
  });
  return csvText([header, ...rows]);
}
