/** A line of the plan: account code, cents (debits above zero), and who or what it is about. */
export interface PlannedLine {
  account: string;
  cents: number;
  /** Code of a party. */
  party?: string;
  /** Code of a cost centre. */
  centre?: string;
}

/** An entry of the plan. */
export interface PlannedEntry {
  journal: string;
  on: string;
  memo: string;
  lines: PlannedLine[];
}

export const CUSTOMERS = [
  ['C-100', 'Hanse Werft GmbH'],
  ['C-110', 'Alpina Medizintechnik AG'],
  ['C-120', 'Stadtwerke Elbtal'],
  ['C-130', 'Rhone Pharma SAS'],
  ['C-140', 'Institut fuer Ozeanforschung'],
  ['C-150', 'Nordic Foods AB'],
] as const;

export const SUPPLIERS = [
  ['S-200', 'Kristall Optik GmbH'],
  ['S-210', 'Feinblech Lutz KG'],
  ['S-220', 'Hafen Immobilien GmbH'],
  ['S-230', 'Stadtstrom AG'],
  ['S-240', 'Wolke Software SE'],
] as const;

export const CENTRES = [
  ['SALES', 'Sales'],
  ['PROD', 'Production'],
  ['ADMIN', 'Administration'],
] as const;

/** Business picks up in autumn and sleeps in summer; by month, from January. */
const SEASON = [92, 94, 104, 101, 98, 96, 84, 80, 106, 112, 118, 96];

/**
 * The books of a maker of measuring instruments, month by month up to a day: sales on credit and
 * their payment, material, salaries, rent, tax, loan, depreciation. Always the same.
 */
export function planEntries(first: string, last: string): PlannedEntry[] {
  const entries: PlannedEntry[] = [];
  const end = Number(last.slice(0, 4)) * 12 + Number(last.slice(5, 7));
  for (let month = Number(first.slice(0, 4)) * 12 + 1; month <= end; month += 1) {
    entries.push(...monthOf(Math.floor((month - 1) / 12), ((month - 1) % 12) + 1));
  }
  return entries
    .filter(({ on }) => on <= last)
    .sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
}

/** Figures that look like chance and are none: the same for the same place. */
function figure(seed: number, from: number, to: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 7), 0x9e3779b1) >>> 0;
  return from + (mixed % (to - from + 1));
}

function monthOf(year: number, month: number): PlannedEntry[] {
  const seed = year * 100 + month;
  const growth = 100 + (year - 2025) * 6;
  return [
    ...tradeOf(year, month).flatMap(entriesOf),
    ...taxOf(year, month),
    ...payrollOf(year, month, growth),
    ...financeOf(year, month, seed),
  ];
}

interface Month {
  year: number;
  month: number;
  seed: number;
  growth: number;
}

/** A sale or a purchase, however it gets into the books. */
export interface PlannedTrade {
  kind: 'invoice' | 'bill';
  /** Code of the party. */
  party: string;
  on: string;
  /** What it is, for the ledger and for the document. */
  memo: string;
  account: string;
  centre: string;
  netCents: number;
  taxCents: number;
  /** When it is paid as a rule; may be after the last day. */
  paidOn: string;
}

/** All sales and purchases of a month. */
export function tradeOf(year: number, month: number): PlannedTrade[] {
  const seed = year * 100 + month;
  const growth = 100 + (year - 2025) * 6;
  const facts = { year, month, seed, growth };
  return [
    ...CUSTOMERS.map((_, index) => saleOf(facts, index)),
    ...BILLS.map((_, index) => purchaseOf(facts, index)),
  ];
}

/** What is entered as a document: the last two months, and what customers were late with. */
export function isDocument({ kind, party, on }: PlannedTrade): boolean {
  return on >= DOCUMENTS || (kind === 'invoice' && on.slice(0, 7) === LATE[party]);
}

const DOCUMENTS = '2026-10-01';

/** Documents of the first of these months are paid by entries by hand, which settle them. */
export function isPaidByHand({ on }: PlannedTrade): boolean {
  return on.startsWith(DOCUMENTS.slice(0, 7));
}

/** Months whose invoice a customer paid late, in part or not at all. */
const LATE: Readonly<Record<string, string>> = {
  'C-120': '2026-07',
  'C-130': '2026-08',
  'C-150': '2026-09',
};

function saleOf({ year, month, seed, growth }: Month, index: number): PlannedTrade {
  const [party = '', name = ''] = CUSTOMERS[index] ?? [];
  const isService = index % 3 === 2;
  const base = isService
    ? figure(seed + index, 300_000, 700_000)
    : figure(seed * 7 + index, 1_700_000, 3_000_000);
  const netCents = Math.round((base * (SEASON[month - 1] ?? 100) * growth) / 10_000);
  return {
    kind: 'invoice',
    party,
    on: dayOf(year, month, 4 + index * 4),
    memo: `${isService ? 'Calibration' : 'Instruments'} for ${name}`,
    account: isService ? '4010' : '4000',
    centre: isService ? 'PROD' : 'SALES',
    netCents,
    taxCents: Math.round(netCents * 0.19),
    paidOn: shifted(year, month + 1, 3 + index * 3),
  };
}

const BILLS = [
  ['S-200', '5000', 'Optics', 2_400_000, 'PROD'],
  ['S-210', '5000', 'Housings', 1_150_000, 'PROD'],
  ['S-220', '6100', 'Rent', 820_000, 'ADMIN'],
  ['S-230', '6110', 'Energy', 210_000, 'PROD'],
  ['S-240', '6150', 'Software', 145_000, 'ADMIN'],
] as const;

function purchaseOf({ year, month, seed, growth }: Month, index: number): PlannedTrade {
  const [party = '', account = '', memo = '', usual = 0, centre = ''] = BILLS[index] ?? [];
  const isFixed = account === '6100';
  const share = isFixed ? 100 : figure(seed * 3 + index, 85, 115);
  const netCents = Math.round((usual * share * (isFixed ? 100 : growth)) / 10_000);
  return {
    ...{ kind: 'bill' as const, party, memo, account, centre, netCents },
    on: dayOf(year, month, 2 + index * 3),
    taxCents: Math.round(netCents * 0.19),
    paidOn: dayOf(year, month, 16 + index * 2),
  };
}

/** A sale and its payment, or what was bought and paid in the same month, as entries by hand. */
function entriesOf(trade: PlannedTrade): PlannedEntry[] {
  const { kind, party, on, memo, account, centre, netCents, taxCents, paidOn } = trade;
  const gross = netCents + taxCents;
  if (isDocument(trade)) return isPaidByHand(trade) ? [settlementOf(trade)] : [];
  if (kind === 'bill') {
    const bought = [
      { account, cents: netCents, centre },
      { account: '1240', cents: taxCents },
      { account: '1010', cents: -gross },
    ];
    return [{ journal: 'BK', on: paidOn, memo, lines: bought }];
  }
  const sold = [
    { account: '1200', cents: gross, party },
    { account, cents: -netCents, centre },
    { account: '2100', cents: -taxCents },
  ];
  return [{ journal: 'SJ', on, memo, lines: sold }, settlementOf(trade)];
}

/** The payment of an invoice or a bill. */
function settlementOf(trade: PlannedTrade): PlannedEntry {
  const { kind, party, memo, paidOn, netCents, taxCents } = trade;
  const cents = (netCents + taxCents) * (kind === 'invoice' ? 1 : -1);
  const lines = [
    { account: '1010', cents },
    { account: kind === 'invoice' ? '1200' : '2000', cents: -cents, party },
  ];
  return { journal: 'BK', on: paidOn, memo: `${memo} paid`, lines };
}

const LAST_DECLARED = '2026-10-31';

/**
 * The tax of a month goes to what is owed to the office, documents included, and is paid on the
 * tenth of the next one; that of the month under way still stands on its accounts. The first month
 * of documents is declared by a return (seed-tax-return.ts), which posts that by itself.
 */
function taxOf(year: number, month: number): PlannedEntry[] {
  const on = dayOf(year, month, 31);
  if (on > LAST_DECLARED) return [];
  const trades = tradeOf(year, month);
  const sum = (kind: PlannedTrade['kind']) =>
    trades.filter((one) => one.kind === kind).reduce((all, { taxCents }) => all + taxCents, 0);
  const [output, input] = [sum('invoice'), sum('bill')];
  const owed = [
    { account: '2100', cents: output },
    { account: '1240', cents: -input },
    { account: '2140', cents: input - output },
  ];
  const paid = [
    { account: '2140', cents: output - input },
    { account: '1010', cents: input - output },
  ];
  const [memo, paidOn] = [`VAT ${on.slice(0, 7)}`, shifted(year, month + 1, 10)];
  const payment = { journal: 'BK', on: paidOn, memo: `${memo} paid`, lines: paid };
  return on >= DOCUMENTS ? [payment] : [{ journal: 'GJ', on, memo, lines: owed }, payment];
}

function payrollOf(year: number, month: number, growth: number): PlannedEntry[] {
  const gross = Math.round((3_850_000 * growth) / 100);
  const employer = Math.round(gross * 0.2);
  const [tax, social] = [Math.round(gross * 0.17), Math.round(gross * 0.2)];
  const net = gross - tax - social;
  return [
    {
      journal: 'PR',
      on: dayOf(year, month, 25),
      memo: 'Salaries',
      lines: [
        { account: '6000', cents: Math.round(gross * 0.6), centre: 'PROD' },
        { account: '6000', cents: gross - Math.round(gross * 0.6), centre: 'ADMIN' },
        { account: '6010', cents: employer, centre: 'ADMIN' },
        { account: '2200', cents: -net },
        { account: '2210', cents: -tax },
        { account: '2220', cents: -(social + employer) },
      ],
    },
    {
      journal: 'BK',
      on: dayOf(year, month, 28),
      memo: 'Salaries paid',
      lines: [
        { account: '2200', cents: net },
        { account: '2210', cents: tax },
        { account: '2220', cents: social + employer },
        { account: '1010', cents: -(gross + employer) },
      ],
    },
  ];
}

function financeOf(year: number, month: number, seed: number): PlannedEntry[] {
  const interest = 62_500 - ((year - 2025) * 12 + month - 1) * 1_040;
  return [
    {
      journal: 'GJ',
      on: dayOf(year, month, 31),
      memo: 'Depreciation',
      lines: [
        { account: '6500', cents: 415_000, centre: 'PROD' },
        { account: '1590', cents: -415_000 },
      ],
    },
    {
      journal: 'BK',
      on: dayOf(year, month, 30),
      memo: 'Loan',
      lines: [
        { account: '2500', cents: 250_000 },
        { account: '7000', cents: interest },
        { account: '6250', cents: figure(seed, 1_900, 3_900), centre: 'ADMIN' },
        { account: '1010', cents: -(250_000 + interest + figure(seed, 1_900, 3_900)) },
      ],
    },
  ];
}

/** A day of a month, or its last one. */
function dayOf(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(Math.min(day, last))}`;
}

/** The same of a month that may lie in the next year. */
function shifted(year: number, month: number, day: number): string {
  return month > 12 ? dayOf(year + 1, month - 12, day) : dayOf(year, month, day);
}
