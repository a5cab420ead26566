import type { PluginPart } from '@bureau/core';
import { expensesPart } from '../expenses/part.js';
import { lettersPart } from '../letters/part.js';
import { taxReturnsPart } from '../tax-returns/part.js';
import { tradePart } from './part.js';

/** All that deals with customers, suppliers and employees. */
export const tradeParts: readonly PluginPart[] = [
  tradePart,
  expensesPart,
  lettersPart,
  taxReturnsPart,
];
