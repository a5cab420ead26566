import type { KeyObject } from 'node:crypto';
import type { SecretReads } from '../audit/secret-reads.js';
import type { FragmentDefinitionNode, GraphQLSchema } from 'graphql';
import type { Rule } from '../authz/permissions.js';
import type { Principal } from '../context/principal.js';
import type { DefinitionRunner, FieldDefinitions } from '../fields/definitions.js';
import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { type Hole, lift, type PlanRun } from './hole.js';

/** Everything that planning one operation depends on; one per operation. */
export interface ReadScope {
  schema: GraphQLSchema;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  variables: Readonly<Record<string, unknown>>;
  records: ReadonlyMap<string, RecordType>;
  rules: ReadonlyMap<string, Rule>;
  principal: Principal;
  organizationId: string | undefined;
  /** Calendar day and instant of the request, the defaults of `asOf`. */
  today: string | Hole;
  now: Date | Hole;
  /** Told each row condition that a plan depends on, where it is kept. */
  noteCondition?(record: RecordType, where: Where): void;
  /** What holes are filled from, in a plan that is kept; absent in one that runs once. */
  run?: PlanRun;
  /** Largest `first` and `last` of this caller's limit class. */
  pageLimit: number;
  /** Writes `organization_id = ...` into each statement, above row-level security. */
  tenantPredicate: boolean;
  /** Lists that name no order go by id. */
  listsById: boolean;
  /** Signs cursors; bound to the organization. */
  cursorKey: KeyObject;
  /** The custom fields of the organization; undefined until a plan asks for them. */
  customFields: FieldDefinitions | undefined;
  /** Reads them, as the transaction of the runner sees them. */
  readCustomFields(runner: DefinitionRunner): Promise<FieldDefinitions>;
  /** Where reads of secret fields are noted. */
  secretReads: SecretReads;
  /** Opens a sealed cell; bound to table, column and row. Null: its key was destroyed. */
  open(cell: { record: RecordType; column: string; rowId: string; sealed: string }): string | null;
  /** Blind index of a sealed column for equality. */
  blind(record: RecordType, column: string, plain: string): string;
}

/** Ends a plan that cannot be made without the custom fields; see `withCustomFields`. */
class CustomFieldsNeeded extends Error {}

/** The custom fields, for a plan that turns out to touch them. */
export function customFieldsOf(scope: ReadScope): FieldDefinitions {
  if (scope.customFields) return scope.customFields;
  throw new CustomFieldsNeeded('The custom fields of the organization are not read yet.');
}

/**
 * Runs a read; one whose plan touches custom fields is planned anew when they are read, so that
 * all others take no statement more. A plan is made whole before its first statement runs.
 */
export async function withCustomFields<T>(
  scope: ReadScope,
  runner: DefinitionRunner,
  read: (scope: ReadScope) => Promise<T>,
): Promise<T> {
  try {
    return await read(scope);
  } catch (error) {
    if (!(error instanceof CustomFieldsNeeded)) throw error;
    const customFields = await scope.readCustomFields(runner);
    // On top of the scope and no copy of it: some of it is made when it is asked for.
    return read(Object.assign(Object.create(scope) as ReadScope, { customFields }));
  }
}

/**
 * One statement with its bound values (or holes). Nothing of the caller is inlined but sizes of
 * pages, booleans and names of enums, of which there are few and which carry nothing.
 */
export interface Statement {
  text: string;
  values: unknown[];
  /** See `Statement` of the runtime. */
  keys?: number;
}

/** A row as it comes from the driver, or nested from JSON. */
export type Cell = string | null | readonly Cell[];
export type Cells = readonly Cell[];

/** Collects bound values and hands out aliases while one statement is written. */
export class StatementBuilder {
  private aliases = 0;
  private dependsOnValues = false;

  /** @param values of a statement to which text is added; new ones go behind them */
  constructor(readonly values: unknown[] = []) {}

  /**
   * A bound value that may be met by many rows or by few: the statement is planned for it.
   * @throws Refusal BAD_USER_INPUT for text that PostgreSQL cannot hold
   */
  param(value: unknown, type: string): string {
    this.dependsOnValues = true;
    return this.key(value, type);
  }

  /** A bound value that changes no plan: the organization, a record's key, a place in an order. */
  key(value: unknown, type: string): string {
    this.values.push(lift(value, boundAll));
    return `$${this.values.length}::${type}`;
  }

  /**
   * Sizes of pages that stand in the text, where one plan is good for all values. PostgreSQL takes
   * a bound size for a tenth of the rows, finds a plan for all values too dear, and plans each
   * run: half of its time for a page of 50 or for three levels. Where values decide, it shall
   * plan each run.
   */
  settled(text: string): string {
    if (this.dependsOnValues) return text;
    return text.replaceAll(LIMIT, (_whole, place: string) => {
      return `limit ${Number(this.values[Number(place) - 1])}`;
    });
  }

  alias(): string {
    return `t${this.aliases++}`;
  }
}

const LIMIT = /\blimit \$(\d+)::int\b/g;

function boundAll(value: unknown): unknown {
  return Array.isArray(value) ? value.map((one) => lift(one, bound)) : bound(value);
}

/** Instants in UTC whatever the zone of the process; no text with U+0000. */
function bound(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' && value.includes('\0')) {
    throw new Refusal('BAD_USER_INPUT', 'A text may not hold the character U+0000.');
  }
  return value;
}

/** The cells that one row of a (sub)select returns; equal expressions share a cell. */
export class RowCells {
  readonly expressions: string[] = [];
  private readonly index = new Map<string, number>();

  add(expression: string): number {
    const known = this.index.get(expression);
    if (known !== undefined) return known;
    this.index.set(expression, this.expressions.length);
    return this.expressions.push(expression) - 1;
  }
}

/** A table, join or page under an alias, from which cells are taken. */
export class Source {
  /** Columns that were used: the page and lateral sub-selects return no others. */
  readonly used = new Set<string>();
  /** Records that are joined by a key of this source, by its column: a key has one target. */
  readonly toOnes = new Map<string, Source>();
  readonly joins: (() => string)[];

  constructor(
    readonly alias: string,
    readonly cells: RowCells,
    joins?: (() => string)[],
  ) {
    this.joins = joins ?? [];
  }

  column(name: string): string {
    this.used.add(name);
    return `${this.alias}."${name}"`;
  }

  /** Another source whose cells and joins go into the same row. */
  joined(alias: string): Source {
    return new Source(alias, this.cells, this.joins);
  }

  usedColumns(alias: string): string {
    return [...this.used].map((name) => `${alias}."${name}"`).join(', ');
  }
}
