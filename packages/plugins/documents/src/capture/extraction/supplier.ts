import type { FoundField, TextLine } from './found-field.js';

/** Endings of names of firms; ISO 20275 lists many more, these are met on bills. */
const FORMS =
  'GmbH(?: & Co\\.? KGa?A?)?|gGmbH|AG|KG|OHG|UG|eG|e\\.K\\.|SE|Ltd\\.?|Limited|LLP|LLC|Inc\\.?|' +
  'Corp\\.?|PLC|plc|B\\.?V\\.?|N\\.?V\\.?|S\\.?A\\.?(?:R\\.?L\\.?|S\\.?)?|S\\.?p\\.?A\\.?|' +
  'S\\.?r\\.?l\\.?|A/S|ApS|AB|Oy|Sp\\. z o\\.o\\.|s\\.r\\.o\\.';
const FIRM = new RegExp(
  `((?:[\\p{Lu}\\d][\\p{L}\\d.&'’-]*[ ]){1,6}(?:${FORMS}))(?![\\p{L}\\d])`,
  'u',
);

/** Lines at the top, and at the foot, where a sender stands. */
const NEAR = 12;

/** The name of the firm that wrote a paper, by its legal form; `undefined` when none is told. */
export function supplierIn(
  lines: readonly TextLine[],
  ownNames: readonly string[],
): FoundField | undefined {
  const own = ownNames.map(plain);
  for (const [at, { page, text }] of lines.entries()) {
    const name = FIRM.exec(text)?.[1]?.trim();
    if (name === undefined || own.includes(plain(name))) continue;
    const isNear = at < NEAR || at >= lines.length - NEAR;
    return { name: 'SUPPLIER', value: name, confidence: isNear ? 0.7 : 0.45, page, anchor: '' };
  }
  return undefined;
}

/** A name as names are compared: letters and digits alone. */
export function plain(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
