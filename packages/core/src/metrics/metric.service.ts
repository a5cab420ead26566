import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import type { Exposed } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import { type ServiceToken, serviceToken } from '../plugin/definition.js';
import { mayUse } from '../fields/access.js';
import type { FieldDefinition } from '../fields/field-type.js';
import { type ReadScope, StatementBuilder } from '../read/scope.js';
import { readScope } from '../read/access.js';
import type { MetricFact, MetricPath } from './declaration.js';
import {
  type DimensionForm,
  dimensionForm,
  type DimensionKey,
  keyedRecords,
  recordsOfPerson,
} from './keys.js';
import type { RollupUse } from './rollup-declaration.js';
import { MetricRows } from './rows.js';

/** A fact, and who contributed it in which version. */
export interface ContributedFact {
  plugin: string;
  version: string;
  fact: MetricFact;
}

/** One statement over rows of several facts: bound values and names of tables are shared. */
export interface MetricStatement {
  /** What is bound so far; give it to `ctx.report` with the text. */
  readonly values: readonly unknown[];
  /** Binds a value: `$3::date`. @throws Refusal BAD_USER_INPUT for text with U+0000 */
  param(value: unknown, type: string): string;
  /**
   * The rows of a type that the caller may see, or the sums of a roll-up of them.
   * @throws Refusal FORBIDDEN
   * @throws RollupMiss where a roll-up cannot stand for these rows
   */
  rows(type: Exposed, use?: RollupUse): MetricRows;
  /** Another statement for the same caller, to see whether something can be written at all. */
  scratch(): MetricStatement;
  /** Custom fields of a type that the caller may read; archived ones are left out. */
  attributes(type: Exposed): readonly FieldDefinition[];
}

export type { DimensionForm, DimensionKey } from './keys.js';

/** What the platform's figures are, and their rows with the rights of the caller. */
export interface MetricSource {
  /** Of all plugins, in their order. */
  facts(ctx: Ctx): readonly ContributedFact[];
  /** Begins a statement; reads the custom fields of the organization. */
  statement(ctx: Ctx): Promise<MetricStatement>;
  /** What the values of a dimension are, and how texts outside of the platform name them. */
  form(ctx: Ctx, fact: MetricFact, path: MetricPath): DimensionForm;
  /**
   * Uuids of records by their keys, of those that the caller may see.
   * @throws Refusal FORBIDDEN
   */
  keyed(ctx: Ctx, key: DimensionKey, texts: readonly string[]): Promise<Map<string, string>>;
  /** Uuids of the records of a type that are a person, or one's employment or account. */
  ofPerson(ctx: Ctx, type: string, personId: string): Promise<string[]>;
}

/** For plugins that serve figures: `ctx.service(MetricSourceService)`. */
export const MetricSourceService: ServiceToken<MetricSource> =
  serviceToken<MetricSource>('core.metricSource');

/** The service over the composition that a context belongs to. */
export function createMetricSource(): MetricSource {
  return {
    facts(ctx) {
      return requestOf(ctx).runtime.composition.plugins.flatMap(({ definition }) => {
        const { id: plugin, version, metrics = [] } = definition;
        return metrics.map((fact) => ({ plugin, version, fact: withParts(ctx, fact) }));
      });
    },
    async statement(ctx) {
      return statementOf(await scopeOf(ctx));
    },
    form: (ctx, fact, path) => dimensionForm(requestOf(ctx).runtime.composition, fact, path),
    keyed: async (ctx, key, texts) => keyedRecords(ctx, await scopeOf(ctx), { key, texts }),
    ofPerson: recordsOfPerson,
  };
}

/** A fact without the quotients of which a part is a measure of a plugin that is not there. */
function withParts(ctx: Ctx, fact: MetricFact): MetricFact {
  const { plugins } = requestOf(ctx).runtime.composition;
  const ids = new Set(plugins.map(({ definition }) => definition.id));
  const isThere = (name: string) => ids.has(name.split('.')[0] ?? '');
  const measures = Object.entries(fact.measures).filter(
    ([, one]) => one.kind !== 'RATIO' || (isThere(one.of) && isThere(one.per)),
  );
  if (measures.length === Object.keys(fact.measures).length) return fact;
  return { ...fact, measures: Object.fromEntries(measures) };
}

function statementOf(scope: ReadScope): MetricStatement {
  const builder = new StatementBuilder();
  return {
    values: builder.values,
    param: (value, type) => builder.param(value, type),
    rows: (type, use) => new MetricRows({ scope, builder }, recordOf(scope, type), use),
    scratch: () => statementOf(scope),
    attributes: (type) => {
      const definitions = scope.customFields?.of(type.name) ?? [];
      return definitions.filter((field) => mayUse(scope.principal, field));
    },
  };
}

async function scopeOf(ctx: Ctx): Promise<ReadScope> {
  const { runtime, caller, runner, now, today } = requestOf(ctx);
  const { schema } = runtime.composition;
  const access = { runtime, caller, runner, now, today };
  const scope = readScope(access, { schema, fragments: {}, variableValues: {} });
  scope.customFields = await scope.readCustomFields(runner as never);
  return scope;
}

function recordOf(scope: ReadScope, type: Exposed): RecordType {
  const record = scope.records.get(type.name);
  if (!record) throw new Error(`${type.name} is not a record type of this platform.`);
  return record;
}
