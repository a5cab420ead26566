import { amountsIn, currenciesIn } from './amounts.js';
import { daysIn } from './days.js';
import { type FieldName, type FoundField, linesOf, type TextLine } from './found-field.js';
import { ibansIn, vatIdsIn } from './numbers-of-firms.js';
import { supplierIn } from './supplier.js';
import { type Label, LABELS, type TextLanguage } from './words.js';

/** What is known before a paper is read. */
export interface ExtractionHints {
  language?: TextLanguage | undefined;
  /** Names of the organization itself: it is not the supplier. */
  ownNames?: readonly string[];
  /** VAT numbers and IBANs of its own, compact. */
  ownNumbers?: readonly string[];
}

/**
 * The facts that stand on a paper, at most one of each kind and the surest: by the words before
 * them, and where they have check digits by these.
 * @example
 * extractFields(['Invoice no. 4711\nTotal due 12.50 EUR'])
 */
export function extractFields(
  pages: readonly string[],
  { language = 'en', ownNames = [], ownNumbers = [] }: ExtractionHints = {},
): FoundField[] {
  const lines = linesOf(pages);
  const labelled = LABELS[language].flatMap((label) => labelledIn(lines, label, language));
  const numbers = lines
    .flatMap((line) => numbersIn(line))
    .filter(({ value }) => !ownNumbers.includes(value));
  const supplier = supplierIn(lines, ownNames);
  const found = surest([...labelled, ...numbers, ...(supplier ? [supplier] : [])]);
  const total = found.get('TOTAL') ?? greatestAmount(lines);
  if (total) found.set('TOTAL', total);
  const currency = currencyOf(lines, total);
  if (currency) found.set('CURRENCY', currency);
  agree(found);
  return [...found.values()];
}

function surest(found: readonly FoundField[]): Map<FieldName, FoundField> {
  const kept = new Map<FieldName, FoundField>();
  for (const field of found) {
    const before = kept.get(field.name);
    if (!before || field.confidence > before.confidence) kept.set(field.name, field);
  }
  return kept;
}

/** Values behind the words of a label, in its line or alone in the next one. */
function labelledIn(
  lines: readonly TextLine[],
  label: Label,
  language: TextLanguage,
): FoundField[] {
  return lines.flatMap(({ page, text }, at) => {
    const match = label.words.exec(text);
    if (!match) return [];
    const [anchor] = match;
    const rest = text.slice(match.index + anchor.length);
    const { field: name, confidence } = label;
    const here = valueFor(name, rest, language);
    if (here)
      return [{ name, value: here.value, confidence: confidence * here.sure, page, anchor }];
    const next = lines[at + 1];
    if (!next || next.page !== page || rest.replaceAll(/[\s:#.]/g, '').length > 3) return [];
    const below = valueFor(name, next.text, language);
    if (!below) return [];
    const sure = confidence * below.sure * 0.9;
    return [{ name, value: below.value, confidence: sure, page, anchor }];
  });
}

interface Candidate {
  value: string;
  /** 0 to 1. */
  sure: number;
}

const NUMBER = /^[\s:#.]*(?:nr\.?|no\.?)?[\s:#]*([A-Z0-9][A-Z0-9/_.-]{1,30}(?<![.-]))/i;

/** The value of a kind in the words behind a label. */
export function valueFor(
  name: FieldName,
  text: string,
  language: TextLanguage,
): Candidate | undefined {
  if (name === 'TOTAL' || name === 'NET' || name === 'TAX') {
    // Behind a rate or a quantity the amount stands last.
    const amount = amountsIn(text).at(-1);
    return amount && { value: amount.value, sure: 1 };
  }
  if (name === 'DOCUMENT_DATE' || name === 'DUE_DATE') {
    const day = daysIn(text, { monthFirst: false })[0];
    if (!day || day.at > 40) return undefined;
    return { value: day.value, sure: day.isCertain || language === 'de' ? 1 : 0.7 };
  }
  if (name === 'IBAN') return first(ibansIn(text));
  if (name === 'VAT_ID') return first(vatIdsIn(text));
  if (name === 'CURRENCY') return first(currenciesIn(text).map((value) => ({ value })));
  const number = NUMBER.exec(text)?.[1];
  if (number === undefined || !/\d/.test(number) || daysIn(number).length > 0) return undefined;
  return { value: number, sure: 1 };
}

function first(found: readonly { value: string }[]): Candidate | undefined {
  const [one] = found;
  return one && { value: one.value, sure: 1 };
}

function numbersIn({ page, text }: TextLine): FoundField[] {
  const field =
    (name: FieldName, confidence: number) => (number: { value: string; at: number }) => ({
      name,
      value: number.value,
      confidence,
      page,
      anchor: '',
    });
  return [...ibansIn(text).map(field('IBAN', 0.97)), ...vatIdsIn(text).map(field('VAT_ID', 0.9))];
}

/** Without words that name it, the total is as a rule the greatest amount. */
function greatestAmount(lines: readonly TextLine[]): FoundField | undefined {
  let most: FoundField | undefined;
  for (const { page, text } of lines) {
    for (const { value } of amountsIn(text)) {
      if (most && Number(value) <= Number(most.value)) continue;
      most = { name: 'TOTAL', value, confidence: 0.4, page, anchor: '' };
    }
  }
  return most;
}

/** The currency beside the total, else the one that stands on the paper most often. */
function currencyOf(
  lines: readonly TextLine[],
  total: FoundField | undefined,
): FoundField | undefined {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const named = currenciesIn(line.text);
    for (const code of named) counts.set(code, (counts.get(code) ?? 0) + 1);
    const isTotal = amountsIn(line.text).some(({ value }) => value === total?.value);
    const [code] = named;
    if (isTotal && code !== undefined) {
      return { name: 'CURRENCY', value: code, confidence: 0.95, page: line.page, anchor: '' };
    }
  }
  const [usual] = [...counts].toSorted(([, a], [, b]) => b - a);
  return usual && { name: 'CURRENCY', value: usual[0], confidence: 0.7, page: 1, anchor: '' };
}

/** Net and tax that add up to the total make all three sure; tax above the total is none. */
function agree(found: Map<FieldName, FoundField>): void {
  const [total, net, tax] = [found.get('TOTAL'), found.get('NET'), found.get('TAX')];
  if (total && tax && Number(tax.value) >= Number(total.value)) found.delete('TAX');
  if (!total || !net || !tax) return;
  if (cents(net) + cents(tax) !== cents(total)) return;
  for (const field of [total, net, tax]) field.confidence = Math.max(field.confidence, 0.98);
}

const cents = ({ value }: FoundField) => Math.round(Number(value) * 100);
