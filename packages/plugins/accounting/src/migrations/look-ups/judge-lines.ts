/**
 * The judgement of lines: accounts and currencies are looked up one by one, and the words of a
 * fault are made where there is one.
 */
export const judgeLines = `
-- A fault of a line with what it is told with; 'BASE_SCALE' is a scale of the base currency.
create function accounting.line_fault(code text, account text, only_currency text, money text,
  base_currency text, digits integer, base_digits integer)
returns jsonb language sql immutable
set search_path = pg_catalog, accounting, pg_temp as $$
  select case
    when code = 'ACCOUNT_CURRENCY' then
      jsonb_build_object('code', code, 'account', account, 'currency', only_currency)
    when code in ('ACCOUNT_UNKNOWN', 'ACCOUNT_HEADING', 'ACCOUNT_INACTIVE', 'CONTROL_ACCOUNT') then
      jsonb_build_object('code', code, 'account', coalesce(account, ''))
    when code = 'SCALE_EXCEEDED' then
      jsonb_build_object('code', code, 'currency', money, 'digits', digits)
    when code = 'BASE_SCALE' then
      jsonb_build_object('code', 'SCALE_EXCEEDED', 'currency', base_currency, 'digits', base_digits)
    when code in ('CURRENCY_UNKNOWN', 'BASE_MISSING', 'BASE_DIFFERS') then
      jsonb_build_object('code', code, 'currency', money)
    else jsonb_build_object('code', code)
  end
$$;

create or replace function accounting.judge_lines(batch_lines jsonb, base_currency text)
returns setof accounting.posting_line language sql stable
set search_path = pg_catalog, accounting, pg_temp
set plan_cache_mode = force_generic_plan as $$
  with given as (
    select *, coalesce(currency, base_currency) as money
    from jsonb_to_recordset(batch_lines) as l(entry integer, number integer, id uuid,
      account uuid, code text, currency text, amount numeric, base numeric, memo text,
      dimensions uuid[], party uuid, "openItem" uuid, "taxCode" uuid, "taxBase" numeric,
      quantity numeric)),
  found as (
    select g.*, a.id as account_id,
      coalesce(g.base, case when g.money = base_currency then g.amount end) as worth,
      coalesce(a.code, g.code) as account_code, a.is_active, a.is_postable,
      a.currency as only_currency, a.control,
      case when g.money = base_currency
        then (select c.digits from currency c where c.code = base_currency)
        else (select c.digits from currency c where c.code = g.money) end as digits,
      (select c.digits from currency c where c.code = base_currency) as base_digits,
      d.known, d.kinds, d.dimension_ids, d.key
    from given g
    left join lateral (
      select x.id, x.code, x.is_active, x.is_postable, x.currency, x.control from account x
        where x.organization_id = (select organization()) and x.id = g.account
      union all
      select x.id, x.code, x.is_active, x.is_postable, x.currency, x.control from account x
        where x.organization_id = (select organization()) and x.code = g.code
          and g.account is null
      offset 0) a on true
    left join lateral (
      select count(v.id) as known, count(distinct v.dimension_id) as kinds,
        array_agg(v.dimension_id) as dimension_ids,
        string_agg(v.id::text, ' ' order by v.dimension_id) as key
      from unnest(g.dimensions) as u(id)
      join dimension_value v on v.organization_id = organization() and v.id = u.id and v.is_active
    ) d on cardinality(g.dimensions) > 0
    offset 0),
  judged as (
    select f.*, case
      when f.account_id is null then 'ACCOUNT_UNKNOWN'
      when not f.is_postable then 'ACCOUNT_HEADING'
      when not f.is_active then 'ACCOUNT_INACTIVE'
      when f.digits is null then 'CURRENCY_UNKNOWN'
      when f.only_currency <> f.money then 'ACCOUNT_CURRENCY'
      when f.amount is null or abs(f.amount) >= 1e16 or abs(f.worth) >= 1e16 then 'AMOUNT_RANGE'
      when f.amount <> round(f.amount, f.digits) then 'SCALE_EXCEEDED'
      when f.worth is null then 'BASE_MISSING'
      when f.worth <> round(f.worth, f.base_digits) then 'BASE_SCALE'
      when f.money = base_currency and f.worth <> f.amount then 'BASE_DIFFERS'
      when sign(f.amount) * sign(f.worth) < 0 then 'BASE_DIFFERS'
      when f.amount = 0 and f.worth = 0 then 'LINE_EMPTY'
      when f.party is not null and not exists (select from core.party p
        where p.organization_id = organization() and p.id = f.party) then 'PARTY_UNKNOWN'
      when f.control in ('RECEIVABLE', 'PAYABLE') and f.party is null then 'CONTROL_ACCOUNT'
      when coalesce(f.known, 0) <> coalesce(cardinality(f.dimensions), 0) then 'DIMENSION_UNKNOWN'
      when f.kinds <> f.known then 'DIMENSION_TWICE'
      end as wrong
    from found f offset 0)
  select j.entry, j.number, coalesce(j.id, gen_random_uuid()), j.account_id, j.money, j.amount,
    j.worth, j.memo, j.key, j.party, j."openItem", j."taxCode", j."taxBase", j.quantity,
    case
      when j.wrong is not null then line_fault(j.wrong, j.account_code, j.only_currency, j.money,
        base_currency, j.digits, j.base_digits)
      when j.account_id = any (array(
          select r.account_id from account_rule r where r.organization_id = organization()))
        then rule_fault(j.account_id, j.account_code, j.party is not null, j.dimension_ids)
    end || jsonb_build_object('line', j.number)
  from judged j
$$;
`;
