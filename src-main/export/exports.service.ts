import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import type { StudyPredictions } from '../../src-shared/contract/predictions.contract.ts';
import type { FrameSummary, StudyDetail } from '../../src-shared/contract/studies.contract.ts';
import type { StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap, type LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { predictionsCsv } from './csv.ts';
import { outlinedFigure } from './figure.ts';
import { reportPdf, type ReportFigure } from './pdf.ts';
import { assembleReport, keyFrames, percent, type ReportData } from './reportData.ts';

export const reportFormats = ['pdf', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface ReportDocument {
  /** Safe for a file system, and without anything identifying: running code and day. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a report is made from; the features above this one on the road provide it. */
export interface ReportSources {
  study(studyId: StudyId): StudyDetail;
  predictions(studyId: StudyId): StudyPredictions;
  schemas(): LabelSchema[];
  /** LRL1 bytes of a mask version. */
  maskBytes(maskVersionId: NonNullable<FrameSummary['mask']>['id']): Uint8Array;
  /** What the cards of the networks that answered say they may be used for. */
  notice(studyId: StudyId): string;
}

export interface Exports {
  report(studyId: StudyId, format: ReportFormat, userId: UserId): Promise<ReportDocument>;
  /** @throws LapidaryError where there is no such study */
  fileName(studyId: StudyId, format: ReportFormat): string;
}

/** How many frames a printed report shows. */
const figureLimit = 8;
/** Pixels: 241 points at about 215 dots an inch. */
const figureSide = 720;

export function createExports({
  db,
  files,
  sources,
}: Pick<Foundations, 'db' | 'files'> & { readonly sources: ReportSources }): Exports {
  const assemble = (studyId: StudyId): ReportData =>
    assembleReport({
      detail: sources.study(studyId),
      predictions: sources.predictions(studyId),
      schemas: sources.schemas(),
      notice: sources.notice(studyId),
      createdAt: new Date().toISOString(),
    });

  const figures = async (data: ReportData): Promise<ReportFigure[]> => {
    const colors = new Map(sources.schemas().flatMap((s) => s.classes.map((c) => [c.id, c.color] as const)));
    const made: ReportFigure[] = [];
    for (const frame of keyFrames(data, figureLimit)) {
      const map: LabelMap | null = frame.mask ? decodeLabelMap(sources.maskBytes(frame.mask.id)) : null;
      const segmentColors = new Map(
        (frame.mask?.segments ?? []).map((s) => [s.value, colors.get(s.classId) ?? '#ffffff'] as const),
      );
      const figure = await outlinedFigure(
        await files.frames.get(frame.sha256),
        map,
        segmentColors,
        figureSide,
      );
      made.push({ frameNumber: data.frames.indexOf(frame) + 1, caption: caption(data, frame), ...figure });
    }
    return made;
  };

  return {
    async report(studyId, format, userId) {
      const data = assemble(studyId);
      const bytes =
        format === 'pdf'
          ? await reportPdf(data, await figures(data))
          : new TextEncoder().encode(predictionsCsv(data));
      recordEvent(db, userId, {
        kind: 'report.created',
        subjectKind: 'study',
        subjectId: studyId,
        detail: { format },
      });
      return {
        fileName: fileName(data.study, format, data.createdAt),
        mediaType: format === 'pdf' ? 'application/pdf' : 'text/csv; charset=utf-8',
        bytes,
      };
    },
    fileName: (studyId, format) => fileName(sources.study(studyId).study, format, new Date().toISOString()),
  };
}

function fileName(study: StudyDetail['study'], format: ReportFormat, instant: string): string {
  return `${study.patient.code}_${study.performedOn ?? instant.slice(0, 10)}.${format}`;
}

function caption(data: ReportData, frame: FrameSummary): string {
  const named = data.findings
    .filter(({ finding }) => finding.frames.some((f) => f.frameId === frame.id))
    .map(({ finding, opinion, distribution }) => {
      const top = distribution[0];
      const said = opinion
        ? `${opinion.class.code} (${opinion.source})`
        : top
          ? `predicted ${top.class.code} ${percent(top.probability)}`
          : 'not read';
      return `Finding ${finding.number}: ${said}`;
    });
  return named.join('. ');
}
