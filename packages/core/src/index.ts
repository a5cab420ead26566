/** `@bureau/core`: the plugin contract and the kernel. Plugins import from here only. */
export { defineEntity, p } from '@mikro-orm/core';
// Named in the declarations of every entity: a plugin needs no ORM of its own to be compiled.
export type {
  EmptyOptions,
  EntityCtor,
  EntitySchemaWithMeta,
  InferEntityFromProperties,
  PropertyChain,
  PropertyOptions,
  UniversalPropertyOptionsBuilder,
} from '@mikro-orm/core';
export { z } from 'zod';
export { type AuditFault } from './audit/chain-check.js';
export * from './audit/export.js';
export * from './audit/head-store.js';
export {
  AuditProofs,
  type AuditProofService,
  type EntryProof,
  proofHolds,
} from './audit/entry-proof.js';
export { headKeyOf, type SignedHead } from './audit/signed-head.js';
export * from './audit/refused-writes.js';
export { auditReads } from './audit/secret-reads.js';
export * from './audit/verify.js';
export * from './authz/permissions.js';
export * from './authz/access.js';
export { REPORT_PURPOSE } from './bulk/report-purpose.js';
export { csvLine, guardFormula, unguardFormula } from './bulk/formula-guard.js';
export { createActualCost, type AnsweredOperation } from './authz/actual-cost.js';
export type { MeasuredCost, OperationCost } from './authz/cost.js';
export * from './authz/gate.js';
export * from './authz/limit-classes.js';
export * from './authz/limits.js';
export * from './authz/rate-limiter.js';
export { SCHEMA_READ } from './authz/rule-book.js';
export { TIMEOUTS } from './context/connection.js';
export type * from './context/ctx.js';
export { ReadPool } from './context/pools.js';
export * from './context/execute.js';
export * from './context/answer.js';
export { countFaults } from './counts/count-faults.js';
export { keptCount } from './counts/kept-count.js';
export {
  cellOf,
  defineRowSource,
  FromRows,
  idOf,
  idsOf,
  recordOf,
  type RowCell,
  type RowField,
  type RowQuestion,
  type RowSource,
} from './read/row-source.js';
export { WrittenResult } from './read/result-plan.js';
export { createWrittenReads, type WrittenReads } from './read/written-reads.js';
export { bytesOfAnswer, textOfAnswer, writtenData, writtenOf } from './context/written-data.js';
export * from './context/loader.js';
export { holds, type Hold, type Principal } from './context/principal.js';
export { type Behalf, OnBehalf, type OnBehalfService } from './context/on-behalf.js';
export {
  hashOfSecret,
  newOutsideToken,
  type OutsideToken,
  readOutsideToken,
  writeOutsideToken,
} from './context/outside-token.js';
export { Outside, type OutsideService, type OutsideWork } from './context/outside.js';
export * from './context/request.js';
export * from './context/runtime.js';
export * from './context/system.js';
export * from './context/tracing.js';
export * from './demo/demo.js';
export type * from './events/consumer.js';
export {
  CustomFields,
  type AttributedRecord,
  type CustomFieldsService,
  type GivenAttributes,
} from './fields/apply.js';
export * from './fields/field-type.js';
export * from './documents/document-catalogue.js';
export { publicDocument, type PublicDocument } from './documents/public-document.js';
export * from './events/event.js';
export * from './events/subscriber.js';
export { samplePayload, TestEventFault } from './events/sample.js';
export * from './events/test-event.js';
export { BlobDamaged } from './files/blob-cipher.js';
export { File } from './files/file.entity.js';
export { fileAddress } from './files/file-address.js';
export { FileType } from './files/file.types.js';
export { actor, actorOf, askedForBy } from './jobs/actor.js';
export { Job } from './jobs/job.entity.js';
export { JobType } from './jobs/job.types.js';
export { filePurpose, type FilePurpose } from './files/file-purpose.js';
export { Files, type FileDraft, type FileService, type OpenFile } from './files/file-service.js';
export { IntakeRefused, type IntakeFault } from './files/file-intake.js';
export type * from './files/file-store.js';
export * from './files/local-file-store.js';
export * from './files/open-download.js';
export * from './files/receive-upload.js';
export * from './files/s3-file-store.js';
export * from './files/verify.js';
export { ANONYMOUS, authenticate, type CredentialReads } from './identity/authenticate.js';
export {
  arriveFromProvider,
  departToProvider,
  OidcRefused,
  type OidcArrival,
  type OidcDeparture,
  type OidcRequest,
} from './identity/oidc/oidc-sign-in.js';
export {
  type EndedAccess,
  PeopleAccess,
  type PeopleAccessService,
} from './identity/people-access.js';
export type { OpenedSession } from './identity/sign-in.js';
export { hashPassword, verifyPassword } from './identity/password.js';
export { STEP_UP_SECONDS, type StepUp } from './identity/step-up.js';
export { ColumnMappingInput, ImportOnError } from './imports/import.types.js';
export * from './imports/import-type.js';
export { importInto } from './imports/request-import.js';
export * from './jobs/job-definition.js';
export * from './jobs/job-pages.js';
export * from './jobs/job-runner.js';
export * from './jobs/reminder.js';
export { AttributeInput, ExternalRefInput } from './model/attribute-types.js';
export * from './live/live-connection.js';
export { liveEvents } from './live/live-events.js';
export type { StoredChange } from './feed/stored-change.js';
export * from './live/subscription-front.js';
export * from './mail/mailer.js';
export { unsubscribe, UNSUBSCRIBE_PATH } from './notifications/unsubscribe.js';
export { nextOccurrence } from './jobs/occurrences.js';
export { A4, type PdfContent, type PdfDocument, type PdfSize, renderPdf } from './printing/pdf.js';
export {
  type PrintableReport,
  type ReportPrinter,
  ReportPrinterService,
} from './printing/report-printer.js';
export { MailService, type OutsideMail } from './mail/mail.service.js';
export { Mail, MailState } from './mail/mail.entity.js';
export { MailType } from './mail/mail.types.js';
export {
  type CardChart,
  type CardGrain,
  type CardPeriod,
  type CardQuery,
  type DashboardCard,
  type DashboardContent,
  DashboardSourceService,
} from './metrics/dashboard.js';
export * from './metrics/declaration.js';
export * from './metrics/metric.service.js';
export * from './metrics/picture.js';
export * from './metrics/rollup-declaration.js';
export { rollupLocks, type RollupTable, rollupTable } from './metrics/rollup-table.js';
export type { KeptSum } from './metrics/rollup-rows.js';
export type { MetricRows, RecordLink } from './metrics/rows.js';
export type { MetricValue, MetricValueKind } from './metrics/row-values.js';
export * from './model/enums.js';
export * from './model/expose.js';
export * from './model/graphql.js';
export * from './model/ids.js';
export * from './model/input-text.js';
export * from './model/inputs.js';
export * from './model/money.js';
export * from './model/needs.js';
export * from './model/record.js';
export type * from './model/record-type.js';
export * from './model/secret.js';
export * from './model/shared-types.js';
export * from './money/allocation.js';
export * from './money/currencies.js';
export * from './money/rounding.js';
export * from './net/outbound-request.js';
export * from './net/outbound-url.js';
export {
  type Audience,
  notificationKind,
  type NotificationKind,
  type Notice,
} from './notifications/declaration.js';
export { Notification, NotificationDelivery } from './notifications/notification.entity.js';
export { NotificationType } from './notifications/notification.types.js';
export { NOTIFICATION_RECIPIENT } from './notifications/part.js';
export type { NotificationWords } from './notifications/template.js';
export * from './plugin/boot-error.js';
export * from './plugin/compose.js';
export type * from './plugin/composition.js';
export * from './plugin/config.js';
export * from './plugin/definition.js';
export * from './plugin/catalogue.js';
export { changePluginSql, createPluginSql } from './plugin/ddl.js';
export * from './plugin/hooks.js';
export * from './plugin/migrate.js';
export * from './plugin/migration-error.js';
export * from './plugin/order.js';
export { mergeParts, type PluginPart } from './plugin/part.js';
export { setAside } from './plugin/quarantine.js';
export type { PluginEntry } from './plugin/settings.js';
export {
  LegalEntityType,
  OrganizationType,
  OrgUnitType,
  SiteType,
} from './schema/company.types.js';
export { RoleType } from './schema/access.types.js';
export { Role } from './schema/role.entity.js';
export { LegalEntity } from './schema/legal-entity.entity.js';
export { OrgUnit } from './schema/org-unit.entity.js';
export { Organization } from './schema/organization.entity.js';
export { PersonType, UserType } from './schema/people.types.js';
export { Person } from './schema/person.entity.js';
export { Site } from './schema/site.entity.js';
export { User } from './schema/user.entity.js';
export { createOrganization, organizationIdOf, syncDefaultRoles } from './schema/organization.js';
export { issueToken } from './schema/issue-token.js';
export { typeCounts } from './plugin/listing.js';
export { ApprovalRequest, ApprovalState } from './approvals/approval-request.entity.js';
export { ApprovalRequestType, approvalsAskedOf } from './approvals/approval-request.types.js';
export * from './approvals/approval.service.js';
export * from './approvals/declaration.js';
export { APPROVAL_PARTICIPANT } from './approvals/part.js';
export { approvalEvents } from './approvals/events.js';
export { Calendar, Weekday } from './calendar/calendar.entity.js';
export * from './calendar/calendar.service.js';
export { instantOfLocal, localDayOf, type LocalMinute, weekdayOf } from './calendar/local-time.js';
export { CalendarType } from './calendar/calendar.types.js';
export { WorkCalendar } from './calendar/work-calendar.js';
export { compactIban, hasCheckDigits97, isBic, isIban } from './parties/iban.js';
export { addParty, type NewParty } from './parties/new-party.js';
export {
  Party,
  PartyAddress,
  PartyAddressPurpose,
  PartyBankAccount,
  PartyKind,
} from './parties/party.entity.js';
export { type PartyAccount, PartyService } from './parties/party.service.js';
export { PartyAddressType, PartyBankAccountType, PartyType } from './parties/party.types.js';
export { Queries, type QueryService } from './read/queries.js';
export * from './series/declaration.js';
export * from './series/number-series.service.js';
export {
  ExternalRefs,
  type ExternalId,
  type ExternalRefsService,
  type ReferredRecord,
} from './refs/external-refs.js';
export * from './services/background.js';
export {
  type BackgroundFactory,
  type BackgroundHost,
  backgroundHost,
} from './services/plugin-background.js';
export type { Retention } from './context/kept-days.js';
export * from './vault/events.js';
export { type SecretOf, type SecretService, Secrets } from './vault/secrets.js';
export {
  organizationArchiveKey,
  organizationKey,
  type OrganizationKeyStore,
  type StoredKey,
} from './vault/organization-keys.js';
export * from './vault/root-keys.js';
export * from './vault/rotation.js';
export * from './webhooks/webhook-headers.js';
export { newWebhookSecret } from './webhooks/webhook-secret.js';
export * from './webhooks/webhook-text.js';
export { topicCovers } from './webhooks/webhook-topics.js';
export type { Coalescing } from './write/coalesce.js';
export * from './write/errors.js';
export { businessErrorOf } from './write/payload.js';
export * from './write/refuse.js';
export type { SharedCall, SharedWork } from './write/shared-transaction.js';
export * from './write/transaction.js';
