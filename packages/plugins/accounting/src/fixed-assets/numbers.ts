import { numberSeries } from '@bureau/core';

/** Numbers in the register of fixed assets. */
export const assetNumbers = numberSeries({
  key: 'accounting.fixedAsset',
  description: 'Numbers of fixed assets in the register.',
  pattern: 'FA-{00000}',
});
