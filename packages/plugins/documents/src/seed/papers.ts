/** A paper of the demo company; texts are short and true to their kind. */
export interface DemoPaper {
  title: string;
  type: string;
  folder: string;
  correspondent?: string;
  tags: readonly string[];
  datedOn: string;
  language: 'en' | 'de';
  /** Left as it came in; the others are filed. */
  isNew?: boolean;
  text: string;
}

export const TYPES = [
  { code: 'CONTRACT', name: 'Contract', classification: 'CONFIDENTIAL' },
  { code: 'INVOICE', name: 'Invoice received', classification: 'INTERNAL' },
  { code: 'POLICY', name: 'Policy', classification: 'INTERNAL' },
  { code: 'LETTER', name: 'Letter', classification: 'INTERNAL' },
  { code: 'MINUTES', name: 'Minutes', classification: 'CONFIDENTIAL' },
] as const;

export const TAGS = ['to pay', 'lease', 'insurance', 'for everybody', 'audit 2026'] as const;

export const FOLDERS = ['Contracts', 'Invoices', 'Company', 'Correspondence'] as const;

export const CORRESPONDENTS = [
  'Hafen Immobilien GmbH',
  'Alster Versicherung AG',
  'Precision Glass Works Ltd',
  'Stadtstrom AG',
] as const;

export const PAPERS: readonly DemoPaper[] = [
  {
    title: 'Lease of the Hamburg office',
    ...{ type: 'CONTRACT', folder: 'Contracts', correspondent: 'Hafen Immobilien GmbH' },
    ...{ tags: ['lease'], datedOn: '2024-03-15', language: 'de' },
    text:
      'Mietvertrag über Büroräume, Am Sandtorkai 12, 20457 Hamburg. Vermieter: Hafen ' +
      'Immobilien GmbH. Mieter: Nordwind Instruments GmbH. Die Miete beträgt 8.200,00 EUR ' +
      'monatlich. Der Vertrag läuft vom 1. Juli 2024 an drei Jahre und verlängert sich um je ein ' +
      'Jahr; die Kündigungsfrist beträgt sechs Monate.',
  },
  {
    title: 'Business liability insurance 2026',
    ...{ type: 'CONTRACT', folder: 'Contracts', correspondent: 'Alster Versicherung AG' },
    ...{ tags: ['insurance', 'audit 2026'], datedOn: '2025-12-02', language: 'de' },
    text:
      'Versicherungsschein Nr. AV-88123-26. Betriebshaftpflicht für Nordwind Instruments GmbH. ' +
      'Deckungssumme 5.000.000 EUR je Schadenfall. Beginn 1. Januar 2026, Laufzeit ein Jahr.',
  },
  {
    title: 'Frame agreement on optical glass',
    ...{ type: 'CONTRACT', folder: 'Contracts', correspondent: 'Precision Glass Works Ltd' },
    ...{ tags: ['audit 2026'], datedOn: '2025-06-20', language: 'en' },
    text:
      'Frame agreement between Precision Glass Works Ltd (supplier) and Nordwind Instruments ' +
      'GmbH (customer) on the delivery of optical glass, grade A. Prices are fixed until 30 June ' +
      '2027. Either party may give three months of notice to the end of a quarter.',
  },
  {
    title: 'Invoice PGW-2026-0417',
    ...{ type: 'INVOICE', folder: 'Invoices', correspondent: 'Precision Glass Works Ltd' },
    ...{ tags: ['to pay'], datedOn: '2026-11-09', language: 'en', isNew: true },
    text:
      'Precision Glass Works Ltd. Invoice PGW-2026-0417 of 9 November 2026. 120 lens blanks, ' +
      'grade A, at 38.50 EUR: 4,620.00 EUR. VAT 0 % (intra-community supply). Payable within 30 ' +
      'days to IBAN IE29 AIBK 9311 5212 3456 78.',
  },
  {
    title: 'Invoice PGW-2026-0388',
    ...{ type: 'INVOICE', folder: 'Invoices', correspondent: 'Precision Glass Works Ltd' },
    ...{ tags: [], datedOn: '2026-09-14', language: 'en' },
    text:
      'Precision Glass Works Ltd. Invoice PGW-2026-0388 of 14 September 2026. 80 lens blanks, ' +
      'grade A, at 38.50 EUR: 3,080.00 EUR. Paid on 12 October 2026.',
  },
  {
    title: 'Abrechnung Strom, Oktober 2026',
    ...{ type: 'INVOICE', folder: 'Invoices', correspondent: 'Stadtstrom AG' },
    ...{ tags: ['to pay'], datedOn: '2026-11-03', language: 'de', isNew: true },
    text:
      'Stadtstrom AG. Rechnung 2026-10-55871. Zählerstand 48.211 kWh, Verbrauch im Oktober ' +
      '3.904 kWh. Rechnungsbetrag 1.210,24 EUR einschließlich 19 % Umsatzsteuer.',
  },
  {
    title: 'Employee handbook',
    ...{ type: 'POLICY', folder: 'Company', tags: ['for everybody'] },
    ...{ datedOn: '2026-01-15', language: 'en' },
    text:
      'Employee handbook of Nordwind Instruments. Working time, holidays, illness, travel and ' +
      'expenses, equipment and remote work. Holidays are asked for in good time and agreed to by ' +
      'the manager. Illness is told on the first day before work begins.',
  },
  {
    title: 'Information security policy',
    ...{ type: 'POLICY', folder: 'Company', tags: ['for everybody', 'audit 2026'] },
    ...{ datedOn: '2026-02-01', language: 'en' },
    text:
      'Information security policy. Passwords are long and kept in the password manager. Devices ' +
      'are encrypted and locked. Losses of devices are told at once to the IT desk. Visitors are ' +
      'never alone in the laboratory.',
  },
  {
    title: 'Travel and expenses policy',
    ...{ type: 'POLICY', folder: 'Company', tags: ['for everybody'] },
    ...{ datedOn: '2025-09-01', language: 'en' },
    text:
      'Travel and expenses. Trains before planes below six hours. Receipts are handed in within ' +
      'thirty days. Per diem follows the rates of the tax office of the country that is visited.',
  },
  {
    title: 'Minutes of the management meeting, October 2026',
    ...{ type: 'MINUTES', folder: 'Company', tags: [] },
    ...{ datedOn: '2026-10-22', language: 'en' },
    text:
      'Management meeting of 22 October 2026. The calibration laboratory in Vienna gets a second ' +
      'bench. The lease of the Hamburg office is to be looked at before the notice date. Orders ' +
      'of the third quarter are above plan.',
  },
  {
    title: 'Letter of the tax office on the audit',
    ...{ type: 'LETTER', folder: 'Correspondence', tags: ['audit 2026'] },
    ...{ datedOn: '2026-10-05', language: 'de' },
    text:
      'Finanzamt Hamburg. Prüfungsanordnung für die Jahre 2023 bis 2025. Die Prüfung beginnt am ' +
      '18. Januar 2027. Bitte halten Sie Belege, Verträge und Kontoauszüge bereit.',
  },
  {
    title: 'Complaint about a delivery of lens blanks',
    ...{ type: 'LETTER', folder: 'Correspondence', correspondent: 'Precision Glass Works Ltd' },
    ...{ tags: [], datedOn: '2026-09-28', language: 'en' },
    text:
      'To Precision Glass Works Ltd. Six of the eighty lens blanks of your delivery of 14 ' +
      'September are scratched. Please replace them. We keep them for your inspection.',
  },
];
