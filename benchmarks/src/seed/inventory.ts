/**
 * One organization's assets with their custody, a set at a time. $1 is the number of the
 * organization in the seed, $2 how many assets it has, $3 how many employees.
 *
 * Each asset has five periods of 150 days. The last one is the asset's custodian of today, an
 * employee for three of four assets, else a site; before it site and employee take turns.
 */
export const inventoryStatements: readonly string[] = [
  `insert into assets.category (id, code, name)
   select seed.id('cat', $1, n), 'C' || n, 'Category ' || n
   from generate_series(1, 20) n where $2::int > 0 and $3::int > 0`,
  `insert into assets.asset_model (id, code, name, manufacturer, category_id, warranty_months)
   select seed.id('amo', $1, n), 'M' || lpad(n::text, 4, '0'), 'Model ' || n,
     seed.pick('{Alster,Brocken,Cuxhaven,Deister}', n), seed.id('cat', $1, 1 + n % 20), 24
   from generate_series(1, 200) n where $2::int > 0 and $3::int > 0`,
  `insert into assets.asset (id, tag, serial_number, model_id, state, holder_id, site_id,
     cost_amount, cost_currency, purchased_on, warranty_ends_on)
   select seed.id('ast', $1, n), 'T' || lpad(n::text, 8, '0'), 'SN-' || md5(n::text),
     seed.id('amo', $1, 1 + n % 200),
     case when n % 4 > 0 then 'IN_USE' when n % 20 = 0 then 'IN_REPAIR' else 'AVAILABLE' end,
     case when n % 4 > 0 then seed.id('emp', $1, 1 + n * 7919 % $3::int) end,
     case when n % 4 = 0 then seed.id('sit', $1, 1 + n % 40) end,
     100 + n % 2900, 'EUR', date '2021-01-01' + (n % 300)::int, date '2023-01-01' + (n % 300)::int
   from generate_series(1, $2::int) n`,
  `insert into assets.custody_period (id, asset_id, starts_at, ends_at, employee_id, site_id,
     reason, previous_ends_at)
   select seed.id('cus', $1, n * 5 + k), seed.id('ast', $1, n), at.first,
     case when k < 4 then at.first + interval '150 days' end,
     case when at.held then
       seed.id('emp', $1, 1 + (n * 7919 + (4 - k) * 17) % $3::int) end,
     case when not at.held then seed.id('sit', $1, 1 + (n + (4 - k) / 2) % 40) end,
     case when k = 0 then 'RECEIPT' when at.held then 'CHECK_OUT' else 'CHECK_IN' end,
     case when k > 0 then at.first end
   from generate_series(1, $2::int) n cross join generate_series(0, 4) k
   cross join lateral (
     select timestamptz '2021-02-01 08:00:00+00' + (n % 300) * interval '1 day'
       + k * interval '150 days' as first, (n % 4 > 0) = (k % 2 = 0) as held) at`,
];

/** Rows that break the rule that asset and running custody agree; there must be none. */
export const custodyFaults = `
  select count(*)::int as faults from assets.asset a
  left join assets.custody_period c on c.organization_id = a.organization_id
    and c.asset_id = a.id and c.ends_at is null
  where c.id is null or (a.holder_id, a.site_id) is distinct from (c.employee_id, c.site_id)`;
