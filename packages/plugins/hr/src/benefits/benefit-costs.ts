import { type Ctx } from '@bureau/core';
import type { Day } from '../day.js';
import { SalaryType } from '../employee.types.js';
import { monthlyCost, nextMonth, type Pay, type Rate } from './benefit-cost.js';
import { EnrollmentType } from './benefits.types.js';
import type { BenefitCost } from './enrollment-inputs.js';

const MOST = 1_000;

/** Of which month, and of whom: uuids. */
export interface CostsAsked {
  month: Day;
  employeeId: string | null;
  after: string | null;
}

interface CostRow extends Record<string, unknown> {
  employee_id: string;
  plan_id: string;
  level_id: string;
  valid_from: Day;
  valid_to: Day | null;
  rates: string;
  pays: string;
}

/**
 * What cover costs in a month, of the rows that the caller may see. Pay that the caller may not
 * read is left out: no figure tells of it. One statement.
 */
export async function costsOf(ctx: Ctx, asked: CostsAsked): Promise<BenefitCost[]> {
  const month = `${asked.month.slice(0, 7)}-01`;
  const next = nextMonth(month);
  const values: unknown[] = [month, next, asked.employeeId, asked.after, MOST];
  const seen = await ctx.rowsSql(EnrollmentType, { alias: 'n', values });
  const paid = ctx.can('hr.salary.read')
    ? await ctx.rowsSql(SalaryType, { alias: 's', values })
    : 'false';
  const rows = await ctx.sql<CostRow>(costs(seen, paid), values);
  return rows.flatMap((row): BenefitCost[] => {
    const rates = JSON.parse(row.rates) as Rate[];
    const pays = JSON.parse(row.pays) as Pay[];
    const cover = { validFrom: row.valid_from, validTo: row.valid_to, rates, pays };
    const cost = monthlyCost(cover, month, next);
    if (cost === null) return [];
    return [
      {
        employee: { id: row.employee_id },
        plan: { id: row.plan_id },
        level: { id: row.level_id },
        ...{ days: cost.days, currency: cost.currency, price: cost.price },
        ...{ employerShare: cost.employer, employeeShare: cost.employee },
        daysWithoutPay: cost.daysWithoutPay,
      },
    ];
  });
}

const costs = (seen: string, paid: string) => `
  select n.employee_id, n.plan_id, n.level_id, n.valid_from, n.valid_to, (
    select coalesce(json_agg(json_build_object('validFrom', r.valid_from, 'validTo', r.valid_to,
        'price', r.price_amount::text, 'currency', r.price_currency,
        'payPercent', r.pay_percent::text,
        'employerAmount', r.employer_amount::text, 'employerPercent', r.employer_percent::text,
        'employerPayPercent', r.employer_pay_percent::text)
      order by r.valid_from), '[]')::text
    from hr.benefit_rate r
    where r.organization_id = n.organization_id and r.level_id = n.level_id
      and r.valid_from < $2::date and (r.valid_to is null or r.valid_to > $1::date)) as rates, (
    select coalesce(json_agg(json_build_object('validFrom', s.valid_from, 'validTo', s.valid_to,
        'amount', s.amount_amount::text, 'currency', s.amount_currency, 'period', s.period)
      order by s.valid_from), '[]')::text
    from hr.salary s
    where s.organization_id = n.organization_id and s.employee_id = n.employee_id
      and s.valid_from < $2::date and (s.valid_to is null or s.valid_to > $1::date)
      and exists (select from hr.benefit_rate r
        where r.organization_id = n.organization_id and r.level_id = n.level_id
          and (r.pay_percent > 0 or r.employer_pay_percent is not null))
      and (${paid})) as pays
  from hr.enrollment n
  where n.state = 'ELECTED' and n.valid_from < $2::date
    and (n.valid_to is null or n.valid_to > $1::date)
    and ($3::uuid is null or n.employee_id = $3) and ($4::uuid is null or n.employee_id > $4)
    and (${seen})
  order by n.employee_id, n.plan_id, n.valid_from limit $5`;
