import { exact, minorUnits } from '@bureau/core';
import {
  exportedAccounts,
  exportedEntries,
  type ExportedEntry,
  type ExportedLine,
  type LedgerScope,
  type ReadRows,
} from './ledger-source.js';

/**
 * The ledger as XML in the words of SAF-T (OECD, version 2.0): header, accounts with opening and
 * closing, parties, taxes, entries by journal with their totals. No country's schema is meant: who
 * needs one turns it into that. Text by text, a page of entries at a time.
 */
export async function* saftLedger(
  read: ReadRows,
  scope: LedgerScope,
  made: { at: Date },
): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<AuditFile>\n';
  yield header(scope, made.at);
  yield '<MasterFiles>\n';
  yield* accounts(read, scope);
  yield* parties(read, scope);
  yield* taxes(read);
  yield '</MasterFiles>\n';
  yield* entries(read, scope);
  yield '</AuditFile>\n';
}

/** An element with text; nothing for nothing. */
function tag(name: string, text: string | null | undefined): string {
  return text === null || text === undefined || text === ''
    ? ''
    : `<${name}>${escaped(text)}</${name}>`;
}

/** XML 1.0 has no place for most control characters, however they are written. */
function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');
}

/** An amount with all digits of its currency: `1200.50`. */
function withDigits(amount: string, currency: string): string {
  return exact(amount).toFixed(minorUnits(currency));
}

/** The same without its sign, which the name of the element says. */
function amountTag(name: string, amount: string, currency: string): string {
  return tag(name, withDigits(exact(amount).abs().toFixed(), currency));
}

function header({ organization, currency, from, to }: LedgerScope, at: Date): string {
  const days = tag('SelectionStartDate', from) + tag('SelectionEndDate', to);
  return `<Header>${[
    tag('AuditFileVersion', '2.0'),
    tag('AuditFileDateCreated', at.toISOString().slice(0, 10)),
    tag('SoftwareCompanyName', 'Bureau'),
    `<Company>${tag('Name', organization)}</Company>`,
    tag('DefaultCurrencyCode', currency),
    `<SelectionCriteria>${days}</SelectionCriteria>`,
    tag('HeaderComment', 'In the words of SAF-T; of no national schema.'),
  ].join('')}</Header>\n`;
}

async function* accounts(read: ReadRows, scope: LedgerScope): AsyncGenerator<string> {
  yield '<GeneralLedgerAccounts>\n';
  for (const { code, name, type, opened, opening, closing } of await exportedAccounts(
    read,
    scope,
  )) {
    yield `<Account>${[
      tag('AccountID', code),
      tag('AccountDescription', name),
      tag('AccountType', type),
      tag('AccountCreationDate', opened),
      side('Opening', opening, scope.currency),
      side('Closing', closing, scope.currency),
    ].join('')}</Account>\n`;
  }
  yield '</GeneralLedgerAccounts>\n';
}

/** `OpeningDebitBalance` or `OpeningCreditBalance`, never below zero. */
function side(when: 'Opening' | 'Closing', balance: string, currency: string): string {
  const name = balance.startsWith('-') ? 'Credit' : 'Debit';
  return amountTag(`${when}${name}Balance`, balance, currency);
}

const PARTIES = `
  select p.code, p.name, p.tax_number, p.is_customer, p.is_supplier from core.party p
   where p.code > $1 and exists (select from accounting.line l
     where l.party_id = p.id and l.posted_on between $2 and $3)
   order by p.code collate "C" limit 500`;

async function* parties(read: ReadRows, { from, to }: LedgerScope): AsyncGenerator<string> {
  type Row = Record<'code' | 'name' | 'is_customer' | 'is_supplier', string> & {
    tax_number: string | null;
  };
  for (const [group, element] of [
    ['Customers', 'Customer'],
    ['Suppliers', 'Supplier'],
  ] as const) {
    yield `<${group}>\n`;
    for (let after = ''; ;) {
      const page = await read<Row>(PARTIES.replace('p.code > $1', 'p.code collate "C" > $1'), [
        after,
        from,
        to,
      ]);
      for (const { code, name, tax_number: number, ...row } of page) {
        const isCustomer = row.is_customer === 't';
        if (isCustomer !== (element === 'Customer')) continue;
        yield `<${element}>${[
          tag(`${element}ID`, code),
          tag('Name', name),
          tag('TaxRegistrationNumber', number),
        ].join('')}</${element}>\n`;
      }
      const last = page.at(-1);
      if (!last || page.length < 500) break;
      after = last.code;
    }
    yield `</${group}>\n`;
  }
}

const TAXES = `
  select code, name, kind, trim_scale(rate)::text as rate from accounting.tax_component
   order by code`;

async function* taxes(read: ReadRows): AsyncGenerator<string> {
  type Row = Record<'code' | 'name' | 'kind' | 'rate', string>;
  yield '<TaxTable>\n';
  for (const { code, name, kind, rate } of await read<Row>(TAXES, [])) {
    const value = tag(kind === 'PER_UNIT' ? 'FlatTaxRate' : 'TaxPercentage', rate);
    const entry = [tag('TaxCode', code), tag('Description', name), value];
    yield `<TaxTableEntry>${entry.join('')}</TaxTableEntry>\n`;
  }
  yield '</TaxTable>\n';
}

const TOTALS = `
  select count(distinct e.id)::text as entries,
      trim_scale(coalesce(sum(greatest(l.base_amount, 0)), 0))::text as debit,
      trim_scale(coalesce(sum(greatest(-l.base_amount, 0)), 0))::text as credit
    from accounting.entry e join accounting.line l on l.entry_id = e.id
   where e.posted_on between $1 and $2 and e.posted_at <= $3::timestamptz`;
const JOURNALS = 'select code, name, kind from accounting.journal order by code';

async function* entries(read: ReadRows, scope: LedgerScope): AsyncGenerator<string> {
  const { from, to, postedUntil } = scope;
  type Totals = Record<'entries' | 'debit' | 'credit', string>;
  const [totals] = await read<Totals>(TOTALS, [from, to, postedUntil]);
  yield `<GeneralLedgerEntries>${[
    tag('NumberOfEntries', totals?.entries),
    amountTag('TotalDebit', totals?.debit ?? '0', scope.currency),
    amountTag('TotalCredit', totals?.credit ?? '0', scope.currency),
  ].join('')}\n`;
  type Journal = Record<'code' | 'name' | 'kind', string>;
  for (const { code, name, kind } of await read<Journal>(JOURNALS, [])) {
    yield `<Journal>${tag('JournalID', code)}${tag('Description', name)}${tag('Type', kind)}\n`;
    for await (const entry of exportedEntries(read, scope, code)) yield entryXml(entry, scope);
    yield '</Journal>\n';
  }
  yield '</GeneralLedgerEntries>\n';
}

function entryXml(entry: ExportedEntry, { currency }: LedgerScope): string {
  return `<Transaction>${[
    tag('TransactionID', entry.reference),
    tag('Period', entry.period),
    tag('PeriodYear', entry.year),
    tag('TransactionDate', entry.postedOn),
    tag('TransactionType', entry.kind),
    tag('Description', entry.memo),
    tag('SystemEntryDate', entry.postedAt),
    tag('GLPostingDate', entry.postedOn),
    ...entry.lines.map((line) => lineXml(line, currency)),
  ].join('')}</Transaction>\n`;
}

function lineXml(line: ExportedLine, base: string): string {
  const isCredit = line.base.startsWith('-');
  const name = isCredit ? 'CreditAmount' : 'DebitAmount';
  const foreign =
    line.currency === base
      ? ''
      : tag('CurrencyCode', line.currency) +
        amountTag('CurrencyAmount', line.amount, line.currency);
  const taxBase = line.taxBase === null ? '' : withDigits(line.taxBase, line.currency);
  const taxed = tag('TaxCode', line.taxCode) + tag('TaxBase', taxBase);
  const tax = line.taxCode ? `<TaxInformation>${taxed}</TaxInformation>` : '';
  return `<Line>${[
    tag('RecordID', String(line.number)),
    tag('AccountID', line.account),
    ...line.dimensions.map(
      ([type, id]) => `<Analysis>${tag('AnalysisType', type)}${tag('AnalysisID', id)}</Analysis>`,
    ),
    tag(line.isCustomer ? 'CustomerID' : 'SupplierID', line.party),
    tag('Description', line.memo),
    tag('Quantity', line.quantity),
    `<${name}>${amountTag('Amount', line.base, base)}${foreign}</${name}>`,
    tax,
  ].join('')}</Line>`;
}
