import type { EntityClass } from '@mikro-orm/core';
import type { z } from 'zod';
import type {
  DefaultRole,
  Permission,
  PermissionCatalogue,
  RuleTree,
} from '../authz/permissions.js';
import type { PublicDocument } from '../documents/public-document.js';
import type { EventType } from '../events/event.js';
import type { Subscriber } from '../events/subscriber.js';
import type { FilePurpose } from '../files/file-purpose.js';
import type { ImportType } from '../imports/import-type.js';
import type { PictureKind } from '../metrics/picture.js';
import type { JobDefinition } from '../jobs/job-definition.js';
import type { DashboardContent } from '../metrics/dashboard.js';
import type { MetricFact } from '../metrics/declaration.js';
import type { Exposed, RelationOptions } from '../model/expose.js';
import type { ApprovalKind, ApproverResolver } from '../approvals/declaration.js';
import type { NotificationKind } from '../notifications/declaration.js';
import type { BackgroundFactory } from '../services/plugin-background.js';
import type { NumberSeriesDeclaration } from '../series/declaration.js';
import type { ErrorTable } from '../write/errors.js';
import type { Hook } from './hooks.js';

/** The plugin API's own version; plugins state a range on it, not on the product's. */
export const PLUGIN_API_VERSION = '1.0';

/** One step of a plugin's schema: SQL text, run as the owner with `search_path` at the plugin. */
export interface Migration {
  /** `0001-init`; unique within the plugin, ordered by name. */
  name: string;
  up: string;
  down: string;
}

/** Fields that a plugin adds to another plugin's record type, reached by the planner. */
export interface Extension {
  type: Exposed;
  relations: Record<string, RelationOptions>;
}

/** A key under which one plugin offers an in-process service to others. */
export interface ServiceToken<T> {
  readonly id: string;
  /** Type carrier only; never set. */
  readonly _type?: T;
}

export function serviceToken<T>(id: string): ServiceToken<T> {
  return { id };
}

export interface ServiceProvider<T = unknown> {
  token: ServiceToken<T>;
  create(): T;
}

/** A resolver class as TypeGraphQL knows it. */
export type ResolverClass = new (...args: never[]) => object;

/**
 * Sums of one organization that must be the same in a backup and after its restore: a balance, a
 * total by currency.
 */
export interface BackupFigure {
  /** For people: `acquisition cost`. */
  name: string;
  /**
   * A query with two columns, a key and a value, of tables with their schemas. It sees the rows of
   * one organization; equal rows must give equal texts.
   */
  sql: string;
}

export interface PluginDefinition<S extends z.ZodType = z.ZodType> {
  /** Lower case, the name of the PostgreSQL schema too: `hr`, `fleet`. */
  id: string;
  version: string;
  /** Range on the plugin API version: `^1.0`. */
  api: string;
  /** One sentence for listings. */
  description: string;
  /** Plugins that must be there, with a range on their version: `{ hr: '^0.1' }`. */
  requires?: Readonly<Record<string, string>>;
  /** Plugins that are extended when they are there. */
  enhances?: Readonly<Record<string, string>>;
  settings?: S;
  entities?: readonly EntityClass<object>[];
  /** Record types; every one becomes an object type with look-ups, unless `root: false`. */
  types?: readonly Exposed[];
  extensions?: readonly Extension[];
  migrations?: readonly Migration[];
  /** Tables without `organization_id` (unqualified), each with the reason why it may be so. */
  globalTables?: Readonly<Record<string, string>>;
  /**
   * Functions (unqualified) that run with the rights of the owner, each with the reason why it
   * must: the only way to rows that the server may read and not write, such as a ledger's.
   */
  ownerFunctions?: Readonly<Record<string, string>>;
  /** TypeGraphQL classes: mutations, special queries, computed fields. */
  resolvers?: readonly ResolverClass[];
  permissions?: PermissionCatalogue;
  /** Own permissions whose fields are secret: each read of them is written into the trail. */
  sensitive?: readonly Permission[];
  rules?: RuleTree;
  /** Default roles, merged by key over all plugins when an organization is created. */
  roles?: readonly DefaultRole[];
  errors?: ErrorTable;
  events?: readonly EventType[];
  imports?: readonly ImportType[];
  /** Work longer than a request, or by the calendar. */
  jobs?: readonly JobDefinition[];
  /** What is done about events, soon after their commit. */
  on?: readonly Subscriber[];
  /** What is done in transactions of other plugins, where these ask for it. */
  hooks?: readonly Hook[];
  /** What files of this plugin may be for. */
  files?: readonly FilePurpose[];
  /** Documents that run without a credential and in every organization: signing in, say. */
  documents?: readonly PublicDocument[];
  services?: readonly ServiceProvider[];
  /** Services behind the requests that wait for something outside, such as mails. */
  background?: readonly BackgroundFactory[];
  /** What people are told, by `ctx.notify`. */
  notifications?: readonly NotificationKind[];
  /** What organizations may want approved, asked for by `ctx.service(ApprovalService)`. */
  approvals?: readonly ApprovalKind[];
  /** Ways to find approvers, which policies name by key. */
  approvers?: readonly ApproverResolver[];
  /** Number series that it draws from, by `ctx.service(NumberSeriesService)`. */
  series?: readonly NumberSeriesDeclaration[];
  /** What is counted and summed, for a plugin that serves figures of it, such as analytics. */
  metrics?: readonly MetricFact[];
  /** Ready-made dashboards over these figures, for the same plugin. */
  dashboards?: readonly DashboardContent[];
  /** Pictures that addresses show, drawn anew each time. */
  pictures?: readonly PictureKind[];
  /** What backups prove beside the rows themselves. */
  backupFigures?: readonly BackupFigure[];
  /**
   * Demo data, through the same mutations as everybody; runs after the plugins that this one
   * requires or enhances, beside those that it has nothing to do with.
   */
  seed?: (ctx: SeedContext) => Promise<void>;
  start?: (host: PluginHost) => Promise<void>;
  stop?: () => Promise<void>;
}

/** What a seed may do: run operations as the owner of the demo company. */
export interface SeedContext {
  /** Executes a GraphQL document through the gate; throws on any error or user error. */
  run(document: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The demo company's today. */
  today: string;
}

/** What `start` gets: settings and a log, no organization. */
export interface PluginHost {
  settings: unknown;
  log(message: string, data?: Record<string, unknown>): void;
}

/**
 * Declares a plugin. Plain data: it can be printed, compared and checked before code of it runs.
 * Throws nothing; faults are found when the plugins are composed and name the plugin.
 */
export function definePlugin<S extends z.ZodType>(
  definition: PluginDefinition<S>,
): PluginDefinition<S> {
  return definition;
}
