/**
 * What holds for everybody, the owner included. Posted rows are never changed; an entry without a
 * seal does not survive its commit, and a line does not join an entry that has one.
 *
 * The check stands on the entry and not on its lines: once an entry instead of once a line. Its
 * functions keep a generic plan: without statistics (a new organization) the planner would find
 * the lines of an entry by any index that leads with the organization, and read all of them.
 */
export const guards = `
create function accounting.organization() returns uuid language sql stable
return nullif(current_setting('app.organization_id', true), '')::uuid;

create function accounting.refuse(code text, data jsonb) returns void language plpgsql as $$
begin
  raise exception using errcode = 'BU001', message = code, detail = data::text;
end $$;

create function accounting.refuse_change() returns trigger language plpgsql as $$
begin
  perform accounting.refuse('ACCOUNTING_POSTED_IMMUTABLE', '{}');
  return null;
end $$;

create trigger immutable before update or delete or truncate on accounting.entry
  for each statement execute function accounting.refuse_change();
create trigger immutable before update or delete or truncate on accounting.line
  for each statement execute function accounting.refuse_change();
create trigger immutable before update or delete or truncate on accounting.entry_seal
  for each statement execute function accounting.refuse_change();
create trigger immutable before update or delete or truncate on accounting.dimension_set
  for each statement execute function accounting.refuse_change();
create trigger immutable before update or delete or truncate on accounting.dimension_set_item
  for each statement execute function accounting.refuse_change();
create trigger kept before delete or truncate on accounting.balance
  for each statement execute function accounting.refuse_change();
create trigger kept before delete or truncate on accounting.number_series
  for each statement execute function accounting.refuse_change();
create trigger kept before delete or truncate on accounting.chain_head
  for each statement execute function accounting.refuse_change();

-- Lines come with their entry, before its seal, and for its day.
create function accounting.check_lines() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
begin
  if exists (
    select from added l
    left join accounting.entry e on e.organization_id = l.organization_id and e.id = l.entry_id
    left join accounting.entry_seal s
      on s.organization_id = l.organization_id and s.entry_id = l.entry_id
    where s.entry_id is not null or e.id is null or e.posted_on <> l.posted_on)
  then
    perform accounting.refuse('ACCOUNTING_ENTRY_SEALED', '{}');
  end if;
  return null;
end $$;

create trigger check_lines after insert on accounting.line
  referencing new table as added
  for each statement execute function accounting.check_lines();

-- At the end of the transaction: sealed, whole, balanced, in a period that takes entries.
create function accounting.check_entry() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  total record;
  sealed integer;
  state text;
begin
  select sum(n)::integer as lines, coalesce(bool_and(amount = 0), false) as even,
      coalesce(sum(base), 1) as base, bool_and(fine) as fine
    into total
    from (
      select count(*) as n, sum(l.amount) as amount, sum(l.base_amount) as base,
        bool_and(l.amount = round(l.amount, c.digits)) as fine
      from accounting.line l
      left join accounting.currency c on c.code = l.currency
      where l.organization_id = new.organization_id and l.entry_id = new.id
      group by l.currency) as by_currency;
  if coalesce(total.lines, 0) < 2 then
    perform accounting.refuse('ACCOUNTING_TOO_FEW_LINES', '{}');
  end if;
  if not total.even or total.base <> 0 then
    perform accounting.refuse('ACCOUNTING_UNBALANCED', '{}');
  end if;
  if total.fine is not true then
    perform accounting.refuse('ACCOUNTING_SCALE_EXCEEDED', '{}');
  end if;
  select s.line_count into sealed from accounting.entry_seal s
    where s.organization_id = new.organization_id and s.entry_id = new.id;
  if sealed is distinct from total.lines or sealed <> new.line_count then
    perform accounting.refuse('ACCOUNTING_NOT_SEALED', '{}');
  end if;
  select p.state into state from accounting.period p
    where p.organization_id = new.organization_id and p.id = new.period_id
      and p.fiscal_year_id = new.fiscal_year_id
      and new.posted_on between p.starts_on and p.ends_on
    for share;
  if state is null or state = 'CLOSED' then
    perform accounting.refuse('ACCOUNTING_PERIOD_CLOSED', '{}');
  end if;
  return null;
end $$;

create constraint trigger check_entry after insert on accounting.entry
  deferrable initially deferred
  for each row execute function accounting.check_entry();

alter table accounting.fiscal_year add constraint fiscal_year_overlap_excl
  exclude using gist (organization_id with =, daterange(starts_on, ends_on, '[]') with &&);
alter table accounting.period add constraint period_overlap_excl
  exclude using gist (organization_id with =, daterange(starts_on, ends_on, '[]') with &&);
create unique index settings_one_key on accounting.settings (organization_id);

-- What posted rows lean on does not change under them.
create function accounting.keep_account() returns trigger language plpgsql as $$
begin
  if (new.type, new.currency, new.normal_side) is distinct from
      (old.type, old.currency, old.normal_side)
    and exists (select from accounting.line
      where organization_id = old.organization_id and account_id = old.id)
  then
    perform accounting.refuse('ACCOUNTING_ACCOUNT_IN_USE', jsonb_build_object('code', old.code));
  end if;
  return new;
end $$;
create trigger keep_account before update on accounting.account
  for each row execute function accounting.keep_account();

create function accounting.keep_days() returns trigger language plpgsql as $$
begin
  if (new.organization_id, new.id, new.starts_on, new.ends_on) is distinct from
    (old.organization_id, old.id, old.starts_on, old.ends_on)
  then
    perform accounting.refuse('ACCOUNTING_DAYS_FIXED', '{}');
  end if;
  return new;
end $$;
create trigger keep_days before update on accounting.fiscal_year
  for each row execute function accounting.keep_days();
create trigger keep_days before update on accounting.period
  for each row execute function accounting.keep_days();

create function accounting.keep_base() returns trigger language plpgsql as $$
begin
  if new.base_currency <> old.base_currency then
    perform accounting.refuse('ACCOUNTING_BASE_FIXED', '{}');
  end if;
  return new;
end $$;
create trigger keep_base before update on accounting.settings
  for each row execute function accounting.keep_base();

create function accounting.keep_hard_lock() returns trigger language plpgsql as $$
begin
  if old.is_hard and (tg_op = 'DELETE' or not new.is_hard or new.until_on < old.until_on
    or new.area <> old.area)
  then
    perform accounting.refuse('ACCOUNTING_LOCK_HARD',
      jsonb_build_object('until', old.until_on));
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_hard_lock before update or delete on accounting.lock
  for each row execute function accounting.keep_hard_lock();
`;

export const guardsDown = `
drop trigger check_entry on accounting.entry;
drop trigger check_lines on accounting.line;
drop trigger immutable on accounting.entry;
drop trigger immutable on accounting.line;
drop trigger immutable on accounting.entry_seal;
drop trigger immutable on accounting.dimension_set;
drop trigger immutable on accounting.dimension_set_item;
drop trigger kept on accounting.balance;
drop trigger kept on accounting.number_series;
drop trigger kept on accounting.chain_head;
drop trigger keep_account on accounting.account;
drop trigger keep_days on accounting.fiscal_year;
drop trigger keep_days on accounting.period;
drop trigger keep_base on accounting.settings;
drop trigger keep_hard_lock on accounting.lock;
drop function accounting.keep_account();
drop function accounting.keep_days();
drop function accounting.keep_base();
drop function accounting.keep_hard_lock();
drop function accounting.check_entry();
drop function accounting.check_lines();
drop function accounting.refuse_change();
drop function accounting.refuse(text, jsonb);
drop function accounting.organization();
`;
