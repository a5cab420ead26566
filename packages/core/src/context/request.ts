import { type EntityClass, type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Permission } from '../authz/permissions.js';
import type { EventType } from '../events/event.js';
import type { Outbox } from '../events/outbox.js';
import { enqueueJob } from '../jobs/enqueue.js';
import type { EnqueueOptions, JobDefinition } from '../jobs/job-definition.js';
import { demandFreshProof } from '../identity/step-up.js';
import type { Exposed, Where } from '../model/expose.js';
import type { Notice, NotificationKind } from '../notifications/declaration.js';
import { notify } from '../notifications/notify.js';
import type { ServiceToken } from '../plugin/definition.js';
import type { HookPoint } from '../plugin/hooks.js';
import { type ChangeLog, masked, type RecordedChange } from '../write/change-set.js';
import { Refusal, VersionConflict } from '../write/errors.js';
import { plannedUpdate } from '../write/planned-update.js';
import { dayIn } from './day-in.js';
import type {
  Ctx,
  FindOptions,
  RecordRef,
  RowsPredicate,
  SqlOptions,
  UpdateOptions,
} from './ctx.js';
import { type LoaderDefinition, RequestLoaders } from './loader.js';
import type { OrmTransaction } from './orm.js';
import { holds, type Principal } from './principal.js';
import type { Caller, Runtime, StatementRunner } from './runtime.js';
import type { SignalChannel } from './signals.js';
import { touchable } from './touchable.js';

/** What a context has only while a transaction is open. */
export interface OpenTransaction {
  orm: OrmTransaction;
  /** The mutation field that runs, or what the job does. */
  operation: string;
  changes: ChangeLog;
  outbox: Outbox;
  /** Services to be woken when it has committed. */
  signals: Set<SignalChannel>;
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  /** Everything runs, nothing stays. */
  dryRun?: boolean;
}

/** What the contexts of one request have in common; kept by reference through every copy. */
interface Shared {
  now: Date;
  today?: string;
  extensions: Map<string, Record<string, unknown>>;
}

/**
 * The context of one request. Apollo copies it by its own properties, hence no `#private` and no
 * state but by reference.
 */
export class RequestContext implements Ctx {
  private readonly loaders = new RequestLoaders();
  private readonly shared: Shared;
  private readonly open: OpenTransaction | undefined;

  constructor(
    readonly runtime: Runtime,
    readonly caller: Caller,
    parts: { shared?: Shared; open?: OpenTransaction } = {},
  ) {
    this.shared = parts.shared ?? { now: runtime.clock(), extensions: new Map() };
    this.open = parts.open;
  }

  /** The same request inside a transaction; its loaders are its own. */
  within(open: OpenTransaction): RequestContext {
    return new RequestContext(this.runtime, this.caller, { shared: this.shared, open });
  }

  /** Response key of a root field -> what the gateway adds to the answer's `extensions`. */
  get extensions(): Map<string, Record<string, unknown>> {
    return this.shared.extensions;
  }

  get principal(): Principal {
    return this.caller.principal;
  }

  get organizationId(): string {
    const { organizationId } = this.principal;
    if (organizationId !== undefined) return organizationId;
    throw new Refusal('UNAUTHENTICATED', 'This needs a credential of an organization.');
  }

  get requestId(): string {
    return this.caller.requestId;
  }

  get deadline(): number {
    return this.caller.deadline;
  }

  get signal(): AbortSignal | undefined {
    return this.caller.signal;
  }

  get now(): Date {
    return this.shared.now;
  }

  get today(): string {
    const zone = this.principal.timeZone ?? 'UTC';
    return (this.shared.today ??= dayIn(zone, this.now));
  }

  get em(): EntityManager {
    return this.transaction('ctx.em').orm.em;
  }

  /** Whether nothing of the open transaction will stay. */
  get isDryRun(): boolean {
    return this.open?.dryRun ?? this.caller.dryRun ?? false;
  }

  /** Where planned reads of this context run: its transaction, or the read pool. */
  get runner(): StatementRunner {
    if (this.open) return this.open.orm;
    return this.runtime.reads.runner(this.principal.organizationId, this.deadline);
  }

  can(permission: Permission): boolean {
    return holds(this.principal, permission);
  }

  demand(permission: Permission): void {
    if (this.can(permission)) return;
    throw new Refusal('FORBIDDEN', `Requires ${permission}.`, { permission });
  }

  demandStepUp(maxAgeSeconds?: number): void {
    demandFreshProof(this.principal, this.now, maxAgeSeconds);
  }

  settings<T>(plugin: string): T {
    return this.runtime.settings<T>(plugin);
  }

  service<T>(token: ServiceToken<T>): T {
    return this.runtime.service(token);
  }

  load<K, V>(loader: LoaderDefinition<K, V>, key: K): Promise<V> {
    return this.loaders.load(this, loader, key);
  }

  async find<E extends object>(
    entity: EntityClass<E>,
    id: string,
    options: FindOptions = {},
  ): Promise<E> {
    const uuid = await touchable(this, entity, id);
    if (uuid === undefined) throw notFound(options.path);
    return this.findRaw(entity, uuid, options);
  }

  /** `find` by uuid, for kernel code that has the key already; no row conditions of the caller. */
  async findRaw<E extends object>(
    entity: EntityClass<E>,
    uuid: string,
    options: FindOptions = {},
  ): Promise<E> {
    const lock = options.lock ? { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } : {};
    const found = await this.em.findOne(entity, { id: uuid } as never, lock);
    if (!found) throw notFound(options.path);
    const { version } = found as { version?: number };
    const expected = options.expectedVersion;
    if (expected != null && version !== undefined && version !== expected) {
      throw new VersionConflict({ typeName: entity.name, id: uuid, version });
    }
    return found as E;
  }

  async update<E extends object>(
    entity: EntityClass<E>,
    id: string,
    options: UpdateOptions<E>,
  ): Promise<RecordRef | undefined> {
    const open = this.transaction('ctx.update');
    const uuid = await touchable(this, entity, id);
    if (uuid === undefined) return undefined;
    return plannedUpdate(open, { entity, id: uuid }, options);
  }

  async sql<R extends Record<string, unknown>>(
    text: string,
    values: readonly unknown[] = [],
    how: SqlOptions = {},
  ): Promise<R[]> {
    if (this.open) {
      await this.open.orm.em.flush();
      return this.open.orm.rows<R>(text, values, how);
    }
    const { organizationId } = this.principal;
    return this.runtime.reads.sql<R>(organizationId, { text, values }, this.deadline);
  }

  report<R extends Record<string, unknown>>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<R[]> {
    const { organizationId } = this.principal;
    const statement = { text, values, prepare: false };
    return this.runtime.reports.sql<R>(organizationId, statement, this.deadline);
  }

  async ids(type: Exposed, where: Where, limit: number): Promise<string[]> {
    await this.open?.orm.em.flush();
    const { caller, runner } = this;
    return this.runtime.planner.ids({ caller, type, where, limit, runner });
  }

  async rowsSql(type: Exposed, predicate: RowsPredicate): Promise<string> {
    const { caller, runner } = this;
    return this.runtime.planner.rowsSql({ ...predicate, caller, type, runner });
  }

  emit<T>(event: EventType<T>, payload: T, record?: RecordRef & { type: string }): void {
    this.transaction('ctx.emit').outbox.add(event, payload, record);
  }

  /** Adds an event that did not happen, for those who try their receivers. */
  emitTest(event: EventType, payload: unknown, record?: RecordRef & { type: string }): void {
    this.transaction('emitTest').outbox.addTest(event, payload, record);
  }

  /** Wakes a service behind the requests, in all processes, when the transaction has committed. */
  announce(channel: SignalChannel): void {
    this.transaction('announce').signals.add(channel);
  }

  enqueue<T>(type: JobDefinition<T>, input: T, options: EnqueueOptions = {}): Promise<RecordRef> {
    return enqueueJob(this, type, { input, options });
  }

  notify<T extends object>(kind: NotificationKind<T>, notice: Notice<T>): Promise<number> {
    this.transaction('ctx.notify');
    return notify(this, kind, notice);
  }

  async hook<T>(point: HookPoint<T>, data: T): Promise<void> {
    for (const { definition } of this.runtime.composition.plugins) {
      for (const one of definition.hooks ?? []) {
        if (one.point.name === point.name) await one.run(this, data);
      }
    }
  }

  recordChange(change: RecordedChange): void {
    const { orm, changes } = this.transaction('ctx.recordChange');
    const meta = orm.em.getMetadata().getByClassName(change.type, false);
    changes.add(masked(meta, change));
  }

  /** The mutation field that runs, or what the job does; empty outside a transaction. */
  get operation(): string {
    return this.open?.operation ?? '';
  }

  /** What the open transaction has flushed so far. */
  get changes(): ChangeLog {
    return this.transaction('changes').changes;
  }

  savepoint<T>(work: () => Promise<T>): Promise<T> {
    return this.transaction('ctx.savepoint').savepoint(work);
  }

  private transaction(what: string): OpenTransaction {
    if (this.open) return this.open;
    throw new Error(`${what} is there inside a mutation or job only.`);
  }
}

function notFound(path: readonly string[] | undefined): Refusal {
  const extensions = path === undefined ? {} : { argumentPath: path };
  return new Refusal('NOT_FOUND', 'There is no such record.', extensions);
}
