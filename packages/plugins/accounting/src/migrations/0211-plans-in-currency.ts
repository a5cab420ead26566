import type { Migration } from '@bureau/core';

/**
 * Deferrals, entries that come back and loans have a currency; what is there is in that of the
 * books. Loans are paid back before their time. Frozen.
 */
export const plansInCurrency: Migration = {
  name: '0211-plans-in-currency',
  up: `
${['deferral', 'recurring_template', 'loan'].map(inCurrency).join('')}
alter table accounting.deferral add column base_amount numeric(20,4);
update accounting.deferral set base_amount = amount;
alter table accounting.deferral alter column base_amount set not null;
alter table accounting.deferral_line add column base_amount numeric(20,4);
update accounting.deferral_line set base_amount = amount;
alter table accounting.deferral_line alter column base_amount set not null;
alter table accounting.loan add column open_base_amount numeric(20,4);
update accounting.loan set open_base_amount = open_principal;
alter table accounting.loan alter column open_base_amount set not null;
alter table accounting.loan add constraint loan_open_base_amount_check
  check (open_base_amount >= 0);
alter table accounting.loan_payment add column kind text not null default 'REGULAR';
alter table accounting.loan_payment add constraint loan_payment_kind_check
  check ("kind" in ('REGULAR', 'EARLY'));
alter table accounting.loan_payment add column fee numeric(20,4) not null default '0';
alter table accounting.loan_payment drop constraint loan_payment_sum_check;
alter table accounting.loan_payment add constraint loan_payment_sum_check
  check (payment = interest + principal + fee and fee >= 0);
comment on column accounting.deferral.base_amount is
  'Its worth in the base currency, which stays as it was on the first day';
comment on column accounting.deferral_line.base_amount is 'Its part of the worth';
comment on column accounting.loan.open_base_amount is
  'What the open principal stands for in the books, in the base currency';
comment on column accounting.loan_payment.kind is 'Whether it was planned or came early';
comment on column accounting.loan_payment.fee is 'What was paid beside for paying early';
`,
  down: `
alter table accounting.loan_payment drop constraint loan_payment_sum_check;
alter table accounting.loan_payment drop column fee;
alter table accounting.loan_payment drop column kind;
alter table accounting.loan_payment add constraint loan_payment_sum_check
  check (payment = interest + principal);
alter table accounting.loan drop column open_base_amount;
alter table accounting.deferral_line drop column base_amount;
alter table accounting.deferral drop column base_amount;
alter table accounting.loan drop column currency;
alter table accounting.recurring_template drop column currency;
alter table accounting.deferral drop column currency;
`,
};

function inCurrency(table: string): string {
  return `
alter table accounting.${table} add column currency varchar(3);
update accounting.${table} t set currency = s.base_currency
  from accounting.settings s where s.organization_id = t.organization_id;
alter table accounting.${table} alter column currency set not null;
comment on column accounting.${table}.currency is 'Currency of its amounts (ISO 4217)';
`;
}
