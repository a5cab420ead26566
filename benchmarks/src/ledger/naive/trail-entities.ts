import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What each mutation leaves beside its effect: its key, who did it, and its events. */

@Entity({ schema: 'core', tableName: 'idempotency_key' })
export class IdempotencyKey {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;
  @PrimaryKey({ type: 'uuid' })
  principalId!: string;
  @PrimaryKey({ type: 'string' })
  key!: string;
  @Property({ type: 'string' })
  fingerprint!: string;
  @Property({ type: 'text' })
  outcome!: string;
}

@Entity({ schema: 'core', tableName: 'audit_entry' })
export class AuditEntry {
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Property({ type: 'string' })
  principalKind!: string;
  @Property({ type: 'uuid' })
  principalId!: string;
  @Property({ type: 'string' })
  operation!: string;
  @Property({ type: 'string' })
  requestId!: string;
  @Property({ type: 'string' })
  recordType!: string;
  @Property({ type: 'uuid' })
  recordId!: string;
  @Property({ type: 'string' })
  action!: string;
  @Property({ type: 'json' })
  after!: object;
}

@Entity({ schema: 'core', tableName: 'outbox_event' })
export class OutboxEvent {
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Property({ type: 'string' })
  name!: string;
  // Not `version`: that would be a column of optimistic locks.
  @Property({ type: 'integer', fieldName: 'version' })
  form!: number;
  @Property({ type: 'string' })
  recordType!: string;
  @Property({ type: 'uuid' })
  recordId!: string;
  @Property({ type: 'json' })
  payload!: object;
  @Property({ type: 'string' })
  principalKind!: string;
  @Property({ type: 'uuid' })
  principalId!: string;
  @Property({ type: 'string' })
  requestId!: string;
}
