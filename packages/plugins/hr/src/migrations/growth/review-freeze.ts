/**
 * Whatever writes: a cycle goes on phase by phase, and each table takes rows in its own phases
 * only. The cycle is locked against the next phase until the commit, so that nothing slips in.
 */
export const reviewFreeze = `
create function hr.review_cycle_goes_on() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (old.phase, new.phase) in (('DRAFT', 'OPEN'), ('OPEN', 'CALIBRATION'),
    ('CALIBRATION', 'RELEASED'), ('RELEASED', 'CLOSED')) then
    return new;
  end if;
  if new.phase <> old.phase then
    raise exception using errcode = 'BU001', message = 'HR_REVIEW_PHASE',
      detail = json_build_object('phase', old.phase)::text;
  end if;
  if old.phase in ('RELEASED', 'CLOSED') then
    raise exception using errcode = 'BU001', message = 'HR_REVIEW_FROZEN';
  end if;
  return new;
end $$;
create trigger goes_on before update on hr.review_cycle
  for each row execute function hr.review_cycle_goes_on();

create function hr.review_is_open() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  row_of jsonb := case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  organization uuid := (row_of ->> 'organization_id')::uuid;
  cycle uuid := (row_of ->> 'cycle_id')::uuid;
  review uuid := (row_of ->> 'review_id')::uuid;
  sealed text[] := array['comment', 'reason', 'version', 'updated_at'];
  now_in text;
begin
  -- Whoever is erased is erased here too: words may end at any time, and nothing else.
  if tg_op = 'UPDATE' and row_of - sealed = to_jsonb(old) - sealed
    and row_of ->> 'comment' is null and row_of ->> 'reason' is null then
    return new;
  end if;
  if review is null and row_of ? 'part_id' then
    select p.review_id into review from hr.review_part p
      where p.organization_id = organization and p.id = (row_of ->> 'part_id')::uuid;
  elsif review is null and row_of ? 'result_id' then
    select r.review_id into review from hr.review_result r
      where r.organization_id = organization and r.id = (row_of ->> 'result_id')::uuid;
  end if;
  if cycle is null then
    select r.cycle_id into cycle from hr.review r
      where r.organization_id = organization and r.id = review;
  end if;
  select c.phase into now_in from hr.review_cycle c
    where c.organization_id = organization and c.id = cycle for share;
  if now_in = any (string_to_array(tg_argv[0], ' ')) then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  if now_in in ('RELEASED', 'CLOSED') then
    raise exception using errcode = 'BU001', message = 'HR_REVIEW_FROZEN';
  end if;
  raise exception using errcode = 'BU001', message = 'HR_REVIEW_PHASE',
    detail = json_build_object('phase', now_in)::text;
end $$;
create trigger is_open before insert or update or delete on hr.review
  for each row execute function hr.review_is_open('DRAFT OPEN');
create trigger is_open before insert or update or delete on hr.review_part
  for each row execute function hr.review_is_open('DRAFT OPEN');
create trigger is_open before insert or update on hr.review_answer
  for each row execute function hr.review_is_open('OPEN');
-- Answers of anonymous peers go when they have been counted.
create trigger is_over before delete on hr.review_answer
  for each row execute function hr.review_is_open('CALIBRATION');
create trigger is_open before insert or update or delete on hr.review_result
  for each row execute function hr.review_is_open('CALIBRATION');
create trigger is_open before insert or update or delete on hr.review_peer_comment
  for each row execute function hr.review_is_open('CALIBRATION');

-- What somebody said is not changed; words only end.
create function hr.review_answer_stands() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.passing_comment is null and (new.part_id, new.section_id, new.person_id)
      = (old.part_id, old.section_id, old.person_id)
    and new.score is not distinct from old.score
    and (new.comment is null or new.comment = old.comment) then
    return new;
  end if;
  raise exception using errcode = 'BU001', message = 'HR_REVIEW_SUBMITTED';
end $$;
create trigger stands before update on hr.review_answer
  for each row execute function hr.review_answer_stands();
revoke delete on hr.review_result, hr.review_peer_comment from bureau_app;
`;
