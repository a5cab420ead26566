import { isDeepStrictEqual } from 'node:util';
import { ask, type Field } from './candidates.js';
import type { Call, Candidate, Material, WorkItem } from './items/work-item.js';

/** The calls of one candidate with the length of each answer. */
export interface Checked {
  candidate: Candidate;
  calls: readonly Call[];
  bytes: readonly number[];
}

const PUBLIC_ID = /^[a-z]+_([0-7][0-9a-hjkmnp-tv-z]{25})$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Asks every call of an item once and compares the parsed answers with those of the hand-written
 * SQL. Two forms count as equal to what they stand for: public ids (their uuid; only Bureau makes
 * them) and instants.
 * @throws Error at the first answer that differs.
 */
export async function checkAnswers(
  item: WorkItem,
  field: Field,
  material: Material,
): Promise<Checked[]> {
  const calls = Object.entries(item.calls(material)) as [Candidate, Call[]][];
  const reference = await answers(field, 'sql', item.calls(material).sql ?? []);
  const checked: Checked[] = [];
  for (const [candidate, list] of calls) {
    const own = await answers(field, candidate, list);
    for (const [index, { data }] of own.entries()) {
      const expected = plain(reference[index]?.data);
      const given = plain(data);
      if (isDeepStrictEqual(given, expected)) continue;
      throw new Error(
        `${item.key}: ${candidate} answers differently (call ${index}).\n` +
          `  sql: ${JSON.stringify(expected).slice(0, 1_500)}\n` +
          `  ${candidate}: ${JSON.stringify(given).slice(0, 1_500)}`,
      );
    }
    checked.push({ candidate, calls: list, bytes: own.map(({ bytes }) => bytes) });
  }
  return checked;
}

async function answers(field: Field, candidate: Candidate, calls: readonly Call[]) {
  const result: { data: unknown; bytes: number }[] = [];
  for (const call of calls) result.push(await ask(field[candidate], call));
  return result;
}

/** The value with ids as uuids and instants in one form. Nodes without a prototype become plain. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
  }
  if (typeof value !== 'string') return value;
  const id = PUBLIC_ID.exec(value)?.[1];
  if (id !== undefined) return uuidOf(id);
  return INSTANT.test(value) ? new Date(value).toISOString() : value;
}

function uuidOf(text: string): string {
  const digits = [...text].map((char) => BigInt(ALPHABET.indexOf(char)));
  const hex = digits
    .reduce((sum, digit) => (sum << 5n) | digit, 0n)
    .toString(16)
    .padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
