import type { ReportInput } from './reportInput.ts';
import type { ReportWords } from './reportWords.ts';

/** What stands against taking the document for the signed reading that counts; null: it is that. */
export function warningOf(
  { signature, versions, amendment }: ReportInput,
  words: ReportWords,
): { readonly title: string; readonly note: string } | null {
  const newest = versions[0];
  if (signature === null) {
    return {
      title: words.say('report.draft'),
      note:
        amendment === null || newest === undefined
          ? words.say('report.draft.note')
          : words.say('report.draft.amends', { version: newest.version, reason: amendment.reason }),
    };
  }
  if (newest !== undefined && newest.version > signature.version) {
    return {
      title: words.say('report.superseded'),
      note: words.say('report.superseded.note', {
        version: signature.version,
        newest: newest.version,
        date: words.moment(newest.signedAt),
      }),
    };
  }
  if (amendment === null) return null;
  return {
    title: words.say('report.reopened'),
    note: words.say('report.draft.amends', { version: signature.version, reason: amendment.reason }),
  };
}
