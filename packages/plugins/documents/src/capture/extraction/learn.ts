import { extractFields, type ExtractionHints, valueFor } from './extract-fields.js';
import { type FieldName, type FoundField, linesOf } from './found-field.js';
import { plain } from './supplier.js';

/** What was learned of the papers of one correspondent. */
export interface LearnedRule {
  field: FieldName;
  /** The words before the value; empty: the value is always the same. */
  anchor: string;
  /** The value that is always the same; null where there are words before it. */
  value: string | null;
}

/** Facts that are the same on every paper of a sender. */
const CONSTANT: readonly FieldName[] = ['CURRENCY', 'SUPPLIER', 'IBAN', 'VAT_ID'];
const LENGTH = 60;

/**
 * The rule that would have given the corrected value: the words before it in its line, or the
 * value itself where papers of one sender always bear the same. `undefined` when the value stands
 * nowhere, or nothing before it.
 */
export function ruleFrom(
  pages: readonly string[],
  { name, value }: { name: FieldName; value: string },
  language: 'en' | 'de' = 'en',
): LearnedRule | undefined {
  if (CONSTANT.includes(name)) return { field: name, anchor: '', value };
  const lines = linesOf(pages);
  for (const { text } of lines) {
    for (const anchor of anchorsOf(text)) {
      const at = text.indexOf(anchor) + anchor.length;
      if (valueFor(name, text.slice(at), language)?.value !== value) continue;
      return { field: name, anchor: anchor.slice(-LENGTH), value: null };
    }
  }
  return undefined;
}

/** Beginnings of a line that end with a word, the longest one first. */
function anchorsOf(text: string): string[] {
  const ends = [...text.matchAll(/\p{L}[.:#]?(?=[\s:#]|$)/gu)].map(
    (match) => match.index + match[0].length,
  );
  return ends.toReversed().map((end) => text.slice(0, end));
}

/** What learned rules find; surer than the words that everybody uses. */
export function applyRules(
  pages: readonly string[],
  rules: readonly LearnedRule[],
  language: 'en' | 'de' = 'en',
): FoundField[] {
  const lines = linesOf(pages);
  return rules.flatMap(({ field: name, anchor, value }) => {
    if (value !== null) return [{ name, value, confidence: 0.97, page: 1, anchor: '' }];
    for (const { page, text } of lines) {
      const at = text.indexOf(anchor);
      if (at < 0) continue;
      const found = valueFor(name, text.slice(at + anchor.length), language);
      if (found) return [{ name, value: found.value, confidence: 0.97, page, anchor }];
    }
    return [];
  });
}

/** The facts of a paper, with what was learned of its sender before what is known in general. */
export function extractWith(
  pages: readonly string[],
  rules: readonly LearnedRule[],
  hints: ExtractionHints,
): FoundField[] {
  const learned = applyRules(pages, rules, hints.language);
  const known = new Set(learned.map(({ name }) => name));
  return [...learned, ...extractFields(pages, hints).filter(({ name }) => !known.has(name))];
}

/** A sender who may be meant. */
export interface KnownSender {
  id: string;
  name: string;
  /** VAT number and IBANs, compact; address of mails. */
  marks: readonly string[];
}

/**
 * Whose paper it is: by a number that nobody else has, else by the name. `undefined` when it is
 * none of them, or several.
 */
export function senderOf(
  pages: readonly string[],
  senders: readonly KnownSender[],
): { id: string; confidence: number } | undefined {
  const text = pages.join('\n').slice(0, 200_000);
  const compact = text.replaceAll(/[\s.]/g, '').toUpperCase();
  const marked = senders.filter(({ marks }) =>
    marks.some(
      (mark) => mark.length > 5 && compact.includes(mark.replaceAll(/[\s.]/g, '').toUpperCase()),
    ),
  );
  if (marked.length === 1 && marked[0]) return { id: marked[0].id, confidence: 0.97 };
  const letters = plain(text);
  const named = (marked.length > 0 ? marked : senders).filter(({ name }) => {
    const wanted = plain(name);
    return wanted.length > 3 && letters.includes(wanted);
  });
  // Of "Nord" and "Nordwind" it is the longer one that is meant.
  const [longest, second] = named.toSorted((a, b) => b.name.length - a.name.length);
  if (!longest || second?.name.length === longest.name.length) return undefined;
  return { id: longest.id, confidence: 0.85 };
}
