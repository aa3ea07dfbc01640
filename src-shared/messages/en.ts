import type { Messages } from './message.ts';

/** English, the language that the others translate. Keys: the place where it is said, then what is said. */
export const en = {
  // What a study has come to.
  'state.new': 'New',
  'state.segmented': 'Segmented',
  'state.predicted': 'Predicted',
  'state.in-review': 'In review',
  'state.signed': 'Signed',
  'state.amended': 'Amended',
} as const satisfies Messages;
