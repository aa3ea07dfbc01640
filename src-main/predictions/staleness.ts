import type { staleReasons } from '../../src-shared/contract/predictions.contract.ts';
import type { Backbones } from '../backbones/installed.ts';
import type { ShownRow } from './predictions.queries.ts';

type StaleReason = (typeof staleReasons)[number];

/** What has changed since a prediction was made. */
export function staleness(row: ShownRow, backbones: Pick<Backbones, 'known'>): StaleReason[] {
  const installed = backbones.known(row.backboneSha256);
  const reasons: [StaleReason, boolean][] = [
    ['frame', row.frameSha256 !== row.currentFrameSha256],
    // A method that reads no mask names none.
    ['mask', row.maskVersionId !== null && row.maskVersionId !== row.currentMaskVersionId],
    ['adapter', row.adapterId !== row.activeAdapterId],
    ['backbone', installed === undefined],
    ['preprocessing', installed !== undefined && row.preprocessingSha256 !== installed.preprocessing],
  ];
  return reasons.filter(([, changed]) => changed).map(([reason]) => reason);
}
