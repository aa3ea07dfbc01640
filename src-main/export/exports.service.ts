import type { ReportRequest } from '../../src-shared/contract/exports.contract.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { ReadFrame } from '../../src-shared/domain/reading.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { annotatedFigure } from './annotatedFigure.ts';
import { findingsCsv } from './findingsCsv.ts';
import { framesCsv } from './framesCsv.ts';
import { keyFrames } from './keyFrames.ts';
import { documentKinds } from './documentKinds.ts';
import type { ReportFormat, ReportInput, ReportLook, ReportSources } from './reportInput.ts';
import { reportJson } from './reportJson.ts';
import { reportText } from './reportText.ts';
import type { PrintedFrame } from './sheet/parts.ts';
import { reportPdf, type ReportFigures } from './sheet/reportPdf.ts';

export interface ReportDocument {
  /** Safe for a file system, and without anything identifying: running code, day and version. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Both throw LapidaryError where there is no such study, or no such version of its reading. */
export interface Exports {
  report(request: ReportRequest, userId: UserId): Promise<ReportDocument>;
  fileName(request: ReportRequest): string;
}

/** Pixels: 245 points at about 210 dots an inch. */
const figureSide = 720;

export function createExports({
  db,
  sources,
}: Pick<Foundations, 'db'> & { readonly sources: ReportSources }): Exports {
  const inputOf = ({ studyId, version }: ReportRequest): ReportInput => {
    const study = sources.study(studyId);
    const now = sources.reading(studyId, version);
    const newest = now.versions[0];
    const reported =
      version === null && study.locked && newest !== undefined
        ? sources.reading(studyId, newest.version)
        : now;
    return {
      ...reported,
      patient: study.patient,
      accession: study.accession,
      createdAt: new Date().toISOString(),
    };
  };

  const lookOf = ({ language, paper }: ReportRequest): ReportLook => {
    const preferences = sources.preferences();
    const preferred = preferences.language === 'auto' ? 'en' : preferences.language;
    return {
      language: language ?? preferred,
      paper: paper ?? preferences.paper,
      letterhead: preferences.letterhead,
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
  };

  const printed = async (frame: ReadFrame): Promise<PrintedFrame> => {
    const picture = await sources.frame(frame);
    if (picture === null) return { frame, figure: null, unmasked: false };
    const mask = frame.mask === null ? null : sources.mask(frame.mask.id);
    const arrows = frame.comments.flatMap(({ arrow }) => (arrow === null ? [] : [arrow]));
    const drawn = mask === null ? null : { map: decodeLabelMap(mask.bytes), colors: mask.colors };
    return {
      frame,
      figure: await annotatedFigure(picture, drawn, arrows, figureSide),
      unmasked: frame.mask !== null && mask === null,
    };
  };

  const figuresOf = async (input: ReportInput): Promise<ReportFigures> => {
    const { shown, left } = keyFrames(input.reading);
    const made: PrintedFrame[] = [];
    for (const frame of shown) made.push(await printed(frame));
    return { printed: made, left };
  };

  const bytesOf = async (request: ReportRequest, input: ReportInput): Promise<Uint8Array> => {
    const text = (content: string): Uint8Array => new TextEncoder().encode(content);
    switch (request.format) {
      case 'pdf':
        return reportPdf(input, lookOf(request), await figuresOf(input));
      case 'csv':
        return text(findingsCsv(input));
      case 'json':
        return text(reportJson(input));
      case 'text':
        return text(reportText(input, lookOf(request)));
      case 'frames-csv':
        return text(framesCsv(sources.framePredictions(request.studyId)));
    }
  };

  return {
    async report(request, userId) {
      const input = inputOf(request);
      const bytes = await bytesOf(request, input);
      recordEvent(db, userId, {
        kind: `export.${request.format}`,
        subjectKind: 'study',
        subjectId: request.studyId,
        detail: { version: input.signature?.version ?? null, reading: input.sha256 },
      });
      return {
        fileName: nameOf(input, request.format),
        mediaType: documentKinds[request.format].mediaType,
        bytes,
      };
    },
    fileName: (request) => nameOf(inputOf(request), request.format),
  };
}

function nameOf({ reading, signature, createdAt }: ReportInput, format: ReportFormat): string {
  const { study } = reading;
  const parts = [
    study.patientCode,
    study.performedOn ?? createdAt.slice(0, 10),
    ...(format === 'frames-csv' ? [] : [signature === null ? 'draft' : `v${signature.version}`]),
  ];
  return `${parts.join('_')}.${documentKinds[format].ending}`;
}
