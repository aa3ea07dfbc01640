import { createReadings } from '../../src-main/review/readings.service.ts';
import { createSigning } from '../../src-main/review/signing.service.ts';
import { StudyId } from '../../src-shared/domain/ids.ts';
import type { Workbench } from './openWorkbench.ts';

/** Signs the one study there is, amends it and signs it again, from wherever an earlier attempt left it. */
export function signTwice({ db, changes, studies, user }: Workbench): StudyId {
  const readings = createReadings({ db, changes });
  const signing = createSigning({
    db,
    changes,
    software: '0.0.0',
    study: (id) => studies.get(id),
    predictions: () => ({ answering: [], calibration: null, predictions: [], findings: [], unanswered: [] }),
    notice: () => '',
  });
  const studyId = StudyId.parse(db.get<{ id: string }>('SELECT id FROM studies')?.id);
  const sign = (): unknown => signing.sign(studyId, signing.readiness(studyId).sha256, user);
  const versions = (): number => signing.signatures(studyId).versions.length;
  if (versions() === 0) sign();
  if (versions() === 1) {
    if (signing.signatures(studyId).amendment === null) signing.amend(studyId, 'a better look', user);
    for (const { id, revision, details } of studies.get(studyId).findings) {
      readings.describe({ findingId: id, revision }, { ...details, note: 'amended' }, user);
    }
    sign();
  }
  return studyId;
}
