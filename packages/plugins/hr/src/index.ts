export { hrPlugin } from './plugin.js';
export * from './contract.js';
