import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Permission } from '../authz/permissions.js';
import type { EventType } from '../events/event.js';
import type { EnqueueOptions, JobDefinition } from '../jobs/job-definition.js';
import type { Exposed, Where } from '../model/expose.js';
import type { Notice, NotificationKind } from '../notifications/declaration.js';
import type { ServiceToken } from '../plugin/definition.js';
import type { HookPoint } from '../plugin/hooks.js';
import type { RecordedChange } from '../write/change-set.js';
import type { LoaderDefinition } from './loader.js';
import type { Principal } from './principal.js';

/** Options of `ctx.find`. */
export interface FindOptions {
  /** The version that the caller saw; another one is a VersionConflict. */
  expectedVersion?: number | null | undefined;
  /** Argument path for NOT_FOUND, such as `['input', 'assetId']`. */
  path?: readonly string[];
  /** Take a row lock until the transaction ends. */
  lock?: boolean;
}

/** What `ctx.update` writes. */
export interface UpdateOptions<E> {
  /** The version that the caller saw; with another one nothing is written. */
  expectedVersion?: number | null | undefined;
  /** Texts, days, whole numbers, booleans and enums. Where it throws a DomainError, nothing is. */
  values: () => Partial<E>;
  /** A record with one of these values stays as it is. */
  unless?: Partial<E>;
}

/** Where the predicate of `ctx.rowsSql` stands, and what it asks beyond the caller's rights. */
export interface RowsPredicate {
  /** Alias of the type's table in the statement; not of the form `t1`. */
  alias: string;
  /** Bound values of the statement so far; those of the predicate are added behind them. */
  values: unknown[];
  /** A filter as a caller of the API sends it; ids are TypeIDs. */
  where?: Where | undefined;
  /** A row condition: ids are uuids, and it speaks of the data as they are. */
  condition?: Where | undefined;
}

/** How a statement of `ctx.sql` is run. */
export interface SqlOptions {
  /**
   * Its plan is kept by each connection of writes: for hot statements whose best plan does not
   * depend on their values. Default: planned for the values at hand. Reads always keep theirs.
   */
  prepare?: boolean;
}

/** A reference to a record; the planner reads what the selection asks for, in one statement. */
export interface RecordRef {
  id: string;
}

/**
 * The context of one request: first argument of everything that is not an entity method.
 * Inside a mutation `em`, `find` and `sql` work in its transaction; outside they read.
 */
export interface Ctx {
  readonly principal: Principal;
  readonly organizationId: string;
  readonly requestId: string;
  /** Epoch milliseconds at which the caller stops waiting. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  /** Instant of the request; one value for the whole operation. */
  readonly now: Date;
  /** Calendar day of `now` in the organization's time zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** The entity manager of the open transaction; throws outside a mutation or job. */
  readonly em: EntityManager;
  /** Whether the caller holds the permission (for at least some rows). */
  can(permission: Permission): boolean;
  /** Refuses with FORBIDDEN naming the permission. */
  demand(permission: Permission): void;
  /**
   * Refuses with FORBIDDEN and `stepUp: true` unless the caller proved who they are within the last
   * ten minutes (or `maxAgeSeconds`). Where a whole mutation asks it, put
   * `@Extensions({ stepUp: true })` on it. In the job of a user it always refuses: ask before
   * `enqueue`.
   */
  demandStepUp(maxAgeSeconds?: number): void;
  /** The settings of a plugin as its schema parsed them. */
  settings<T>(plugin: string): T;
  /**
   * A record by public id within this organization and this caller's rows, for change.
   * NOT_FOUND when it is missing, foreign or hidden: the three cannot be told apart.
   */
  find<E extends object>(entity: EntityClass<E>, id: string, options?: FindOptions): Promise<E>;
  /**
   * Changes plain values of a record without reading it first, for hot mutations: version check,
   * audit entry and event are those of an ordinary change. Undefined where it wrote nothing: the
   * record is missing or hidden, has another version, may not be changed, has these values already.
   * Go on with `find` and an assignment then, which says what the matter is.
   */
  update<E extends object>(
    entity: EntityClass<E>,
    id: string,
    options: UpdateOptions<E>,
  ): Promise<RecordRef | undefined>;
  /** Rows of a parameterized statement on the caller's organization. Numbers come as text. */
  sql<R extends Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
    how?: SqlOptions,
  ): Promise<R[]>;
  /**
   * The same for statements over very many rows: on few connections of their own, so that they keep
   * nobody else waiting; read only, planned for their values, outside of any transaction.
   */
  report<R extends Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<R[]>;
  /** Uuids of the records of a type that meet the filter and that the caller may see. */
  ids(type: Exposed, where: Where, limit: number): Promise<string[]>;
  /**
   * The SQL predicate of the rows of a type that the caller may see, for a statement of `ctx.sql`
   * that reads the type's table by itself: searches, figures. `true` where nothing narrows them.
   */
  rowsSql(type: Exposed, predicate: RowsPredicate): Promise<string>;
  /** Adds an event to the outbox of this transaction; `record` is what it is about. */
  emit<T>(event: EventType<T>, payload: T, record?: RecordRef & { type: string }): void;
  /**
   * Puts a change into the audit trail that the unit of work does not see, because `sql` made it.
   * Values of sealed and hidden properties are written as `***`, whatever is given.
   */
  recordChange(change: RecordedChange): void;
  /**
   * One item of a batch: all of it or nothing, deferred constraints included; the transaction goes
   * on either way. After a failure, records that were changed in it must be read again.
   */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Makes a job in this transaction, which acts as the caller when it runs; its public record is
   * `Job`. With a `uniqueKey` that waits or runs already, that job is returned.
   */
  enqueue<T>(type: JobDefinition<T>, input: T, options?: EnqueueOptions): Promise<RecordRef>;
  /**
   * Tells people something when this transaction commits, in the way that each of them chose;
   * returns how many are told. Nobody is told twice with one `uniqueKey`.
   */
  notify<T extends object>(kind: NotificationKind<T>, notice: Notice<T>): Promise<number>;
  /**
   * Lets other plugins have their say: in this transaction, or, where a query asks, in its reads.
   * What they throw goes on.
   */
  hook<T>(point: HookPoint<T>, data: T): Promise<void>;
  /** A service that another plugin offers. */
  service<T>(token: ServiceToken<T>): T;
  /** A batching loader, made once per request. */
  load<K, V>(loader: LoaderDefinition<K, V>, key: K): Promise<V>;
}
