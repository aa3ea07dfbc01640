import type { Catalogue } from './languages.ts';

export const es: Catalogue = {
  // What a study has come to.
  'state.new': 'Nuevo',
  'state.segmented': 'Segmentado',
  'state.predicted': 'Con predicción',
  'state.in-review': 'En revisión',
  'state.signed': 'Firmado',
  'state.amended': 'Enmendado',
};
