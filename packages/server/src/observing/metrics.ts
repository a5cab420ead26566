import type { Runtime } from '@bureau/core';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BacklogReader } from './backlog.js';

/** A GraphQL operation that was answered. */
export interface AnsweredOperation {
  kind: string;
  /** Names of the root fields in the schema. */
  fields: readonly string[];
  /** Name of the operation; undefined where anybody could have made it up. */
  name: string | undefined;
  seconds: number;
  /** Codes of its errors. */
  codes: readonly string[];
}

/** What is counted of this process, as Prometheus reads it. */
export interface Metrics {
  operation(answered: AnsweredOperation): void;
  http(answered: { route: string; method: string; status: number; seconds: number }): void;
  /** The text form, and its content type. */
  read(): Promise<{ type: string; text: string }>;
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const OPERATION_NAMES = 300;

/**
 * Metrics in a registry of their own. No label holds what a caller may choose freely: a program
 * that sends a thousand names makes no thousand series.
 */
export function createMetrics(runtime: Runtime, backlog: BacklogReader): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const operation = operationMetrics(runtime, registry);
  const http = httpMetrics(registry);
  poolMetrics(runtime, registry);
  backlogMetrics(backlog, registry);
  return {
    operation,
    http,
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function operationMetrics(runtime: Runtime, registry: Registry): Metrics['operation'] {
  const registers = [registry];
  const duration = new Histogram({
    name: 'bureau_graphql_duration_seconds',
    help: 'Time from the start of an operation to its answer, by its only root field.',
    labelNames: ['kind', 'field'],
    buckets: SECONDS,
    registers,
  });
  const operations = new Counter({
    name: 'bureau_graphql_operations_total',
    help: 'Operations of callers with a credential by name; "other" for all the rest.',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const plugins = new Counter({
    name: 'bureau_plugin_root_fields_total',
    help: 'Root fields that were asked for, by the plugin that owns them.',
    labelNames: ['plugin'],
    registers,
  });
  const errors = new Counter({
    name: 'bureau_graphql_errors_total',
    help: 'Errors in answers, by code.',
    labelNames: ['code'],
    registers,
  });
  const nameOf = boundedNames(OPERATION_NAMES);
  const { owners, schema } = runtime.composition;
  const root = (kind: string) =>
    kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  return ({ kind, fields, name, seconds, codes }) => {
    const type = root(kind);
    const known = fields.filter((field) => type?.getFields()[field] !== undefined);
    const field = known.length > 1 ? 'several' : (known[0] ?? 'none');
    duration.observe({ kind, field }, seconds);
    operations.inc({ operation: nameOf(name), outcome: codes.length === 0 ? 'ok' : 'error' });
    for (const one of known) {
      plugins.inc({ plugin: owners.get(`${type?.name ?? ''}.${one}`) ?? 'core' });
    }
    for (const code of codes) errors.inc({ code });
  };
}

/** The first names keep their own series, all later ones share one. */
function boundedNames(limit: number): (name: string | undefined) => string {
  const known = new Set<string>();
  return (name) => {
    if (name === undefined) return 'other';
    if (known.size < limit) known.add(name);
    return known.has(name) ? name : 'other';
  };
}

function httpMetrics(registry: Registry): Metrics['http'] {
  const duration = new Histogram({
    name: 'bureau_http_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  return ({ route, method, status, seconds }) =>
    duration.observe({ route, method, status }, seconds);
}

function poolMetrics({ reads, reports, writes }: Runtime, registry: Registry): void {
  new Gauge({
    name: 'bureau_pool_connections',
    help: 'Connections by pool (reads, reports, writes: open transactions), and who waits for one.',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [pool, { load }] of Object.entries({ reads, reports, writes })) {
        for (const [state, count] of Object.entries(load)) this.set({ pool, state }, count);
      }
    },
  });
}

function backlogMetrics(backlog: BacklogReader, registry: Registry): void {
  const registers = [registry];
  const oldest = new Gauge({
    name: 'bureau_outbox_oldest_seconds',
    help: 'Age of the oldest event that no consumer has had yet.',
    registers,
  });
  const waiting = new Gauge({
    name: 'bureau_outbox_waiting',
    help: 'Events that no consumer has had yet; at most 10,000 are counted.',
    registers,
  });
  const deliveries = new Gauge({
    name: 'bureau_webhook_deliveries_due',
    help: 'Deliveries to webhooks that should have been tried by now.',
    registers,
  });
  new Gauge({
    name: 'bureau_jobs',
    help: 'Jobs that wait, run or are dead, by kind.',
    labelNames: ['kind', 'state'],
    registers,
    async collect() {
      this.reset();
      // Without the database there is nothing to say about it; the rest is told all the same.
      const found = await backlog.read().catch(() => undefined);
      if (!found) return;
      for (const { kind, state, count } of found.jobs) this.set({ kind, state }, count);
      oldest.set(found.outboxSeconds);
      waiting.set(found.outboxWaiting);
      deliveries.set(found.deliveriesDue);
    },
  });
}
