import type { Migration } from '@bureau/core';
import { stockTables } from './stock/tables.js';

/** The stock at a site is the sum of its moves, which stand for ever; it is never below zero. */
const counting = `
create function assets.count_stock() returns trigger language plpgsql as $$
declare
  there integer;
begin
  select quantity into there from assets.equipment_stock
    where organization_id = new.organization_id and site_id = new.site_id
      and component_id is not distinct from new.component_id
      and consumable_id is not distinct from new.consumable_id for update;
  if coalesce(there, 0) + new.quantity < 0 then
    perform assets.refuse('ASSETS_STOCK_SHORT',
      jsonb_build_object('quantity', coalesce(there, 0)));
  elsif there is null then
    insert into assets.equipment_stock (organization_id, id, component_id, consumable_id, site_id,
      quantity) values (new.organization_id, gen_random_uuid(), new.component_id,
      new.consumable_id, new.site_id, new.quantity);
  else
    update assets.equipment_stock set quantity = quantity + new.quantity, version = version + 1,
      updated_at = now()
      where organization_id = new.organization_id and site_id = new.site_id
        and component_id is not distinct from new.component_id
        and consumable_id is not distinct from new.consumable_id;
  end if;
  return null;
end $$;

create trigger count_stock after insert on assets.equipment_move
  for each row execute function assets.count_stock();

create function assets.move_stands() returns trigger language plpgsql as $$
begin
  perform assets.refuse('ASSETS_MOVE_STANDS', '{}');
  return null;
end $$;

create trigger move_stands before update on assets.equipment_move
  for each row execute function assets.move_stands();
`;

/** Components and consumables, by site. Frozen. */
export const stock: Migration = {
  name: '0046-stock',
  up: stockTables + counting,
  down: `
drop table assets.equipment_move, assets.equipment_stock, assets.component, assets.consumable;
drop function assets.count_stock();
drop function assets.move_stands();`,
};
