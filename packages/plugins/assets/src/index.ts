export * from './contract.js';
export { assetsPlugin } from './plugin.js';
