/** The judgement of lines as before; rules are looked up for accounts that have some. */
export const judgeLines = `
create or replace function accounting.judge_lines(batch_lines jsonb, base_currency text)
returns setof accounting.posting_line language sql stable
set search_path = pg_catalog, accounting, pg_temp as $$
  with given as (
    select * from jsonb_to_recordset(batch_lines) as l(entry integer, number integer, id uuid,
      account uuid, code text, currency text, amount numeric, base numeric, memo text,
      dimensions uuid[], party uuid, "openItem" uuid, "taxCode" uuid, "taxBase" numeric,
      quantity numeric)),
  found as (
    select g.*, coalesce(a.id, b.id) as account_id, coalesce(g.currency, base_currency) as money,
      coalesce(g.base, case when coalesce(g.currency, base_currency) = base_currency then g.amount end) as worth,
      coalesce(a.code, b.code, g.code) as account_code,
      coalesce(a.is_active, b.is_active) as is_active,
      coalesce(a.is_postable, b.is_postable) as is_postable,
      coalesce(a.currency, b.currency) as only_currency,
      coalesce(a.control, b.control) as control,
      c.digits, bc.digits as base_digits,
      d.known, d.kinds, d.dimension_ids, d.key
    from given g
    left join account a on a.organization_id = organization() and a.id = g.account
    left join account b on b.organization_id = organization() and g.account is null
      and b.code = g.code
    left join currency c on c.code = coalesce(g.currency, base_currency)
    left join currency bc on bc.code = base_currency
    left join lateral (
      select count(v.id) as known, count(distinct v.dimension_id) as kinds,
        array_agg(v.dimension_id) as dimension_ids,
        string_agg(v.id::text, ' ' order by v.dimension_id) as key
      from unnest(g.dimensions) as u(id)
      join dimension_value v on v.organization_id = organization() and v.id = u.id and v.is_active
    ) d on cardinality(g.dimensions) > 0)
  select f.entry, f.number, coalesce(f.id, gen_random_uuid()), f.account_id, f.money, f.amount,
    f.worth, f.memo, f.key, f.party, f."openItem", f."taxCode", f."taxBase", f.quantity,
    line_fault || jsonb_build_object('line', f.number)
  from found f
  cross join lateral (select case
    when f.account_id is null then
      jsonb_build_object('code', 'ACCOUNT_UNKNOWN', 'account', coalesce(f.code, ''))
    when not f.is_postable then
      jsonb_build_object('code', 'ACCOUNT_HEADING', 'account', f.account_code)
    when not f.is_active then
      jsonb_build_object('code', 'ACCOUNT_INACTIVE', 'account', f.account_code)
    when f.digits is null then
      jsonb_build_object('code', 'CURRENCY_UNKNOWN', 'currency', f.money)
    when f.only_currency <> f.money then
      jsonb_build_object('code', 'ACCOUNT_CURRENCY', 'account', f.account_code,
        'currency', f.only_currency)
    when f.amount is null or abs(f.amount) >= 1e16 or abs(f.worth) >= 1e16 then
      jsonb_build_object('code', 'AMOUNT_RANGE')
    when f.amount <> round(f.amount, f.digits) then
      jsonb_build_object('code', 'SCALE_EXCEEDED', 'currency', f.money, 'digits', f.digits)
    when f.worth is null then
      jsonb_build_object('code', 'BASE_MISSING', 'currency', f.money)
    when f.worth <> round(f.worth, f.base_digits) then
      jsonb_build_object('code', 'SCALE_EXCEEDED', 'currency', base_currency, 'digits', f.base_digits)
    when f.money = base_currency and f.worth <> f.amount then
      jsonb_build_object('code', 'BASE_DIFFERS', 'currency', base_currency)
    when sign(f.amount) * sign(f.worth) < 0 then
      jsonb_build_object('code', 'BASE_DIFFERS', 'currency', f.money)
    when f.amount = 0 and f.worth = 0 then jsonb_build_object('code', 'LINE_EMPTY')
    when f.party is not null and not exists (select from core.party p
      where p.organization_id = organization() and p.id = f.party) then
      jsonb_build_object('code', 'PARTY_UNKNOWN')
    when f.control in ('RECEIVABLE', 'PAYABLE') and f.party is null then
      jsonb_build_object('code', 'CONTROL_ACCOUNT', 'account', f.account_code)
    when coalesce(f.known, 0) <> coalesce(cardinality(f.dimensions), 0) then
      jsonb_build_object('code', 'DIMENSION_UNKNOWN')
    when f.kinds <> f.known then jsonb_build_object('code', 'DIMENSION_TWICE')
    when f.account_id = any (array(
        select r.account_id from account_rule r where r.organization_id = organization()))
      then rule_fault(f.account_id, f.account_code, f.party is not null, f.dimension_ids)
    end as line_fault) faults
$$;
`;
