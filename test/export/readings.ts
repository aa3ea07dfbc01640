import { createHash } from 'node:crypto';
import { newId } from '../../src-main/db/newId.ts';
import type { ReportInput, ReportLook } from '../../src-main/export/reportInput.ts';
import { FrameId, Sha256 } from '../../src-shared/domain/ids.ts';
import { canonicalReading, Reading } from '../../src-shared/domain/reading.ts';

/** Readings for reports to be made of. Nothing in them is about anyone. */

const now = '2026-11-23T09:05:00.000Z';

const classes = [
  { code: 'IIb', name: 'Weddellite converting to whewellite' },
  { code: 'IIIb', name: 'Uric acid, porous' },
  { code: 'IVc', name: 'Struvite' },
  { code: 'Ia', name: 'Whewellite (calcium oxalate monohydrate), mammillary' },
] as const;
const [first, second] = classes;

const sentence =
  'The stone was fragmented with the laser and the larger pieces were taken out with the basket. ';

export interface Wanted {
  readonly findings?: number;
  readonly frames?: number;
  /** Letters of every third finding's note. */
  readonly noteLetters?: number;
  readonly comments?: boolean;
}

export function aReading({
  findings = 2,
  frames = findings,
  noteLetters = 120,
  comments = true,
}: Wanted = {}): Reading {
  const ids = Array.from({ length: frames }, () => FrameId.parse(newId()));
  const adapters = [newId(), newId()];
  return Reading.parse({
    form: 1,
    software: '0.1.0',
    study: {
      id: newId(),
      patientCode: 'P-0042',
      patientDigest: 'd'.repeat(64),
      performedOn: '2026-11-20',
      procedure: 'Flexible ureteroscopy with laser lithotripsy',
      site: 'A',
      frames: 120,
    },
    findings: Array.from({ length: findings }, (_, at) => ({
      id: newId(),
      number: at + 1,
      schema: 'Stone composition',
      scope: 'region',
      frames: [at, at + 1, at + 3]
        .filter((frame) => frame < frames)
        .map((frame) => ({
          frameId: ids[frame],
          number: frame + 1,
          pixels: 500 + frame,
          view: frame % 2 === 0 ? 'surface' : 'section',
        })),
      reader:
        at % 5 === 4 ? null : { class: classes[at % 4], by: 'Dr. A. Meier', at: now, blind: at % 2 === 0 },
      uncertain: at % 4 === 1,
      imported: null,
      laboratory:
        at % 3 === 0
          ? {
              class: first,
              method: 'ftir',
              reportedOn: '2026-11-22',
              components: [
                { ...first, share: 60 },
                { ...second, share: null },
              ],
              note: 'Nucleus whewellite.',
              enteredBy: 'Lab clerk',
              at: now,
            }
          : null,
      side: at % 2 === 0 ? 'left' : 'right',
      location: { code: 'lower-calyx', name: 'Lower calyx' },
      size: { mm: 8.5 + at, basis: at % 2 === 0 ? 'measured' : 'estimated' },
      components:
        at % 2 === 0
          ? [
              { ...first, share: 70 },
              { ...second, share: 30 },
            ]
          : [],
      note:
        at % 3 === 0 ? sentence.repeat(Math.ceil(noteLetters / sentence.length)).slice(0, noteLetters) : '',
      prediction:
        at % 6 === 5
          ? null
          : {
              classes: [
                { ...first, probability: 0.62 },
                { ...second, probability: 0.25 },
                { ...classes[2], probability: 0.08 },
                { ...classes[3], probability: 0.04 },
                { code: 'Va', name: 'Cystine, waxy', probability: 0.007 },
                { code: 'VI', name: 'Proteins', probability: 0.003 },
              ],
              frames: 3,
              stale: at % 7 === 2 ? ['mask'] : [],
              set: { level: 0.9, codes: ['IIb', 'IIIb'], cases: 42 },
              abstained: at % 5 === 1 ? ['blur', 'frames-disagree'] : [],
              calibration: { cases: at % 2 === 0 ? 42 : 0, temperature: 1.3, ece: 0.04, testCases: 600 },
              adapterId: adapters[at % 2],
              method: 'segprompt',
              backbone: 'lapidary-vit',
              provider: 'cpu',
              at: now,
            },
    })),
    frames: ids.map((id, at) => ({
      id,
      number: at + 1,
      sha256: at.toString(16).padStart(64, '0'),
      width: 640,
      height: 480,
      mask: at % 2 === 0 ? { id: newId(), sha256: at.toString(16).padStart(64, 'a') } : null,
      bookmarked: at === 1,
      comments:
        comments && at === 1
          ? [
              {
                text: 'Crystals on the surface; compare with the section.',
                arrow: { tail: [0.15, 0.2], head: [0.5, 0.5] },
                by: 'Dr. A. Meier',
                at: now,
              },
              { text: 'Good focus.', arrow: null, by: 'Dr. A. Meier', at: now },
              {
                text: 'Bleeding mucosa.',
                arrow: { tail: [0.9, 0.85], head: [0.7, 0.6] },
                by: 'Dr. B. Roth',
                at: now,
              },
            ]
          : [],
    })),
    notice: 'For research only. Not a medical device; not for clinical decisions.',
  });
}

export function digestOf(reading: Reading): Sha256 {
  return Sha256.parse(createHash('sha256').update(canonicalReading(reading)).digest('hex'));
}

export function anInput(reading: Reading, changes: Partial<ReportInput> = {}): ReportInput {
  return {
    reading,
    sha256: digestOf(reading),
    signature: null,
    versions: [],
    amendment: null,
    laterLaboratory: [],
    patient: { name: 'Émilie Ångström', number: '=1+1', birthDate: '1961-04-02' },
    accession: 'ACC-77',
    createdAt: now,
    ...changes,
  };
}

/** A reading that was signed twice, with what the laboratory said since. */
export function signedInput(reading: Reading, changes: Partial<ReportInput> = {}): ReportInput {
  const sha256 = digestOf(reading);
  const versions = [
    {
      version: 2,
      signedBy: 'Dr. A. Meier',
      signedAt: '2026-11-24T10:00:00.000Z',
      reason: 'The laboratory found uric acid where the reader had named weddellite.',
      sha256,
      patientCorrected: false,
    },
    {
      version: 1,
      signedBy: 'Dr. A. Meier',
      signedAt: '2026-11-23T10:00:00.000Z',
      reason: null,
      sha256: Sha256.parse('b'.repeat(64)),
      patientCorrected: false,
    },
  ] as const;
  return anInput(reading, {
    signature: { ...versions[0], chain: { position: 118, sha256: 'c'.repeat(64) } },
    versions,
    laterLaboratory: [
      {
        finding: 2,
        result: {
          class: { code: 'IIIb', name: 'Uric acid, porous' },
          method: 'xrd',
          reportedOn: '2026-11-28',
          components: [{ code: 'IIIb', name: 'Uric acid, porous', share: 100 }],
          note: '',
          enteredBy: 'Lab clerk',
          at: '2026-11-28T08:00:00.000Z',
        },
      },
    ],
    ...changes,
  });
}

export function aLook(changes: Partial<ReportLook> = {}): ReportLook {
  return {
    language: 'en',
    paper: 'a4',
    letterhead: 'University Hospital\nDepartment of Urology\nExample Street 1, 12345 Town',
    timeZone: 'Europe/Berlin',
    ...changes,
  };
}
