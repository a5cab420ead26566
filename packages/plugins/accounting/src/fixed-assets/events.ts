import { defineEvent, z } from '@bureau/core';

/** Ids are uuids, amounts decimal texts in the base currency. */
export const FixedAssetCapitalized = defineEvent({
  name: 'accounting.fixedAsset.capitalized',
  version: 1,
  description: 'An asset was taken into the register of fixed assets.',
  payload: z.object({
    fixedAssetId: z.uuid(),
    number: z.string(),
    cost: z.string(),
    acquiredOn: z.iso.date(),
  }),
});

export const FixedAssetDisposed = defineEvent({
  name: 'accounting.fixedAsset.disposed',
  version: 1,
  description: 'A fixed asset was sold or scrapped.',
  payload: z.object({
    fixedAssetId: z.uuid(),
    number: z.string(),
    disposedOn: z.iso.date(),
    proceeds: z.string(),
    gain: z.string(),
  }),
});
