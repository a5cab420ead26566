/** What other plugins may use of analytics; models of figures need core alone. */
export { METRIC_READ } from './permissions.js';
