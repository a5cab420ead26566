import { type Ctx, exact, sumAmounts, uuidv7 } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import { reversalOf } from '../ledger/reversal.js';
import { OpenItem } from '../trade/open-item.entity.js';
import { journalOf } from '../trade/trade-accounts.js';
import { revaluationErrors } from './errors.js';
import { type ExchangeAccounts, exchangeAccountsOf } from './exchange-accounts.js';
import { Revaluation, RevaluationLine } from './revaluation.entity.js';
import { type RevaluedPlace, revaluedPlaces } from './revalued-items.js';

/** Places of one entry. */
const AT_ONCE = 400;

/** Two runs would both post the difference. */
const LOCK = `
  select pg_advisory_xact_lock(hashtextextended('accounting revaluation ' ||
    current_setting('app.organization_id'), 0))`;

/**
 * Posts what foreign currency is worth more or less at the end of a period, and takes all of it
 * back on the first day of the next one (S9), so that settlement realizes the whole difference.
 * @returns `undefined` when the books are right already: a second run posts nothing (I34)
 * @throws ACCOUNTING_REVALUATION_*, ACCOUNTING_RATE_UNKNOWN, and those of the ledger
 */
export async function runRevaluation(ctx: Ctx, on: string): Promise<Revaluation | undefined> {
  await ctx.sql(LOCK);
  const reversesOn = await dayAfterPeriod(ctx, on);
  const places = await revaluedPlaces(ctx, on);
  if (places.length === 0) return undefined;
  const gains = places.filter(({ difference }) => exact(difference).greaterThan(0));
  const losses = places.filter(({ difference }) => exact(difference).lessThan(0));
  const revaluation = ctx.em.create(Revaluation, {
    id: uuidv7(),
    revaluedOn: on,
    reversesOn,
    gain: sumAmounts(gains.map(({ difference }) => difference)),
    loss: exact(sumAmounts(losses.map(({ difference }) => difference)))
      .negated()
      .toFixed(),
  });
  const accounts = await exchangeAccountsOf(ctx);
  for (let at = 0; at < places.length; at += AT_ONCE) {
    const some = places.slice(at, at + AT_ONCE);
    const entryId = await post(ctx, revaluation, { places: some, accounts, at });
    some.forEach((place, index) => addLine(ctx, revaluation, { place, entryId, at: at + index }));
  }
  return revaluation;
}

/** @throws ACCOUNTING_REVALUATION_DAY */
async function dayAfterPeriod(ctx: Ctx, on: string): Promise<string> {
  const [found] = await ctx.sql<{ next: string }>(
    'select (ends_on + 1)::text as next from accounting.period where ends_on = $1',
    [on],
  );
  if (found) return found.next;
  throw revaluationErrors.REVALUATION_DAY({ day: on }, ['input', 'revaluedOn']);
}

interface Part {
  places: readonly RevaluedPlace[];
  accounts: ExchangeAccounts;
  at: number;
}

async function post(ctx: Ctx, revaluation: Revaluation, part: Part): Promise<string> {
  const { revaluedOn, reversesOn, id } = revaluation;
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: revaluedOn,
    kind: 'REVALUATION',
    memo: `Rates of exchange on ${revaluedOn}`,
    source: { type: 'Revaluation', id, event: `posted-${part.at}` },
    lines: linesOf(part),
  });
  const wish = { entryId: entry.id, postedOn: reversesOn };
  await postEntry(ctx, await reversalOf(ctx, wish));
  return entry.id;
}

/** Lines without an amount, only with a worth (S8); the other side by currency. */
function linesOf({ places, accounts }: Part): NewLine[] {
  const lines = places.map(({ accountId, partyId, openItemId, currency, difference }): NewLine => ({
    ...{ accountId, currency, amount: '0', baseAmount: difference },
    partyId: partyId ?? undefined,
    openItemId: openItemId ?? undefined,
  }));
  for (const currency of new Set(places.map((place) => place.currency))) {
    for (const side of ['gain', 'loss'] as const) {
      const own = places.filter(
        (place) =>
          place.currency === currency &&
          exact(place.difference).greaterThan(0) === (side === 'gain'),
      );
      if (own.length === 0) continue;
      const accountId = side === 'gain' ? accounts.unrealizedGain : accounts.unrealizedLoss;
      if (accountId === undefined) throw revaluationErrors.REVALUATION_ACCOUNT({ side });
      const sum = exact(sumAmounts(own.map(({ difference }) => difference)));
      lines.push({ accountId, currency, amount: '0', baseAmount: sum.negated().toFixed() });
    }
  }
  return lines;
}

function addLine(
  ctx: Ctx,
  revaluation: Revaluation,
  { place, entryId, at }: { place: RevaluedPlace; entryId: string; at: number },
): void {
  const { openItemId, partyId, currency, amount, rate, bookWorth, worth, difference } = place;
  ctx.em.create(RevaluationLine, {
    revaluation,
    number: at + 1,
    account: ctx.em.getReference(LedgerAccount, place.accountId),
    openItem: openItemId === null ? null : ctx.em.getReference(OpenItem, openItemId),
    party: partyId,
    ...{ currency, amount, exchangeRate: rate, bookWorth, worth, difference },
    entry: ctx.em.getReference(JournalEntry, entryId),
  });
}
