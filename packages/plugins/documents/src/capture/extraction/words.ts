import type { FieldName } from './found-field.js';

/** Words before a value, and how sure they make it. */
export interface Label {
  field: FieldName;
  words: RegExp;
  confidence: number;
}

/** Languages whose words are known, as ISO 639-1 and as the recognizer calls them. */
export const LANGUAGES = { en: 'eng', de: 'deu' } as const;
export type TextLanguage = keyof typeof LANGUAGES;

const label = (field: FieldName, words: string, confidence: number): Label => ({
  field,
  words: new RegExp(`(?<![\\p{L}-])(?:${words})(?!\\p{L})`, 'iu'),
  confidence,
});

const EN: readonly Label[] = [
  label('TOTAL', 'total amount due|amount due|total due|balance due|amount payable', 0.95),
  label(
    'TOTAL',
    'grand total|invoice total|total amount|total incl(?:\\.|uding)?[^\\d]{0,12}',
    0.92,
  ),
  label('TOTAL', 'total', 0.75),
  label(
    'NET',
    'sub-?\\s?total|net (?:amount|total)|total net|total excl(?:\\.|uding)?[^\\d]{0,12}',
    0.85,
  ),
  label('TAX', 'vat|sales tax|tax amount|gst', 0.75),
  label('DOCUMENT_NUMBER', 'invoice (?:number|no\\.?|nr\\.?|#)|invoice id', 0.95),
  label('DOCUMENT_NUMBER', '(?:tax |credit )?(?:invoice|note) (?=[A-Z]*[-/]?\\d)', 0.8),
  label(
    'DOCUMENT_NUMBER',
    'document (?:number|no\\.?)|reference(?: number| no\\.?)?|our ref\\.?',
    0.6,
  ),
  label(
    'ORDER_NUMBER',
    '(?:purchase )?order (?:number|no\\.?|nr\\.?|#)|po (?:number|no\\.?|#)',
    0.9,
  ),
  label('DOCUMENT_DATE', 'invoice date|date of (?:invoice|issue)|issue date|issued(?: on)?', 0.95),
  label('DOCUMENT_DATE', 'dated?|invoice', 0.75),
  label('DUE_DATE', 'due (?:date|on|by)|payment due|payable (?:by|until)|pay by', 0.92),
];

const DE: readonly Label[] = [
  label(
    'TOTAL',
    'rechnungsbetrag|zahlbetrag|zu zahlen(?:der betrag)?|endbetrag|gesamtbetrag',
    0.95,
  ),
  label('TOTAL', 'bruttobetrag|gesamtsumme|summe brutto|gesamt brutto|rechnungssumme', 0.92),
  label('TOTAL', 'gesamt|summe', 0.7),
  label('NET', 'nettobetrag|summe netto|gesamt netto|zwischensumme|netto', 0.85),
  label('TAX', 'mehrwertsteuer|umsatzsteuer|mwst\\.?|ust\\.?', 0.75),
  label('DOCUMENT_NUMBER', 'rechnungs-?\\s?(?:nummer|nr\\.?)|rechnung nr\\.?|re\\.?-nr\\.?', 0.95),
  label('DOCUMENT_NUMBER', 'rechnung (?=[A-Z]*[-/]?\\d)|beleg-?\\s?(?:nummer|nr\\.?)', 0.8),
  label('ORDER_NUMBER', 'bestell-?\\s?(?:nummer|nr\\.?)|auftrags-?\\s?(?:nummer|nr\\.?)', 0.9),
  label('DOCUMENT_DATE', 'rechnungsdatum|ausstellungsdatum|belegdatum', 0.95),
  label('DOCUMENT_DATE', 'datum|rechnung|vom', 0.75),
  label('DUE_DATE', 'f[äa]llig(?:keit(?:sdatum)?)?(?: am| bis)?|zahlbar bis(?: zum)?', 0.92),
];

/** What is looked for on papers in each language. */
export const LABELS: Readonly<Record<TextLanguage, readonly Label[]>> = { en: EN, de: DE };

const COMMON: Readonly<Record<TextLanguage, ReadonlySet<string>>> = {
  en: new Set('the and of to for with your you please we is are this by from on'.split(' ')),
  de: new Set(
    'der die das und für mit ihre ihr sie bitte wir ist sind von den zu am auf'.split(' '),
  ),
};

/** The language of a text by its commonest words; `undefined` when there are too few of them. */
export function languageOf(text: string): TextLanguage | undefined {
  const words = text
    .slice(0, 20_000)
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  const count = (language: TextLanguage) =>
    words.filter((word) => COMMON[language].has(word)).length;
  const [en, de] = [count('en'), count('de')];
  if (Math.max(en, de) < 2 || en === de) return undefined;
  return en > de ? 'en' : 'de';
}
