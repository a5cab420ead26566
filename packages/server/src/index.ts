export {
  createBackup,
  type CreateBackupOptions,
  type CreatedBackup,
} from './backup/create-backup.js';
export { drillBackup, type DrillOptions, type DrillReport } from './backup/drill.js';
export { BackupError } from './backup/errors.js';
export { type BackupKey, type BackupKeys, backupKeys } from './backup/keys.js';
export { type BackupManifest } from './backup/manifest.js';
export { restoreBackup, type RestoreBackupOptions } from './backup/restore-backup.js';
export { rewriteRegister, type RewriteRegisterOptions } from './backup/key-register.js';
export { verifyBackup, type VerifyBackupOptions } from './backup/verify-backup.js';
export { type Backlog, type BacklogReader, createBacklog } from './observing/backlog.js';
export { startBox, type StartBox } from './box.js';
export {
  configurationExitCode,
  type Environment,
  EnvironmentError,
  readEnvironment,
} from './environment.js';
export { readTimeoutMs, type Refusal, refuse, sendJson, sendText } from './http/answer.js';
export { createDrain, type Drain } from './http/drain.js';
export { type Exchange, type Handler, RequestAborted } from './http/exchange.js';
export type { Admission, RequestFacts } from './http/admission.js';
export { createGateway, type Gateway, type GatewayOptions } from './http/gateway.js';
export type { Readiness } from './http/probes.js';
export type { Route } from './http/route.js';
export { createHttpServer, type HttpServer, type HttpServerOptions } from './http/server.js';
export { ListenError } from './front.js';
export { fileStoreOf } from './file-store.js';
export { createLogger, type Logger, type LogOptions } from './log.js';
export { ConfigError, loadConfig } from './config-file.js';
export { type DemoLoad, loadDemo, ownerToken, withOwner } from './demo.js';
export { EXIT_CODES, type ExitCode, exitCodeOf } from './exit-codes.js';
export { createAdmission } from './admission.js';
export { eraseOrganization } from './organization-removal.js';
export { createExecution, type Execution } from './lane.js';
export { createOperations, operationPlugin, type Operations } from './operations.js';
export {
  openConfigured,
  type RunningServer,
  serve,
  type ServeOptions,
  type StartedPlatform,
} from './serve.js';
export { startWork, type WorkOptions } from './work.js';
