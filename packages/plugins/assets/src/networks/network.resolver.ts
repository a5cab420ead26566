import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { given, needed, neededIfGiven, optional } from '../input-values.js';
import { cidrOf, givenAddress, hostNameOf, macAddressOf, nextAddress } from './addresses.js';
import { networkErrors } from './errors.js';
import { Network, NetworkAddress } from './network.entities.js';
import {
  NetworkAddressAssignInput,
  NetworkAddressAssignPayload,
  NetworkAddressReleaseInput,
  NetworkAddressReleasePayload,
  NetworkAddressUpdateInput,
  NetworkAddressUpdatePayload,
  NetworkCreateInput,
  NetworkCreatePayload,
  NetworkUpdateInput,
  NetworkUpdatePayload,
} from './network.inputs.js';

/** Networks, and which of their addresses are taken. */
@Resolver()
export class NetworkResolver {
  @Mutation(() => NetworkCreatePayload, { description: 'Adds a network.' })
  async networkCreate(@Context() ctx: Ctx, @Arg('input') input: NetworkCreateInput) {
    const { vlan = null } = input;
    assertVlan(vlan);
    const network = ctx.em.create(Network, {
      code: needed('code', input.code),
      name: optional(input.name) ?? null,
      cidr: await cidrOf(ctx, input.cidr, ['input', 'cidr']),
      vlan,
    });
    return { network };
  }

  @Mutation(() => NetworkUpdatePayload, { description: 'Changes words and number of a network.' })
  async networkUpdate(@Context() ctx: Ctx, @Arg('input') input: NetworkUpdateInput) {
    const { id, expectedVersion, vlan } = input;
    assertVlan(vlan);
    const network = await ctx.find(Network, id, { expectedVersion, path: ['input', 'id'] });
    const code = neededIfGiven('code', input.code);
    ctx.em.assign(network, given({ code, name: optional(input.name), vlan }));
    return { network };
  }

  @Mutation(() => NetworkAddressAssignPayload, {
    description: 'Takes an address of a network: the given one, or the next that is free.',
  })
  async networkAddressAssign(@Context() ctx: Ctx, @Arg('input') input: NetworkAddressAssignInput) {
    const { networkId, address: wanted } = input;
    const asset = (await assetOf(ctx, input.assetId)) ?? null;
    // Locked: of several who want the next address, each sees the one before it.
    const network = await ctx.find(Network, networkId, {
      path: ['input', 'networkId'],
      lock: true,
    });
    const address = wanted
      ? await givenAddress(ctx, network, wanted)
      : await nextAddress(ctx, network);
    const hostName = hostNameOf(input.hostName) ?? null;
    const macAddress = macAddressOf(input.macAddress) ?? null;
    const facts = { hostName, macAddress, asset, note: optional(input.note) ?? null };
    return { networkAddress: ctx.em.create(NetworkAddress, { network, address, ...facts }) };
  }

  @Mutation(() => NetworkAddressUpdatePayload, { description: 'Changes what an address is for.' })
  async networkAddressUpdate(@Context() ctx: Ctx, @Arg('input') input: NetworkAddressUpdateInput) {
    const { id, expectedVersion } = input;
    const found = { expectedVersion, path: ['input', 'id'] };
    const networkAddress = await ctx.find(NetworkAddress, id, found);
    const asset = await assetOf(ctx, input.assetId);
    if (asset !== undefined) networkAddress.asset = asset;
    const hostName = hostNameOf(input.hostName);
    const macAddress = macAddressOf(input.macAddress);
    ctx.em.assign(networkAddress, given({ hostName, macAddress, note: optional(input.note) }));
    return { networkAddress };
  }

  @Mutation(() => NetworkAddressReleasePayload, { description: 'Frees an address.' })
  async networkAddressRelease(
    @Context() ctx: Ctx,
    @Arg('input') input: NetworkAddressReleaseInput,
  ) {
    const { id, expectedVersion } = input;
    const found = { expectedVersion, path: ['input', 'id'] };
    ctx.em.remove(await ctx.find(NetworkAddress, id, found));
    return { releasedId: id };
  }
}

function assertVlan(vlan: number | null | undefined): void {
  if (vlan == null || (vlan >= 1 && vlan <= 4094)) return;
  throw networkErrors.VLAN({}, ['input', 'vlan']);
}

async function assetOf(ctx: Ctx, id: string | null | undefined): Promise<Asset | null | undefined> {
  if (!id) return id === undefined ? undefined : null;
  const asset = await ctx.find(Asset, id, { path: ['input', 'assetId'], lock: true });
  asset.assertChangeable();
  return asset;
}
