import type { Readiness } from '../../src-shared/contract/review.contract.ts';
import type { ReadFinding, Reading } from '../../src-shared/domain/reading.ts';

type Concern = Readiness['concerns'][number];

/**
 * What should be known before a reading is signed. A finding that nobody has said anything of hinders it; the rest is
 * said.
 */
export function concernsOf(reading: Reading): Concern[] {
  const where = (
    concern: Concern['concern'],
    hinders: boolean,
    holds: (finding: ReadFinding) => boolean,
  ): Concern[] => {
    const findings = reading.findings.filter(holds).map(({ number }) => number);
    return findings.length === 0 ? [] : [{ concern, findings, hinders }];
  };
  return [
    ...(reading.findings.length === 0
      ? [{ concern: 'no-findings' as const, findings: [], hinders: false }]
      : []),
    ...where('unread', true, isUnread),
    ...where('imported-only', false, isImportedOnly),
    ...where('uncertain', false, ({ uncertain }) => uncertain),
    ...where('not-predicted', false, ({ prediction }) => prediction === null),
    ...where('stale', false, ({ prediction }) => (prediction?.stale.length ?? 0) > 0),
    ...where('abstained', false, ({ prediction }) => (prediction?.abstained.length ?? 0) > 0),
    ...where('disagrees', false, disagrees),
  ];
}

/** Nobody has said anything of it: neither a reader, nor the laboratory, nor a label that came with the frames. */
function isUnread({ reader, uncertain, imported, laboratory }: ReadFinding): boolean {
  return reader === null && !uncertain && imported === null && laboratory === null;
}

/** Said with the frames, and by nobody since. */
function isImportedOnly({ reader, uncertain, imported, laboratory }: ReadFinding): boolean {
  return reader === null && !uncertain && laboratory === null && imported !== null;
}

function disagrees({ reader, laboratory, prediction }: ReadFinding): boolean {
  const said = laboratory?.class?.code ?? reader?.class.code;
  const first = prediction?.classes[0]?.code;
  return said !== undefined && first !== undefined && said !== first;
}
