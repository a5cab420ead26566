export { analyticsPlugin } from './plugin.js';
