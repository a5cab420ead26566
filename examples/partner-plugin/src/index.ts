export * from './contract.js';
export { fleetPlugin } from './plugin.js';
