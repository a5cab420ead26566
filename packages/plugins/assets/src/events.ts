import { defineEvent, z } from '@bureau/core';

/** Ids are uuids, amounts exact decimals in units of the currency. */
const amount = z.object({ amount: z.string(), currency: z.string() }).nullable();
const custodian = z.object({
  employeeId: z.uuid().nullable(),
  siteId: z.uuid().nullable(),
});
const moved = z.object({
  assetId: z.uuid(),
  tag: z.string(),
  at: z.iso.datetime(),
  from: custodian,
  to: custodian,
  /** What it was built into. */
  hostId: z.uuid().nullable().optional(),
  /** What is built into it and went with it. */
  parts: z.array(z.object({ assetId: z.uuid(), tag: z.string() })).optional(),
});

export type CustodyMoved = z.infer<typeof moved>;

export const AssetCreated = defineEvent({
  name: 'assets.asset.created',
  version: 1,
  description: 'An asset was entered, ordered or here already.',
  payload: z.object({
    assetId: z.uuid(),
    tag: z.string(),
    modelId: z.uuid(),
    state: z.string(),
    cost: amount,
    purchasedOn: z.string().nullable(),
  }),
});

export const AssetCheckedOut = defineEvent({
  name: 'assets.asset.checkedOut',
  version: 1,
  description: 'An employee took an asset, a site uses it, or it was built into another one.',
  payload: moved,
});

export const AssetCheckedIn = defineEvent({
  name: 'assets.asset.checkedIn',
  version: 1,
  description: 'An asset came back to a site.',
  payload: moved,
});

export const AssetTransferred = defineEvent({
  name: 'assets.asset.transferred',
  version: 1,
  description: 'An asset went from employee to employee or from site to site.',
  payload: moved,
});

export const AssetDisposed = defineEvent({
  name: 'assets.asset.disposed',
  version: 1,
  description: 'An asset left the organization for good.',
  payload: z.object({
    assetId: z.uuid(),
    tag: z.string(),
    disposalId: z.uuid(),
    disposedOn: z.string(),
    reason: z.string(),
    cost: amount,
    proceeds: amount,
  }),
});

export const AssetWarrantyEnding = defineEvent({
  name: 'assets.asset.warrantyEnding',
  version: 1,
  description: 'The warranty of an asset ends soon.',
  payload: z.object({ assetId: z.uuid(), tag: z.string(), warrantyEndsOn: z.iso.date() }),
});

export const events = [
  AssetCreated,
  AssetCheckedOut,
  AssetCheckedIn,
  AssetTransferred,
  AssetDisposed,
  AssetWarrantyEnding,
];
