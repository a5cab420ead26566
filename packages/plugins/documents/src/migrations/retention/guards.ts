/**
 * What no program can go around. A hold locks its document before it is there, and whoever makes
 * away with a document holds its row: each waits for the other and sees what it did.
 */
export const guards = `
create function documents.document_held() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.state = old.state
    or new.state not in ('TRASH', 'PURGED', 'DISPOSED')) then
    return new;
  end if;
  if exists (select from documents.legal_hold_document h
    join documents.legal_hold l on l.organization_id = h.organization_id and l.id = h.hold_id
    where h.organization_id = old.organization_id and h.document_id = old.id
      and l.state = 'OPEN') then
    raise exception using errcode = 'BU001', message = 'DOCUMENTS_HELD';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger held before update of state or delete on documents.document
  for each row execute function documents.document_held();

create function documents.version_held() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.file_id is not null or old.file_id is null) then
    return new;
  end if;
  perform from documents.document d
    where d.organization_id = old.organization_id and d.id = old.document_id for update;
  if exists (select from documents.legal_hold_document h
    join documents.legal_hold l on l.organization_id = h.organization_id and l.id = h.hold_id
    where h.organization_id = old.organization_id and h.document_id = old.document_id
      and l.state = 'OPEN') then
    raise exception using errcode = 'BU001', message = 'DOCUMENTS_HELD';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger held before update of file_id or delete on documents.document_version
  for each row execute function documents.version_held();

create function documents.hold_waits() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  now_is text;
begin
  select d.state into now_is from documents.document d
    where d.organization_id = new.organization_id and d.id = new.document_id for update;
  if now_is in ('PURGED', 'DISPOSED') then
    raise exception using errcode = 'BU001', message = 'DOCUMENTS_GONE';
  end if;
  return new;
end $$;
create trigger waits before insert on documents.legal_hold_document
  for each row execute function documents.hold_waits();

create function documents.certificate_stands() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.state in ('DONE', 'REJECTED') then
    raise exception using errcode = 'BU001', message = 'DOCUMENTS_CERTIFICATE_STANDS';
  end if;
  return new;
end $$;
create trigger stands before update or delete on documents.disposal_record
  for each row execute function documents.certificate_stands();
`;
