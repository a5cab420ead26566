import type { Ctx } from '@bureau/core';
import type { DueRule, PaymentTerm as TermRule } from '../receivables/payment-term.js';
import { type PaymentTerm, PaymentTermPart } from './payment-term.entity.js';

const AT_ONCE: TermRule = { instalments: [{ percent: '100', due: {} }] };

/** A payment term as the arithmetic of due days takes it; without one all is due at once. */
export async function termOf(ctx: Ctx, term: PaymentTerm | null): Promise<TermRule> {
  if (!term) return AT_ONCE;
  const orderBy = { number: 'asc' } as const;
  const parts = await ctx.em.find(PaymentTermPart, { term }, { orderBy });
  // The term may be a reference only, whose columns were not read.
  const [own] = await ctx.sql<{ percent: string | null; days: string | null }>(
    `select discount_percent as percent, discount_days as days
       from accounting.payment_term where id = $1`,
    [term.id],
  );
  const instalments = parts.map((part) => ({ percent: part.percent, due: ruleOf(part) }));
  const percent = own?.percent ?? null;
  if (percent === null) return { instalments };
  return { instalments, discount: { percent, due: { days: Number(own?.days ?? 0) } } };
}

function ruleOf({ months, days, isMonthEnd, daysAfter, dayOfMonth }: PaymentTermPart): DueRule {
  const rule = { months, days, isMonthEnd, daysAfter };
  return dayOfMonth == null ? rule : { ...rule, dayOfMonth };
}
