import type { Catalogue } from './languages.ts';

export const ja: Catalogue = {
  // What a study has come to.
  'state.new': '新規',
  'state.segmented': '領域抽出済み',
  'state.predicted': '予測済み',
  'state.in-review': '読影中',
  'state.signed': '署名済み',
  'state.amended': '修正済み',
};
