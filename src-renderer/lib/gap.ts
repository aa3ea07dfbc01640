/** Stands in a message for what is not text: `Around` draws it there. OBJECT REPLACEMENT CHARACTER. */
export const gap = '\u{FFFC}';
