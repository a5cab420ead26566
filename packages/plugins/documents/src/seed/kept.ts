/** Contracts of the demo company; each has the title of its paper, and the name of its supplier. */
export const CONTRACTS = [
  {
    ...{ title: 'Lease of the Hamburg office', kind: 'LEASE', party: 'Hafen Immobilien GmbH' },
    ...{ value: { amount: '8200.00', currency: 'EUR' }, billing: 'MONTHLY' },
    ...{ startsOn: '2024-07-01', endsOn: '2027-06-30', renewalMonths: 12 },
    ...{ noticeCount: 6, noticeUnit: 'MONTHS', remindDays: 60 },
    memo: 'The management meeting of October 2026 wants to look at it before notice is due.',
  },
  {
    ...{ title: 'Business liability insurance 2026', kind: 'INSURANCE' },
    ...{ party: 'Alster Versicherung AG', billing: 'YEARLY' },
    value: { amount: '3840.00', currency: 'EUR' },
    ...{ startsOn: '2026-01-01', endsOn: '2026-12-31', renewalMonths: 12 },
    ...{ noticeCount: 3, noticeUnit: 'MONTHS', remindDays: 30 },
  },
  {
    ...{ title: 'Frame agreement on optical glass', kind: 'SUPPLY' },
    party: 'Precision Glass Works Ltd',
    ...{ startsOn: '2025-07-01', endsOn: '2027-06-30', renewalMonths: 12 },
    ...{ noticeCount: 3, noticeUnit: 'MONTHS', remindDays: 45 },
    memo: 'Lens blanks of grade A at 38.50 EUR until 30 June 2027.',
  },
] as const;

/** How long papers of a type (code) are kept. */
export const POLICIES = [
  {
    ...{ code: 'VOUCHERS', name: 'Vouchers of the books', type: 'INVOICE' },
    ...{ event: 'BILL_POSTED', termCount: 8, termUnit: 'YEARS', isFromYearEnd: true },
    legalBasis: 'Section 147 (3) of the fiscal code (AO)',
  },
  {
    ...{ code: 'LETTERS', name: 'Business letters', type: 'LETTER' },
    ...{ event: 'FILED', termCount: 6, termUnit: 'YEARS', isFromYearEnd: true },
    legalBasis: 'Section 257 (4) of the commercial code (HGB)',
  },
  {
    ...{ code: 'CONTRACTS', name: 'Contracts, from their end on', type: 'CONTRACT' },
    ...{ event: 'CONTRACT_ENDED', termCount: 6, termUnit: 'YEARS', isFromYearEnd: true },
    legalBasis: 'Section 257 (4) of the commercial code (HGB)',
  },
] as const;

/** A case, and the titles of the papers that it keeps. */
export const HELD = {
  name: 'Tax audit 2023 to 2025',
  reason: 'The tax office has announced an audit; its papers stay until it is over.',
  papers: [
    'Letter of the tax office on the audit',
    'Frame agreement on optical glass',
    'Business liability insurance 2026',
  ],
} as const;

/** A paper that somebody outside gets. */
export const SHARED = {
  paper: 'Complaint about a delivery of lens blanks',
  recipient: 'Precision Glass Works Ltd, quality',
} as const;

/** Templates, each with the words that come with its kind. */
export const TEMPLATES = [
  { code: 'OFFER', name: 'Offer of employment', kind: 'OFFER_LETTER', locale: 'en' },
  { code: 'EMPLOYMENT', name: 'Contract of employment', kind: 'EMPLOYMENT_CONTRACT', locale: 'en' },
] as const;
