const SIGNS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** A tag of an XML text with its attributes, or the words between two of them. */
export interface XmlPart {
  /** Name of the tag, with `/` before it for an end; undefined: words. */
  tag: string | undefined;
  attributes: string;
  isEmpty: boolean;
  words: string;
}

/** The tags and words of an XML text in their order; each sign is looked at once. */
export function* xmlParts(xml: string): Generator<XmlPart> {
  for (const [, name, rest = '', words = ''] of xml.matchAll(/<([^\s<>]+)([^<>]*)>|([^<>]+)/g)) {
    const isEmpty = name !== undefined && `${name}${rest}`.endsWith('/');
    const tag = name?.replace(/(.)\/$/, '$1');
    yield { tag, attributes: rest, isEmpty, words };
  }
}

/** Words of an XML text with its references as signs (XML 1.0, section 4.1); no other entities. */
export function unescaped(words: string): string {
  return words.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (all, ...found) => {
    const [decimal, hex, name] = found as (string | undefined)[];
    if (name !== undefined) return SIGNS[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
