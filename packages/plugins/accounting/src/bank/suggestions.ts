import type { Ctx } from '@bureau/core';
import { suggestMatches } from '../bank-matching/match-policy.js';
import { activeRules, ruleFor } from './apply-rule.js';
import { bookCandidates } from './book-candidates.js';
import { type LineFacts, matchLineOf, otherSides } from './line-facts.js';
import { openMatchItems } from './match-items.js';
import type { BankSuggestion } from './suggestion.types.js';

/** Points of a rule of the organization, and of the other side of a transfer. */
const [RULE, TRANSFER_AMOUNT, TRANSFER_DATE] = [60, 60, 20];

/** What a line may be, the surest first. */
export async function suggestionsFor(
  ctx: Ctx,
  line: LineFacts,
  most: number,
): Promise<BankSuggestion[]> {
  const all = [
    ...(await fromBooks(ctx, line)),
    ...(await fromItems(ctx, line, most)),
    ...(await fromRules(ctx, line)),
    ...(await fromTransfers(ctx, line)),
  ];
  return all.sort((a, b) => b.score - a.score).slice(0, most);
}

async function fromBooks(ctx: Ctx, line: LineFacts): Promise<BankSuggestion[]> {
  const candidatesOf = await bookCandidates(ctx, line.bankAccountId, [line]);
  return candidatesOf(line).map(({ id, score, points }) => ({
    kind: 'JOURNAL_LINE',
    score,
    reasons: points,
    journalLine: { id },
  }));
}

async function fromItems(ctx: Ctx, line: LineFacts, most: number): Promise<BankSuggestion[]> {
  const items = await openMatchItems(ctx, line.currency, [line]);
  return suggestMatches(matchLineOf(line), items, most).map(({ item, score, reasons }) => ({
    kind: 'OPEN_ITEM',
    score,
    reasons: reasons.map(({ kind, points }) => ({ cause: kind, points })),
    openItem: { id: item.id },
  }));
}

async function fromRules(ctx: Ctx, line: LineFacts): Promise<BankSuggestion[]> {
  const rule = ruleFor(line, await activeRules(ctx));
  if (!rule) return [];
  const reasons = [{ cause: 'WORDS' as const, points: RULE }];
  return [{ kind: 'RULE', score: RULE, reasons, bankRule: { id: rule.id } }];
}

async function fromTransfers(ctx: Ctx, line: LineFacts): Promise<BankSuggestion[]> {
  const others = await otherSides(ctx, line);
  return others.map(({ id, bookedOn }) => {
    const date = bookedOn === line.bookedOn ? TRANSFER_DATE : TRANSFER_DATE / 2;
    return {
      kind: 'TRANSFER',
      score: TRANSFER_AMOUNT + date,
      reasons: [
        { cause: 'AMOUNT', points: TRANSFER_AMOUNT },
        { cause: 'DATE', points: date },
      ],
      otherLine: { id },
    };
  });
}
