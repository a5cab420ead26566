export * from './plans/day-count.js';
export * from './plans/depreciation.js';
export * from './plans/loan.js';
export { accountingPlugin } from './plugin.js';
export * from './tax/cash-basis.js';
export * from './tax/document-taxes.js';
export * from './tax/tax.js';
