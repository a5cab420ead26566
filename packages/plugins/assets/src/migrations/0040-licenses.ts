import type { Migration } from '@bureau/core';
import { licenseTables } from './licenses/tables.js';

/**
 * The seats of a licence are counted on its row: whoever takes one waits for whoever took one
 * before, and the check of the row refuses the one that is too many.
 */
const counting = `
create function assets.count_seats() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.released_at is null then
    update assets.license set seats_used = seats_used - 1
      where organization_id = old.organization_id and id = old.license_id;
  end if;
  if tg_op <> 'DELETE' and new.released_at is null then
    begin
      update assets.license set seats_used = seats_used + 1
        where organization_id = new.organization_id and id = new.license_id;
    exception when check_violation then
      perform assets.refuse('ASSETS_NO_SEAT_FREE', (select jsonb_build_object('code', code,
        'seats', seats) from assets.license
        where organization_id = new.organization_id and id = new.license_id));
    end;
  end if;
  return null;
end $$;

create trigger count_seats after insert or delete or update of license_id, released_at
  on assets.seat for each row execute function assets.count_seats();
`;

/** Licences with seats that are never oversold. Frozen. */
export const licenses: Migration = {
  name: '0040-licenses',
  up: licenseTables + counting,
  down: `
drop table assets.seat, assets.license;
drop function assets.count_seats();`,
};
