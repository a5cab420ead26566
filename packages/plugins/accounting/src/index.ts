export { accountingPlugin } from './plugin.js';
