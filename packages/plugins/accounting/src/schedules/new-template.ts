import { type Ctx, exact, Party, sumAmounts } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { demandScale, dimensionUuids } from '../fixed-assets/asset-accounts.js';
import { needed, optional } from '../input-values.js';
import { Journal } from '../ledger/journal.entity.js';
import { scheduleErrors } from './errors.js';
import { planCurrency } from './plan-currency.js';
import { nextDay, recurrenceOf } from './recurrence-rule.js';
import { RecurringLine, RecurringTemplate } from './recurring.entity.js';
import type { RecurringTemplateCreateInput } from './schedule.inputs.js';

const MOST_LINES = 100;

/**
 * An entry that comes back, as the API tells it.
 * @throws ACCOUNTING_RECURRENCE_RULE, ACCOUNTING_RECURRENCE_NEVER, ACCOUNTING_RECURRING_LINES,
 * ACCOUNTING_PLAN_SCALE, ACCOUNTING_CURRENCY_UNKNOWN
 */
export async function createTemplate(
  ctx: Ctx,
  input: RecurringTemplateCreateInput,
): Promise<RecurringTemplate> {
  const { rule, startsOn, lines, journalId, isAutomatic } = input;
  const currency = await planCurrency(ctx, input.currency);
  const sum = sumAmounts(lines.map(({ amount }) => amount));
  if (lines.length < 2 || lines.length > MOST_LINES || !exact(sum).isZero()) {
    throw scheduleErrors.RECURRING_LINES({ limit: MOST_LINES }, ['input', 'lines']);
  }
  const nextOn = nextDay(recurrenceOf(rule, startsOn), startsOn);
  if (nextOn === null) throw scheduleErrors.RECURRENCE_NEVER({ rule }, ['input', 'rule']);
  const template = ctx.em.create(RecurringTemplate, {
    name: needed('name', input.name),
    journal: await ctx.find(Journal, journalId, { path: ['input', 'journalId'] }),
    ...{ currency, rule, startsOn, nextOn, isAutomatic: isAutomatic ?? false },
  });
  for (const [at, { accountId, amount, memo, partyId, dimensionValueIds }] of lines.entries()) {
    const path = ['input', 'lines', String(at)];
    demandScale(amount, currency, [...path, 'amount']);
    const party = { path: [...path, 'partyId'] };
    ctx.em.create(RecurringLine, {
      template,
      number: at + 1,
      account: await ctx.find(LedgerAccount, accountId, { path: [...path, 'accountId'] }),
      amount,
      memo: optional(memo) ?? null,
      party: partyId == null ? null : await ctx.find(Party, partyId, party),
      dimensionValueIds: dimensionUuids(dimensionValueIds),
    });
  }
  return template;
}
