import type { Migration } from '@bureau/core';
import { networkTables } from './networks/tables.js';

/** An address lies in its network, whoever writes. */
const inside = `
create function assets.check_address() returns trigger language plpgsql as $$
declare
  span text;
begin
  select cidr into span from assets.network
    where organization_id = new.organization_id and id = new.network_id;
  if not new.address::inet <<= span::cidr then
    perform assets.refuse('ASSETS_ADDRESS_OUTSIDE',
      jsonb_build_object('address', new.address, 'cidr', span));
  end if;
  return new;
end $$;

create trigger check_address before insert or update of network_id, address
  on assets.network_address for each row execute function assets.check_address();
`;

/** Networks and their addresses. Frozen. */
export const networks: Migration = {
  name: '0048-networks',
  up: networkTables + inside,
  down: `
drop table assets.network_address, assets.network;
drop function assets.check_address();`,
};
