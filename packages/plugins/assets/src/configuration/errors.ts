import { errorsOf } from '@bureau/core';

/** Business errors of configuration items; codes are `ASSETS_<KEY>` and never renamed. */
export const configurationErrors = errorsOf('assets', {
  RELATION_SELF: 'An item does not depend on itself.',
  RELATION_TWICE: 'Item {code} depends on that one already.',
  ITEM_NEEDED: 'Other items are related to {code} ({count}); take the relations out first.',
});
