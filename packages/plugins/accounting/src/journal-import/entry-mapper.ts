import { type Ctx, currencyInfo, exact, minorUnits, roundAmount } from '@bureau/core';
import type { NewEntry, NewLine } from '../ledger/posting.js';
import { findRate } from '../rates/rate-on.js';
import { journalErrors } from './errors.js';
import { clearingOf, type MoneyLine, valued, type ValuedLine } from './entry-worth.js';
import { type EntryFault, entryIdentities, type FileEntry, type FileLine } from './file-entry.js';
import type { FilePrice } from './plain-text-entries.js';

/** Where names of a file belong in the books. */
export interface JournalMapping {
  journalCode: string;
  /** Names of accounts; what stands below one by `:` belongs there too. */
  accounts: readonly { name: string; accountCode: string; partyCode?: string | undefined }[];
  commodities: readonly { commodity: string; currency: string }[];
  /** Code of the clearing account of entries in several currencies. */
  exchangeAccountCode?: string | undefined;
}

/** An entry that can be posted, with the line of the file that each of its lines comes from. */
export interface MappedEntry {
  line: number;
  entry: NewEntry;
  lineNumbers: readonly number[];
}

/** What the books know, read once for an import. */
export interface KnownBooks {
  base: string;
  accounts: readonly { code: string; name: string }[];
  /** `dimension code` and `value code` in lower case, a space between -> uuid of the value. */
  values: ReadonlyMap<string, string>;
  years: readonly { name: string; starts_on: string; ends_on: string }[];
}

/** Reads what names are looked up in. */
export async function readKnownBooks(ctx: Ctx, base: string): Promise<KnownBooks> {
  const accounts = await ctx.sql<{ code: string; name: string }>(
    'select code, name from accounting.account where is_postable order by code',
  );
  const values = await ctx.sql<{ id: string; key: string }>(
    `select v.id, lower(d.code || ' ' || v.code) as key from accounting.dimension_value v
       join accounting.dimension d on d.id = v.dimension_id`,
  );
  const years = await ctx.sql<KnownBooks['years'][number]>(
    'select name, starts_on, ends_on from accounting.fiscal_year',
  );
  return { base, accounts, years, values: new Map(values.map(({ id, key }) => [key, id])) };
}

/** Symbols that stand for one currency nearly everywhere; anything else is mapped. */
const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };

/** Makes entries of a file entries of the books. */
export class EntryMapper {
  private readonly identify = entryIdentities();
  private readonly numbers = new Set<string>();
  private readonly twins = new WeakSet<FileEntry>();
  private readonly byCode: ReadonlySet<string>;
  private readonly byName: ReadonlyMap<string, string>;
  private readonly mapped: ReadonlyMap<string, { code: string; party?: string | undefined }>;
  private readonly parties = new Map<string, string | undefined>();

  constructor(
    private readonly books: KnownBooks,
    private readonly mapping: JournalMapping,
    /** What the file says that commodities are worth. */
    private readonly prices: readonly FilePrice[] = [],
  ) {
    this.byCode = new Set(books.accounts.map(({ code }) => code));
    this.byName = new Map(books.accounts.map(({ name, code }) => [name.toLowerCase(), code]));
    this.mapped = new Map(
      mapping.accounts.map(({ name, accountCode: code, partyCode: party }) => [
        name.toLowerCase(),
        { code, party },
      ]),
    );
  }

  /** To be called for every entry of the file, also for one that is not wanted any more. */
  identityOf(entry: FileEntry): string {
    this.noteNumber(entry);
    return this.identify(entry);
  }

  /** A number that stands twice is found in the file: its batches may be tried one by one. */
  private noteNumber(entry: FileEntry): void {
    const { number, on } = entry;
    if (number === undefined) return;
    const year = this.books.years.find(
      ({ starts_on, ends_on }) => starts_on <= on && on <= ends_on,
    );
    const key = `${year?.name} ${number}`;
    if (this.numbers.has(key)) this.twins.add(entry);
    this.numbers.add(key);
  }

  /** The entry as the ledger takes it, or the first thing that is wrong with it. */
  async map(ctx: Ctx, entry: FileEntry, identity: string): Promise<MappedEntry | EntryFault> {
    if (entry.fault) return entry.fault;
    if (this.twins.has(entry)) {
      const { line, number = 0 } = entry;
      return faultOf(journalErrors.JOURNAL_NUMBER_TWICE({ line, number }), line);
    }
    const lines: (MoneyLine & Named)[] = [];
    for (const line of entry.lines) {
      const found = await this.named(ctx, line);
      if ('message' in found) return found;
      lines.push(found);
    }
    const rateOf = (currency: string) => this.rateOf(ctx, currency, entry.on);
    const worth = await valued(lines, { base: this.books.base, rateOf });
    if ('unknown' in worth) {
      const data = { line: entry.line, currency: worth.unknown, day: entry.on };
      return faultOf(journalErrors.JOURNAL_RATE(data), entry.line);
    }
    return this.balanced(entry, identity, worth.lines);
  }

  /** The entry, with what the clearing account takes. */
  private balanced(
    { line, on, number, memo }: FileEntry,
    identity: string,
    lines: readonly (ValuedLine & Named)[],
  ): MappedEntry | EntryFault {
    const clearing = clearingOf(lines);
    const accountCode = this.mapping.exchangeAccountCode;
    // One currency that does not balance is a fault of the entry; the ledger says which.
    const isExchange = clearing.length > 1;
    if (isExchange && accountCode === undefined) {
      return faultOf(journalErrors.JOURNAL_EXCHANGE({ line }), line);
    }
    const cleared = isExchange ? clearing.map((one) => ({ ...one, accountCode, line })) : [];
    const all: (ValuedLine & Named)[] = [...lines, ...cleared];
    return {
      line,
      lineNumbers: all.map((one) => one.line),
      entry: {
        journalCode: this.mapping.journalCode,
        number,
        postedOn: on,
        memo: memo || undefined,
        source: { type: 'JournalImport', id: identity, event: 'imported' },
        lines: all.map((one) => ({ ...one, baseAmount: one.worth })),
      },
    };
  }

  private async named(ctx: Ctx, line: FileLine): Promise<(MoneyLine & Named) | EntryFault> {
    const { line: number, account, party: partyCode = '', dimensions, memo } = line;
    const found = this.accountOf(account);
    if (!found) return faultOf(journalErrors.JOURNAL_ACCOUNT({ line: number, account }), number);
    const code = partyCode === '' ? found.party : partyCode;
    const partyId = code === undefined ? undefined : await this.partyOf(ctx, code);
    if (code !== undefined && partyId === undefined) {
      return faultOf(journalErrors.JOURNAL_PARTY({ line: number, party: code }), number);
    }
    const money = this.moneyOf(line);
    if ('message' in money) return money;
    const ids = [...dimensions].flatMap(([name, value]) => {
      const id = this.books.values.get(`${name} ${value}`.toLowerCase());
      return id === undefined ? [] : [id];
    });
    return {
      ...money,
      line: number,
      accountCode: found.code,
      partyId,
      memo,
      dimensionValueIds: ids,
    };
  }

  /** A mapped name, or one that says its account: by code, by name, `assets:1010 Bank`. */
  private accountOf(name: string): { code: string; party?: string | undefined } | undefined {
    const lower = name.toLowerCase();
    for (let at = lower.length; at > 0; at = lower.lastIndexOf(':', at - 1)) {
      const found = this.mapped.get(lower.slice(0, at));
      if (found) return found;
    }
    const last = name.slice(name.lastIndexOf(':') + 1).trim();
    const [word = ''] = last.split(' ');
    const code = [name, last, word].find((one) => this.byCode.has(one));
    const byName = this.byName.get(last.toLowerCase());
    const known = code ?? byName;
    return known === undefined ? undefined : { code: known };
  }

  /** What is no currency counts at its cost, with its quantity beside it. */
  private moneyOf(line: FileLine): (MoneyLine & Pick<NewLine, 'quantity'>) | EntryFault {
    const { line: number, amount, commodity, cost, isInferred = false } = line;
    const currency = this.currencyOf(commodity);
    const costIn = cost && this.currencyOf(cost.commodity);
    const sign = amount.startsWith('-') ? -1 : 1;
    if (currency === undefined) {
      if (cost === undefined || costIn === undefined) {
        return faultOf(journalErrors.JOURNAL_COMMODITY({ line: number, commodity }), number);
      }
      const total = roundAmount(exact(cost.quantity).times(sign), minorUnits(costIn));
      return { amount: total, currency: costIn, quantity: amount };
    }
    const digits = minorUnits(currency);
    const told = isInferred ? roundAmount(amount, digits) : amount;
    if (costIn !== this.books.base) return { amount: told, currency, worth: line.worth };
    const worth = roundAmount(exact(cost?.quantity ?? 0).times(sign), minorUnits(costIn));
    return { amount: told, currency, worth };
  }

  private currencyOf(commodity: string): string | undefined {
    const mapped = this.mapping.commodities.find((one) => one.commodity === commodity);
    if (mapped) return mapped.currency;
    if (commodity === '') return this.books.base;
    const code = SYMBOLS[commodity] ?? commodity;
    return currencyInfo(code)?.kind === 'money' ? code : undefined;
  }

  private async rateOf(ctx: Ctx, currency: string, on: string): Promise<string | undefined> {
    const { base } = this.books;
    let last: FilePrice | undefined;
    for (const one of this.prices) {
      const isOf = this.currencyOf(one.commodity) === currency && one.on <= on;
      if (!isOf || this.currencyOf(one.currency) !== base) continue;
      if (!last || last.on <= one.on) last = one;
    }
    return last?.price ?? (await findRate(ctx, { from: currency, to: base, on }))?.rate;
  }

  private async partyOf(ctx: Ctx, code: string): Promise<string | undefined> {
    if (this.parties.has(code)) return this.parties.get(code);
    const [row] = await ctx.sql<{ id: string }>('select id from core.party where code = $1', [
      code,
    ]);
    this.parties.set(code, row?.id);
    return row?.id;
  }
}

/** What a line names, looked up. */
type Named = Omit<NewLine, 'amount' | 'currency' | 'baseAmount'> & { line: number };

function faultOf({ code, message }: { code: string; message: string }, line: number): EntryFault {
  return { line, code, message };
}
