import type { EntityClass } from '@mikro-orm/core';
import type { Principal } from '../context/principal.js';

/** A class made by `expose` or an input derivation; TypeGraphQL refers to types by class. */
export type TypeClass<T = object> = abstract new () => T;

/** Plain filter in the form of the GraphQL `where` argument; ids are uuids here, not TypeIDs. */
export interface Where {
  and?: Where[];
  or?: Where[];
  not?: Where;
  [field: string]: unknown;
}

/** A relation of the read graph that is no column of the entity itself. */
export interface RelationOptions {
  kind: 'many' | 'asOf';
  target: () => Exposed;
  /** The to-one property of the target that points back here. */
  by: string;
  description: string;
  /** `asOf`: property names of the half-open span on the target. */
  span?: { from: string; to: string; unit: 'day' | 'instant' };
  /** Always applied, such as `{ isActive: { eq: true } }`. */
  where?: Where;
}

/** A connection to all records that point here: `many(() => CustodyType, 'asset', '...')`. */
export function many(target: () => Exposed, by: string, description: string): RelationOptions {
  return { kind: 'many', target, by, description };
}

/** The one record in force on a day (argument `asOf: Date`, default today). */
export function inForce(target: () => Exposed, by: string, description: string): RelationOptions {
  const span = { from: 'validFrom', to: 'validTo', unit: 'day' as const };
  return { kind: 'asOf', target, by, description, span };
}

/** The one record in force at an instant (argument `asOf: DateTime`, default now). */
export function current(target: () => Exposed, by: string, description: string): RelationOptions {
  const span = { from: 'startsAt', to: 'endsAt', unit: 'instant' as const };
  return { kind: 'asOf', target, by, description, span };
}

/**
 * A predicate of a role on the rows of one type, in the `where` language of the API. `referring`
 * holds for records that a record which the caller may see refers to, by any of the type's
 * connections.
 */
export type RowCondition = (principal: Principal, referring: () => Where) => Where;

/**
 * Where the currency of an amount is kept: in a property of the record, in one of a record that it
 * refers to (`document.currency`), or in what a SQL expression says, the same for all rows.
 */
export type CurrencyPlace = string | { sql: string };

export interface ExposeOptions<E> {
  /** TypeID prefix; one owner in the whole graph. */
  prefix: string;
  /** Columns that may be filtered by; each must be indexed. Relations nest the target's filter. */
  filter?: readonly (keyof E & string)[];
  /** Columns that may be ordered by; the id is the tie-breaker. Default order: the first one. */
  order?: readonly (keyof E & string)[];
  /** Unique business keys, beside `id`, of the singular look-up. */
  by?: readonly (keyof E & string)[];
  /** Text columns that the `search` argument looks into (case-insensitive substring). */
  search?: readonly (keyof E & string)[];
  /** Numeric or money columns with `sum avg min max` on the connection's `aggregate`. */
  aggregate?: readonly (keyof E & string)[];
  /**
   * Decimal columns that are amounts of money, and where their currency is kept. They are answered
   * with the decimals of that currency; their figures are one for each currency.
   */
  amounts?: Partial<Record<keyof E & string, CurrencyPlace>>;
  /** Relations that are no columns: connections and effective-dated to-one. */
  relations?: Record<string, RelationOptions>;
  /** Columns that never reach GraphQL although they are not `hidden()`. */
  omit?: readonly (keyof E & string)[];
  /**
   * Key columns that point to records of several types. The column `typeColumn` of the same table
   * names the type; `types` translates its values where they are no names of types.
   */
  references?: Partial<
    Record<keyof E & string, { typeColumn: string; types?: Readonly<Record<string, string>> }>
  >;
  /** Row conditions that roles may carry for this type, by name. */
  conditions?: Record<string, RowCondition>;
  /**
   * Binds every caller but the system, on top of all roles: a list of those who may see a record,
   * say. `undefined` for a caller whom it leaves every row. Depends on the caller alone.
   */
  always?: (principal: Principal) => Where | undefined;
  /**
   * That there is such a record is a secret too: entries of the audit trail about it are shown in
   * its own history only, to those who may read the record. The trail itself has all of them.
   */
  isConfidential?: boolean;
  /**
   * `totalCount` of the whole list is read from a kept count, for callers without row condition;
   * a migration with `keptCount(table)` keeps it.
   */
  isCounted?: boolean;
  /** Root look-up fields; default the camel-cased type name and its plural. `false`: none. */
  root?: { one: string; many: string } | false;
}

/**
 * A record type of the graph: what `expose` returns. The classes are filled when the plugins are
 * composed (model/derive.ts); TypeGraphQL classes refer to them by `() => AssetType.object`.
 */
export interface Exposed {
  readonly name: string;
  readonly entity: EntityClass<object>;
  readonly options: ExposeOptions<Record<string, unknown>>;
  readonly object: TypeClass;
  readonly connection: TypeClass;
  readonly edge: TypeClass;
  readonly aggregate: TypeClass;
  readonly filter: TypeClass<Where>;
  readonly listFilter: TypeClass<Where>;
  readonly order: TypeClass;
  readonly by: TypeClass;
}

const registry = new Map<EntityClass<object>, Exposed>();

function namedClass(name: string): TypeClass<never> {
  return { [name]: class {} }[name] as unknown as TypeClass<never>;
}

/**
 * Exposes an entity as a record type of the graph. Its name is the entity's name. Annotate the
 * constant, `export const AssetType: Exposed = expose(...)`: types that name each other would make
 * the compiler go round in a ring.
 */
export function expose<E extends object>(
  entity: EntityClass<E>,
  options: ExposeOptions<E>,
): Exposed {
  const name = entity.name;
  const exposed: Exposed = {
    name,
    entity: entity as EntityClass<object>,
    options: options as ExposeOptions<Record<string, unknown>>,
    object: namedClass(name),
    connection: namedClass(`${name}Connection`),
    edge: namedClass(`${name}Edge`),
    aggregate: namedClass(`${name}Aggregate`),
    filter: namedClass(`${name}Filter`),
    listFilter: namedClass(`${name}ListFilter`),
    order: namedClass(`${name}Order`),
    by: namedClass(`${name}By`),
  };
  registry.set(exposed.entity, exposed);
  return exposed;
}

/** Names of the types of which the trail tells nobody. */
export function confidentialTypes(): string[] {
  const all = [...registry.values()].filter(({ options }) => options.isConfidential === true);
  return all.map(({ name }) => name).sort();
}

/** The exposure of an entity class, or `undefined` for one that never reaches the graph. */
export function exposureOf(entity: EntityClass<object>): Exposed | undefined {
  return registry.get(entity);
}
