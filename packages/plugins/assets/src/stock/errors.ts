import { errorsOf } from '@bureau/core';

/** Business errors of components and consumables; codes are `ASSETS_<KEY>`, never renamed. */
export const stockErrors = errorsOf('assets', {
  STOCK_SHORT: 'There are {quantity} left there.',
  STOCK_QUANTITY: 'A quantity is from 1 to 1,000,000.',
  STOCK_COUNT: 'What is counted is from 0 to 1,000,000.',
  STOCK_SAME: 'There are {quantity} in the books already.',
  NOT_INSTALLED: 'There are {quantity} in asset {tag}.',
  MOVE_STANDS: 'A move stands for ever; another one corrects it.',
});
