import { type Ctx } from '@bureau/core';
import { isIP } from 'node:net';
import type { Asset } from '../asset.entity.js';
import { networkErrors } from './errors.js';
import { type Network, NetworkAddress } from './network.entities.js';

const PATH = ['input', 'address'];

/** The range as PostgreSQL writes it. @throws ASSETS_CIDR */
export async function cidrOf(ctx: Ctx, text: string, path: readonly string[]): Promise<string> {
  const [address = '', length = '', more] = text.trim().split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  const isRange = isIP(address) !== 0 && more === undefined && /^\d{1,3}$/.test(length);
  if (!isRange || Number(length) > bits) throw networkErrors.CIDR({}, path);
  const [row] = await ctx.sql<{ cidr: string }>(
    `select network($1::inet)::text as cidr where host(network($1::inet)) = host($1::inet)`,
    [`${address}/${length}`],
  );
  if (!row) throw networkErrors.CIDR({}, path);
  return row.cidr;
}

/**
 * An address of a network whose row is locked.
 * @throws ASSETS_ADDRESS, ASSETS_ADDRESS_OUTSIDE, ASSETS_ADDRESS_TAKEN
 */
export async function givenAddress(ctx: Ctx, network: Network, text: string): Promise<string> {
  if (isIP(text.trim()) === 0 || text.includes('%')) throw networkErrors.ADDRESS({}, PATH);
  const { cidr, code } = network;
  const [row] = await ctx.sql<{ address: string }>(
    'select host($1::inet) as address where $1::inet <<= $2::cidr',
    [text.trim(), cidr],
  );
  if (!row) throw networkErrors.ADDRESS_OUTSIDE({ address: text.trim(), cidr }, PATH);
  const { address } = row;
  const taken = await ctx.em.count(NetworkAddress, { network, address });
  if (taken > 0) throw networkErrors.ADDRESS_TAKEN({ address, code }, PATH);
  return address;
}

/**
 * Only the first address and those behind a taken one can be the next free one, so that a large
 * network is not walked through. Of version 4 neither the network itself nor its broadcast is
 * given out (unless it is that small), of version 6 not the address of all routers.
 */
const NEXT = `
  with net as (
    select c, family(c) as version, masklen(c) as bits, case family(c) when 4 then 32 else 128 end
      as most from (select $2::cidr as c) as given),
  span as (
    select set_masklen(c::inet, most) + case when bits < most - 1 then 1 else 0 end as first,
      set_masklen(broadcast(c), most) - case when version = 4 and bits < 31 then 1 else 0 end
      as last from net),
  used as (select address::inet as a from assets.network_address where network_id = $1),
  candidate as (
    select first as a from span
    union select a + 1 from used, span where a < last and a >= first)
  select host(c.a) as address from candidate c, span
  where c.a between span.first and span.last
    and not exists (select from used u where u.a = c.a)
  order by c.a limit 1`;

/** The next free address of a network whose row is locked. @throws ASSETS_NO_ADDRESS_FREE */
export async function nextAddress(ctx: Ctx, { id, cidr, code }: Network): Promise<string> {
  const [row] = await ctx.sql<{ address: string }>(NEXT, [id, cidr]);
  if (row) return row.address;
  throw networkErrors.NO_ADDRESS_FREE({ code }, ['input', 'networkId']);
}

/** `00-1A-2B-3C-4D-5E` -> `00:1a:2b:3c:4d:5e` @throws ASSETS_MAC_ADDRESS */
export function macAddressOf(text: string | null | undefined): string | null | undefined {
  if (!text?.trim()) return text === undefined ? undefined : null;
  const digits = text.trim().toLowerCase().replaceAll(/[:.-]/g, '');
  if (!/^[0-9a-f]{12}$/.test(digits)) {
    throw networkErrors.MAC_ADDRESS({}, ['input', 'macAddress']);
  }
  return digits.match(/../g)?.join(':') ?? null;
}

/** In lower case. @throws ASSETS_HOST_NAME */
export function hostNameOf(text: string | null | undefined): string | null | undefined {
  if (!text?.trim()) return text === undefined ? undefined : null;
  const name = text.trim().toLowerCase();
  const labels = name.split('.');
  const isName = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  if (!isName || name.length > 253) throw networkErrors.HOST_NAME({}, ['input', 'hostName']);
  return name;
}

/** Addresses of a device that has left the organization are free again. */
export async function freeAddressesOf(ctx: Ctx, asset: Asset): Promise<void> {
  for (const address of await ctx.em.find(NetworkAddress, { asset })) ctx.em.remove(address);
}
