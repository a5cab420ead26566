/** Words that tell the form of a company, not its name. */
const LEGAL_FORMS = new Set(
  (
    'gmbh ag kg ohg ug se eg ev mbh co ltd limited plc llp llc inc corp corporation sa sas sarl ' +
    'srl spa bv nv ab as oy aps kft doo sro'
  ).split(' '),
);

/** The words of a name, without marks, capitals and legal forms. */
export function nameWords(name: string): string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !LEGAL_FORMS.has(word));
}

/**
 * How alike two names are, from 0 to 1: pairs of letters that both have, twice, over all pairs
 * (Dice, "Measures of the Amount of Ecologic Association Between Species", 1945). Words are
 * compared in the order of the alphabet, as banks write `MILLER JOHN` for John Miller.
 */
export function nameSimilarity(one: string, other: string): number {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  const count = (pairs: ReadonlyMap<string, number>) =>
    [...pairs.values()].reduce((a, b) => a + b, 0);
  const all = count(left) + count(right);
  if (all === 0) return 0;
  let both = 0;
  for (const [pair, times] of left) both += Math.min(times, right.get(pair) ?? 0);
  return (2 * both) / all;
}

function pairsOf(name: string): Map<string, number> {
  const text = ` ${nameWords(name).sort().join(' ')} `;
  const pairs = new Map<string, number>();
  for (let at = 0; at < text.length - 1 && text.length > 2; at += 1) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
