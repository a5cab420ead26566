import type { Migration } from '@bureau/core';
import { reference } from './claims/tenant.js';

/** Fees and interest of reminders in the books, and reminders by mail. Frozen. */
export const dunningCharges: Migration = {
  name: '0043-dunning-charges',
  up: `
alter table accounting.dunning_policy add column charge_account_id uuid,
  add column yearly_percent numeric(7,4), add column is_mailed boolean not null default false,
  add constraint dunning_policy_interest_check check (yearly_percent > 0);
${reference('dunning_policy', 'charge_account_id', 'account')}
comment on column accounting.dunning_policy.charge_account_id is
  'Takes fees and interest, which are posted with the notice; null: they are told only';
comment on column accounting.dunning_policy.yearly_percent is
  'Interest on what is late, a year; null: none';
comment on column accounting.dunning_policy.is_mailed is
  'Whether notices go to the mail address of the party';

alter table accounting.dunning_notice add column interest numeric(20,4) not null default 0,
  add column entry_id uuid, add column mailed_to varchar(254);
${reference('dunning_notice', 'entry_id', 'entry')}
comment on column accounting.dunning_notice.interest is
  'Interest since the due day, or since the notice before';
comment on column accounting.dunning_notice.entry_id is
  'The entry of fee and interest; null: they were told only';
comment on column accounting.dunning_notice.mailed_to is
  'Where it was sent; null: nowhere';
comment on column accounting.dunning_level.fee is
  'In the currency of the item; posted where the policy names an account';
`,
  down: `
alter table accounting.dunning_notice drop column interest, drop column entry_id,
  drop column mailed_to;
alter table accounting.dunning_policy drop column charge_account_id, drop column yearly_percent,
  drop column is_mailed;
`,
};
