import type { Migration } from '@bureau/core';
import { comments, RECORD, tenant } from './bank/tenant.js';

/** Rates of exchange by pair and day. Frozen. */
export const rates: Migration = {
  name: '0050-rates',
  up: `
create table accounting.exchange_rate (${RECORD},
  from_currency varchar(3) not null,
  to_currency varchar(3) not null,
  valid_on date not null,
  rate numeric(20,10) not null,
  source varchar(40),
  constraint exchange_rate_from_currency_to_currency_valid_on_key unique (organization_id,
    from_currency, to_currency, valid_on),
  constraint exchange_rate_rate_check check (rate > 0),
  constraint exchange_rate_pair_check check (from_currency <> to_currency)
);
create index exchange_rate_from_currency_idx on accounting.exchange_rate (organization_id,
  from_currency, id);
create index exchange_rate_to_currency_idx on accounting.exchange_rate (organization_id,
  to_currency, id);
create index exchange_rate_valid_on_idx on accounting.exchange_rate (organization_id, valid_on,
  id);
create index exchange_rate_source_idx on accounting.exchange_rate (organization_id, source, id);
${tenant('exchange_rate')}
${comments('exchange_rate', 'What a unit of one currency is worth in another from a day on.', {
  from_currency: 'The unit (ISO 4217)',
  to_currency: 'What it is worth is told in this one (ISO 4217)',
  valid_on: 'From this day until the next rate of the pair',
  rate: 'How much of the other currency one unit is worth',
  source: 'Who says so, such as ECB',
})}
`,
  down: 'drop table accounting.exchange_rate;',
};
