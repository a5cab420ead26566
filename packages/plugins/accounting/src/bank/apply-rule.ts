import { type Ctx, exact } from '@bureau/core';
import type { LineFacts } from './line-facts.js';

/** A rule as it is tried; ids are uuids. */
export interface RuleFacts {
  id: string;
  name: string;
  bankAccountId: string | null;
  direction: 'RECEIVED' | 'PAID' | null;
  textContains: string | null;
  nameContains: string | null;
  leastAmount: string | null;
  mostAmount: string | null;
  accountId: string;
  partyId: string | null;
  memo: string | null;
  isAutomatic: boolean;
}

const RULES = `
  select id, name, bank_account_id as "bankAccountId", direction,
      text_contains as "textContains", name_contains as "nameContains",
      least_amount::text as "leastAmount", most_amount::text as "mostAmount",
      account_id as "accountId", party_id as "partyId", memo, is_automatic::text as automatic
    from accounting.bank_rule where is_active order by position, id`;

/** The rules in their order. */
export async function activeRules(ctx: Ctx): Promise<RuleFacts[]> {
  type Row = Omit<RuleFacts, 'isAutomatic'> & { automatic: string };
  const rows = await ctx.sql<Row & Record<string, unknown>>(RULES);
  return rows.map(({ automatic, ...rule }) => ({ ...rule, isAutomatic: automatic === 'true' }));
}

/** The first rule that fits. */
export function ruleFor(line: LineFacts, rules: readonly RuleFacts[]): RuleFacts | undefined {
  return rules.find((rule) => fits(line, rule));
}

function fits(line: LineFacts, rule: RuleFacts): boolean {
  const { direction, leastAmount, mostAmount, bankAccountId } = rule;
  const amount = exact(line.amount);
  const way = amount.greaterThan(0) ? 'RECEIVED' : 'PAID';
  if (bankAccountId !== null && bankAccountId !== line.bankAccountId) return false;
  if (direction !== null && direction !== way) return false;
  if (leastAmount !== null && amount.abs().lessThan(leastAmount)) return false;
  if (mostAmount !== null && amount.abs().greaterThan(mostAmount)) return false;
  const text = `${line.text} ${line.reference ?? ''}`;
  return stands(rule.textContains, text) && stands(rule.nameContains, line.counterpartyName ?? '');
}

/** Capitals, marks and the width of white space make no difference. */
function stands(words: string | null, text: string): boolean {
  return words === null || plain(text).includes(plain(words));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
