/** Letters that do not fall apart into a base letter and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  ø: 'o',
  Ø: 'O',
  å: 'a',
  Å: 'A',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  '&': '+',
  '€': 'EUR',
};

/**
 * A text in the characters that every bank of SEPA takes (EPC217-08): marks fall off, German
 * umlauts are spelled out, what is left becomes a point.
 * @returns at most `longest` characters, in one line
 */
export function sepaText(text: string, longest: number): string {
  return [...text.normalize('NFC')]
    .map((character) => SPELLED[character] ?? character.normalize('NFD').replace(/\p{M}/gu, ''))
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, '.')
    .slice(0, longest)
    .trim();
}
