import type { Catalogue } from './languages.ts';

export const de: Catalogue = {
  // What a study has come to.
  'state.new': 'Neu',
  'state.segmented': 'Segmentiert',
  'state.predicted': 'Vorhergesagt',
  'state.in-review': 'In Befundung',
  'state.signed': 'Signiert',
  'state.amended': 'Ergänzt',
};
