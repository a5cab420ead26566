import type { NumberWords } from '../tables/table.js';

/** The words of letters in one language; names in braces are filled in. */
export interface LetterWords {
  numbers: NumberWords;
  invoice: string;
  creditNote: string;
  statement: string;
  date: string;
  due: string;
  customer: string;
  reference: string;
  taxNumber: string;
  corrects: string;
  text: string;
  quantity: string;
  price: string;
  tax: string;
  amount: string;
  net: string;
  taxOn: string;
  total: string;
  credit: string;
  pay: string;
  part: string;
  discount: string;
  reverseCharge: string;
  from: string;
  to: string;
  document: string;
  balance: string;
  opening: string;
  closing: string;
  reminder: string;
  charges: string;
}

const en: LetterWords = {
  numbers: { decimal: '.', group: ',' },
  invoice: 'Invoice',
  creditNote: 'Credit note',
  statement: 'Statement of account',
  date: 'Date',
  due: 'Due',
  customer: 'Customer no.',
  reference: 'Your reference',
  taxNumber: 'Your VAT no.',
  corrects: 'Corrects',
  text: 'Description',
  quantity: 'Quantity',
  price: 'Price',
  tax: 'Tax',
  amount: 'Amount',
  net: 'Net',
  taxOn: '{tax} on {base}',
  total: 'To be paid',
  credit: 'Credit',
  pay: 'Please pay {amount} by {day}, naming {number}.',
  part: '{amount} by {day}',
  discount: 'For payment until {day} you may deduct {amount}.',
  reverseCharge: 'Reverse charge: the recipient owes the tax.',
  from: 'From',
  to: 'To',
  document: 'Document',
  balance: 'Balance',
  opening: 'Balance before',
  closing: 'Balance after',
  reminder: 'Reminder',
  charges: 'fee and interest',
};

const de: LetterWords = {
  numbers: { decimal: ',', group: '.' },
  invoice: 'Rechnung',
  creditNote: 'Rechnungskorrektur',
  statement: 'Kontoauszug',
  date: 'Datum',
  due: 'Fällig',
  customer: 'Kundennummer',
  reference: 'Ihr Zeichen',
  taxNumber: 'Ihre USt-IdNr.',
  corrects: 'Korrigiert',
  text: 'Beschreibung',
  quantity: 'Menge',
  price: 'Preis',
  tax: 'Steuer',
  amount: 'Betrag',
  net: 'Netto',
  taxOn: '{tax} auf {base}',
  total: 'Zu zahlen',
  credit: 'Guthaben',
  pay: 'Bitte zahlen Sie {amount} bis zum {day} und geben {number} an.',
  part: '{amount} bis zum {day}',
  discount: 'Bei Zahlung bis zum {day} dürfen Sie {amount} abziehen.',
  reverseCharge: 'Steuerschuldnerschaft des Leistungsempfängers.',
  from: 'Von',
  to: 'Bis',
  document: 'Beleg',
  balance: 'Saldo',
  opening: 'Saldo davor',
  closing: 'Saldo danach',
  reminder: 'Mahnung',
  charges: 'Gebühr und Zinsen',
};

const WORDS: Readonly<Record<string, LetterWords>> = { en, de };

/** The words for a language; English where there are none. */
export function wordsFor(locale: string): LetterWords {
  return WORDS[locale.split('-')[0] ?? ''] ?? en;
}

/** Fills `{name}` in a text. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A day as people of that language write it. */
export function shownDay(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat([locale, 'en'], { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
