import { exact } from '@bureau/core';
import { PARTY_TAG, WORTH_TAG } from '../journal-import/plain-text-entries.js';
import {
  exportedAccounts,
  exportedEntries,
  type LedgerScope,
  type ReadRows,
} from './ledger-source.js';

const ROOTS: Readonly<Record<string, string>> = {
  ASSET: 'assets',
  LIABILITY: 'liabilities',
  EQUITY: 'equity',
  INCOME: 'income',
  EXPENSE: 'expenses',
};

/** A posting as it is written. */
interface Posting {
  account: string;
  accountName: string;
  accountType: string;
  currency: string;
  amount: string;
  base: string;
  memo: string | null;
  party: string | null;
  dimensions: readonly (readonly [string, string])[];
}

/**
 * The ledger as a plain-text journal: hledger reads it and comes to the same balances, and so does
 * `journalImport` into empty books. What is in foreign money has its worth as its cost; a
 * difference of exchange is its worth with a tag. Text by text, a page of entries at a time.
 */
export async function* plainTextLedger(read: ReadRows, scope: LedgerScope): AsyncGenerator<string> {
  const { organization, currency, from, to } = scope;
  yield `; ${oneLine(organization)}, ${from} to ${to}, as posted until ${scope.postedUntil}\n`;
  yield 'decimal-mark .\n\n';
  for (const { code, name, type } of await exportedAccounts(read, scope)) {
    yield `account ${accountName(type, code, name)}\n`;
  }
  const opening = await read<Omit<Posting, 'dimensions'> & Record<string, unknown>>(OPENING, [
    from,
    scope.postedUntil,
  ]);
  if (opening.length > 0) {
    const lines = opening.map((line) => ({ ...line, dimensions: [] }));
    yield* transaction(`${from} * Opening balances`, lines, currency);
  }
  for await (const { postedOn, reference, memo, lines } of exportedEntries(read, scope)) {
    yield* transaction(
      `${postedOn} * (${reference}) ${oneLine(memo ?? '')}`.trimEnd(),
      lines,
      currency,
    );
  }
}

const OPENING = `
  select a.code as account, a.name as "accountName", a.type as "accountType", l.currency,
      trim_scale(sum(l.amount))::text as amount, trim_scale(sum(l.base_amount))::text as base,
      null as memo, pa.code as party
    from accounting.line l
    join accounting.entry e on e.id = l.entry_id
    join accounting.account a on a.id = l.account_id
    left join core.party pa on pa.id = l.party_id
   where l.posted_on < $1 and e.posted_at <= $2::timestamptz
   group by a.code, a.name, a.type, l.currency, pa.code
  having sum(l.amount) <> 0 or sum(l.base_amount) <> 0
   order by a.code, l.currency, pa.code`;

function* transaction(head: string, lines: readonly Posting[], base: string): Generator<string> {
  let text = `\n${head}\n`;
  for (const line of lines) {
    for (const { money, tags } of moneyOf(line, base)) {
      const all = [...tagsOf(line), ...tags].map(([name, value]) => `${name}:${value}`);
      const comment = [wordsOf(line.memo ?? ''), all.join(', ')].filter(Boolean);
      const end = comment.length === 0 ? '' : `  ; ${comment.join(' ')}`;
      const { accountType, account, accountName: name } = line;
      text += `    ${accountName(accountType, account, name)}  ${money}${end}\n`;
    }
  }
  yield text;
}

/** A worth that has another sign than its amount is no cost: it is written by itself. */
function moneyOf({ currency, amount, base: worth }: Posting, base: string) {
  const inBase = { money: `${worth} ${base}`, tags: [[WORTH_TAG, currency]] as const };
  const plain = { money: `${amount} ${currency}`, tags: [] as const };
  if (currency === base) return [plain];
  if (exact(amount).isZero()) return [inBase];
  const isCost = exact(amount).isNegative() === exact(worth).isNegative();
  const cost = isCost || exact(worth).isZero() ? exact(worth).abs().toFixed() : '0';
  const priced = { money: `${plain.money} @@ ${cost} ${base}`, tags: [] as const };
  return cost === '0' && !exact(worth).isZero() ? [priced, inBase] : [priced];
}

function tagsOf({ party, dimensions }: Posting): (readonly [string, string])[] {
  const own = party === null ? [] : [[PARTY_TAG, party] as const];
  return [...own, ...dimensions];
}

/** `assets:1010 Bank`: a name has no `:`, no `;` and no two spaces in a row. */
function accountName(type: string, code: string, name: string): string {
  return `${ROOTS[type] ?? 'other'}:${code} ${oneLine(name.replaceAll(':', ' '))}`;
}

/** Words of a comment: a colon would make a tag of them, a comma end it. */
function wordsOf(memo: string): string {
  return oneLine(memo.replace(/\s*:\s*/g, ' - '));
}

/** A text that ends no line, and begins no comment. */
function oneLine(text: string): string {
  return text.replace(/[\s;|()]+/gu, ' ').trim();
}
