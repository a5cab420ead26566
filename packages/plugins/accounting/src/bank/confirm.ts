import { type Ctx, DomainError, encodeId, PartyType } from '@bureau/core';
import { DEFAULT_RULES, matchLines as applyPolicy } from '../bank-matching/match-policy.js';
import type { MatchCandidate } from '../bank-matching/match-score.js';
import { OpenItemType } from '../trade/trade.types.js';
import { activeRules, ruleFor } from './apply-rule.js';
import { BankLine } from './bank-line.entity.js';
import { bookCandidates } from './book-candidates.js';
import { type LineFacts, matchLineOf, openLines } from './line-facts.js';
import { type OpenMatchItem, openMatchItems } from './match-items.js';
import { lockBankAccount, matchLines, type MatchWish } from './match-lines.js';
import type { BankMatchStep } from './suggestion.types.js';

/** Steps that need nobody to confirm them. */
const SURE: readonly BankMatchStep[] = ['BOOK', 'REFERENCE'];

/** What became of the lines. */
export interface Confirmed {
  matchedCount: number;
  refusedCount: number;
  openCount: number;
}

/** A match that was found, by line. */
type Found = Omit<MatchWish, 'lines'>;

/**
 * Matches the open lines of a bank account as far as it is sure, step by step: a step takes only
 * what is the one candidate of a line, and of no other line (S16). What is refused stays open.
 * @param steps that are confirmed; without them only those that need nobody
 */
export async function confirmSuggestions(
  ctx: Ctx,
  bankAccount: { id: string; currency: string },
  { steps, limit }: { steps: readonly BankMatchStep[] | undefined; limit: number },
): Promise<Confirmed> {
  await lockBankAccount(ctx, bankAccount.id);
  const lines = await openLines(ctx, bankAccount.id, limit);
  const counts: Confirmed = { matchedCount: 0, refusedCount: 0, openCount: lines.length };
  let left = lines;
  const finders = [fromBooks, fromItems, fromRules];
  for (const find of finders) {
    const found = await find(ctx, { lines: left, steps, ...bankAccount });
    for (const [id, wish] of found) {
      const isDone = await tryMatch(ctx, id, wish);
      counts[isDone ? 'matchedCount' : 'refusedCount'] += 1;
    }
    left = left.filter(({ id }) => !found.has(id));
  }
  counts.openCount -= counts.matchedCount;
  return counts;
}

/** What the finders look at. */
interface Search {
  lines: readonly LineFacts[];
  steps: readonly BankMatchStep[] | undefined;
  id: string;
  currency: string;
}

/** One line: all of it, or nothing and it stays open. */
async function tryMatch(ctx: Ctx, id: string, wish: Found): Promise<boolean> {
  try {
    await ctx.savepoint(async () => {
      const line = await ctx.em.findOneOrFail(BankLine, { id }, { refresh: true });
      const memo = wish.memo ?? line.text.slice(0, 200);
      await matchLines(ctx, { ...wish, memo, lines: [line] });
    });
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

async function fromBooks(ctx: Ctx, search: Search): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  if (!(search.steps ?? SURE).includes('BOOK')) return found;
  const candidatesOf = await bookCandidates(ctx, search.id, search.lines);
  const wanted = new Map<string, number>();
  for (const line of search.lines) {
    for (const { id } of candidatesOf(line)) wanted.set(id, (wanted.get(id) ?? 0) + 1);
  }
  for (const line of search.lines) {
    const [only, ...others] = candidatesOf(line);
    if (!only || others.length > 0 || wanted.get(only.id) !== 1) continue;
    const { id, score } = only;
    found.set(line.id, { journalLineIds: [id], counterLines: [], rule: 'book', score });
  }
  return found;
}

async function fromItems(ctx: Ctx, search: Search): Promise<Map<string, Found>> {
  const steps = search.steps ?? SURE;
  const policy = DEFAULT_RULES.filter(({ id }) => steps.some((one) => one.toLowerCase() === id));
  const isAllowed = ctx.can('accounting.payment.record');
  if (policy.length === 0 || (!isAllowed && search.steps === undefined)) return new Map();
  ctx.demand('accounting.payment.record');
  const items = await openMatchItems(ctx, search.currency, search.lines);
  const byId = new Map(items.map((item) => [item.id, item]));
  const found = applyPolicy(search.lines.map(matchLineOf), items, policy);
  return new Map(
    found.flatMap(({ line, rule, candidates }) => {
      const payment = paymentOf(candidates, { byId, paid: line.amount.replace('-', '') });
      const score = Math.min(...candidates.map((one) => one.score));
      const wish = { journalLineIds: [], counterLines: [], rule: rule.id, score };
      return payment ? [[line.id, { ...wish, payment }] as const] : [];
    }),
  );
}

/** One payment of one party; several items of several parties are a person's business. */
function paymentOf(
  candidates: readonly MatchCandidate[],
  { byId, paid }: { byId: ReadonlyMap<string, OpenMatchItem>; paid: string },
): MatchWish['payment'] {
  const items = candidates.flatMap(({ item, reasons }) => {
    const known = byId.get(item.id);
    const isLess = reasons.some(({ kind }) => kind === 'AMOUNT_LESS_DISCOUNT');
    return known ? [{ item: known, isLess }] : [];
  });
  const [first] = items;
  if (!first) return undefined;
  const { partyId, side } = first.item;
  if (items.some(({ item }) => item.partyId !== partyId || item.side !== side)) return undefined;
  return {
    partyId: encodeId(PartyType.options.prefix, partyId),
    side,
    allocations: items.map(({ item, isLess }) => ({
      openItemId: encodeId(OpenItemType.options.prefix, item.id),
      amount: isLess ? paid : item.open.replace('-', ''),
      discount: isLess ? (item.discount?.amount ?? '0') : null,
    })),
  };
}

async function fromRules(ctx: Ctx, search: Search): Promise<Map<string, Found>> {
  const isAll = search.steps?.includes('RULE') ?? false;
  const isAllowed = ctx.can('accounting.entry.post');
  if (!isAll && (search.steps !== undefined || !isAllowed)) return new Map();
  ctx.demand('accounting.entry.post');
  const rules = await activeRules(ctx);
  return new Map(
    search.lines.flatMap((line) => {
      const rule = ruleFor(line, rules);
      if (!rule || !(isAll || rule.isAutomatic)) return [];
      const { accountId, partyId, memo, name } = rule;
      const counter = { accountId, partyId: partyId ?? undefined, amount: line.amount };
      const wish = { journalLineIds: [], counterLines: [counter], rule: name };
      return [[line.id, { ...wish, ...(memo === null ? {} : { memo }) }] as const];
    }),
  );
}
