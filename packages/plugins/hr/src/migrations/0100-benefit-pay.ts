import type { Migration } from '@bureau/core';

/** Prices of benefits and shares of them in percent of pay. */
export const benefitPay: Migration = {
  name: '0100-benefit-pay',
  up: `
alter table hr.benefit_rate add column pay_percent numeric(7,4) not null default 0;
alter table hr.benefit_rate add column employer_pay_percent numeric(7,4);
alter table hr.benefit_rate drop constraint benefit_rate_share_check;
alter table hr.benefit_rate add constraint benefit_rate_share_check check (
  num_nonnulls(employer_amount, employer_percent, employer_pay_percent) = 1
  and pay_percent between 0 and 100 and employer_percent between 0 and 100
  and employer_pay_percent between 0 and 100
  and employer_amount >= 0 and (employer_amount <= price_amount or pay_percent > 0));
comment on column hr.benefit_rate.pay_percent is
  'What it costs beside the price in percent of the pay of a month, 0 to 100';
comment on column hr.benefit_rate.employer_pay_percent is
  'What the employer pays in percent of the pay of a month, 0 to 100';`,
  down: `
alter table hr.benefit_rate no force row level security;
delete from hr.benefit_rate where employer_pay_percent is not null or pay_percent > 0;
alter table hr.benefit_rate force row level security;
alter table hr.benefit_rate drop constraint benefit_rate_share_check;
alter table hr.benefit_rate drop column pay_percent;
alter table hr.benefit_rate drop column employer_pay_percent;
alter table hr.benefit_rate add constraint benefit_rate_share_check check (
  (employer_amount is null) <> (employer_percent is null)
  and employer_amount between 0 and price_amount and employer_percent between 0 and 100);`,
};
