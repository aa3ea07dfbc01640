import { LapidaryError } from '../../src-shared/domain/errors.ts';

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const heldOutNote = (leftOut: number): string =>
  leftOut === 0
    ? ''
    : ` ${leftOut} ${leftOut === 1 ? 'patient was' : 'patients were'} in a test set before and can never train again.`;

const withinOne = 'allow validation within one patient, by blocks of frames: the result is then marked so.';

/** Why a split is refused; each says the numbers that were found and needed. */
export const refuseSplit = {
  noCases: () =>
    new LapidaryError(
      'no-cases',
      'The cohort holds no labelled findings.',
      'Label findings first, or make a cohort of another schema or other sites.',
    ),
  noTest: (leftOut: number) =>
    new LapidaryError(
      'too-few-patients',
      `No patients are left for the test set.${heldOutNote(leftOut)}`,
      'Add patients, or name other test sites.',
    ),
  noTraining: (leftOut: number) =>
    new LapidaryError(
      'too-few-patients',
      `No patients are left to train on.${heldOutNote(leftOut)}`,
      'Add patients, or name other training sites.',
    ),
  oneClass: (cases: number) =>
    new LapidaryError(
      'one-class',
      `All ${cases} training cases have the same label: there is nothing to tell apart.`,
      'Add labelled cases of at least one more class to the training sites.',
    ),
  tooFewPatients: (found: number, needed: number) =>
    new LapidaryError(
      'too-few-patients',
      `The cohort has ${found} ${found === 1 ? 'patient' : 'patients'}; ${
        needed === 2 ? 'training and test' : 'training, validation and test'
      } need at least ${needed}, since none may be in two of them.`,
      found === 2 ? `Add patients, divide by site, or ${withinOne}` : 'Add patients, or divide by site.',
    ),
  onePatient: (kind: 'patient' | 'site') =>
    new LapidaryError(
      'too-few-patients',
      'Only 1 patient is left to train on; validation needs another one, so at least 2.',
      `Add patients${kind === 'site' ? ' to the training sites' : ''}, or ${withinOne}`,
    ),
  tooFewCases: (purpose: string, wanted: number, found: number) =>
    new LapidaryError(
      'too-few-cases',
      `A class has ${found} cases left for ${purpose}, each of another patient; ${wanted} are needed.`,
      'Ask for fewer cases per class, or add patients of the rarest class.',
    ),
  unknownSite: (missing: readonly string[], known: readonly string[]) =>
    new LapidaryError(
      'unknown-site',
      `The cohort has no cases of ${list(missing)}; its sites are ${known.length === 0 ? 'not named' : list(known)}.`,
      'Name sites of the cohort, spelled as they are.',
    ),
  sitesOverlap: (both: readonly string[]) =>
    new LapidaryError(
      'sites-overlap',
      `${list(both)} cannot train and test at once.`,
      'Name each site either for training or for testing.',
    ),
};
