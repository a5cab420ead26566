import type { Migration } from '@bureau/core';
import { comments, RECORD, reference, tenant } from './bank/tenant.js';

/** Accounts for what exchange between currencies leaves behind. Frozen. */
export const exchangeSettings: Migration = {
  name: '0053-exchange-settings',
  up: `
create table accounting.exchange_settings (${RECORD},
  clearing_account_id uuid,
  unrealized_gain_account_id uuid,
  unrealized_loss_account_id uuid,
  constraint exchange_settings_organization_id_key unique (organization_id)
);
create index exchange_settings_created_at_idx on accounting.exchange_settings (organization_id,
  created_at, id);
${reference('exchange_settings', 'clearing_account_id', 'account')}
${reference('exchange_settings', 'unrealized_gain_account_id', 'account')}
${reference('exchange_settings', 'unrealized_loss_account_id', 'account')}
${tenant('exchange_settings')}
${comments('exchange_settings', 'Accounts for exchange between currencies; one record.', {
  clearing_account_id: 'Stands between two currencies of one transfer',
  unrealized_gain_account_id: 'Gains by rates at the end of a period',
  unrealized_loss_account_id: 'Losses by rates at the end of a period',
})}
`,
  down: 'drop table accounting.exchange_settings;',
};
