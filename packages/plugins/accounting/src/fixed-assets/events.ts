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

/** One event for each change of an asset beside its depreciation: estimates, worth, a part. */
export const FixedAssetChanged = defineEvent({
  name: 'accounting.fixedAsset.changed',
  version: 1,
  description: 'A fixed asset has another estimate or worth, or a part of it left.',
  payload: z.object({
    fixedAssetId: z.uuid(),
    number: z.string(),
    changeId: z.uuid(),
    kind: z.string(),
    changedOn: z.iso.date(),
    bookValueBefore: z.string(),
    bookValueAfter: z.string(),
    surplusChange: z.string(),
    result: z.string(),
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
