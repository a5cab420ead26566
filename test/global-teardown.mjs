/** Stops and deletes what the global setup started. */
export { globalTeardown as default } from '../packages/testing/dist/test-server.js';
