/**
 * What the program says is data, one file per language; English is the one the others are held against. A message is a
 * text with `{names}` to be filled in, or such texts by the plural categories of a language (Unicode CLDR), of which
 * `{count}` chooses one.
 */
export type Plural = { readonly [Category in Intl.LDMLPluralRule]?: string } & { readonly other: string };
export type Message = string | Plural;
export type Messages = Readonly<Record<string, Message>>;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The names that a message is filled in with. */
export type NamesOf<One extends Message> = One extends string
  ? NamesIn<One>
  : One extends Plural
    ? 'count' | NamesIn<One['other']>
    : never;

/** What stands for the names of a message. Numbers are written as the language does; texts stand as they are. */
export type Values<One extends Message> = {
  readonly [Name in NamesOf<One>]: Name extends 'count' ? number : string | number;
};

/** The other languages of `English`: the same messages, a text where it has a text. */
export type Translation<English extends Messages> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Plural;
};

/** A message in one language. */
export type Translate<English extends Messages> = <Key extends keyof English & string>(
  key: Key,
  ...values: [NamesOf<English[Key]>] extends [never] ? [] : [Values<English[Key]>]
) => string;

/** @param locale as Intl knows it: "en-GB", "ja-JP" */
export function translator<English extends Messages>(
  locale: string,
  messages: Translation<English>,
): Translate<English> {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (key, ...[values]) => {
    const message: Message = messages[key];
    const given = (values ?? {}) as Readonly<Record<string, string | number>>;
    const text =
      typeof message === 'string' ? message : chosen(message, rules.select(Number(given['count'])));
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = given[name];
      return value === undefined ? whole : typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}

/** The names that stand in a message, in no order: by these the languages are held against each other. */
export function namesIn(message: Message): Set<string> {
  return new Set(
    textsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')),
  );
}

/** A message's text, or its text for each plural category. */
export function textsOf(message: Message): readonly string[] {
  return typeof message === 'string' ? [message] : Object.values<string>(message);
}

function chosen(message: Plural, category: Intl.LDMLPluralRule): string {
  return message[category] ?? message.other;
}
