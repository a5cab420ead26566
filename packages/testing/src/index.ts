/** `@bureau/testing`: the real platform on a database of its own, for tests of plugins. */
export { pluginConformance, type ConformanceOptions } from './conformance.js';
export {
  accessMatrixSnapshot,
  contractReports,
  expectContract,
  type ContractReports,
} from './contract.js';
export type { HttpAnswer, HttpOperation, TestHttp } from './http.js';
export type { PlatformOptions, TestPlugin } from './platform.js';
export type { Access } from './principals.js';
export type { TestSocket } from './socket.js';
export type { Row, SqlClient } from './sql-client.js';
export { createTestApp, type DatabaseRole, type TestApp, type TestAppOptions } from './test-app.js';
export type {
  Answer,
  AnswerError,
  Loose,
  QueryOptions,
  TestClient,
  Variables,
} from './test-client.js';
export type { LogEntry, TestLog } from './test-log.js';
export {
  globalSetup,
  globalTeardown,
  startTestDatabase,
  type TestServer,
  type TestServerEnv,
} from './test-server.js';
