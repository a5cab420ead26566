import type { KeyObject } from 'node:crypto';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { getArgumentValues } from 'graphql/execution/values.js';
import type { SecretReads } from '../audit/secret-reads.js';
import { objectPoints } from '../authz/actual-cost.js';
import type { RowPlace } from '../context/row-frames.js';
import type { RecordType } from '../model/record-type.js';
import { readScope, type ReadAccess } from './access.js';
import { rowCondition } from './conditions.js';
import { Hole, NotPlannable, type PlanRun } from './hole.js';
import { writeNull, writeText, written } from './json-writer.js';
import { lookUpsOf } from './look-ups.js';
import { boundNow, PlanCall } from './plan-call.js';
import { planList, planOne } from './planner.js';
import { oneWhere, PROBE, rowSourceOf } from './resolvers.js';
import { isWrittenResult, planResult, type RootField } from './result-plan.js';
import { planRows, type RowsRead } from './row-plan.js';
import { Row } from './row.js';
import type { ReadScope, Statement } from './scope.js';
import type { SelectedField } from './selection.js';

/** The `data` of an answer as JSON. */
export interface Written {
  /** In UTF-8. */
  json: Buffer;
  /** What it comes to, as `createActualCost` counts it: the object itself is never made for it. */
  points: number;
}

/** The plan of a whole operation: from variables to the JSON of `data`. */
export interface OperationPlan {
  run(access: ReadAccess, variables: Readonly<Record<string, unknown>>): Promise<Written>;
}

/** What is planned. */
export interface PlannedOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Variables with holes, see `variableHoles`. */
  variables: Readonly<Record<string, unknown>>;
  run: PlanRun;
}

/**
 * Plans an operation for callers with the rights of this one. The shield decides on each root field
 * now: it looks at nothing but the rights for which the plan is kept.
 * @throws NotPlannable, or what graphql-js has to say to the caller itself
 */
export async function planOperation(
  access: ReadAccess,
  planned: PlannedOperation,
): Promise<OperationPlan> {
  const { schema } = access.runtime.composition;
  const query = schema.getQueryType();
  if (!query || planned.operation.operation !== 'query') throw new NotPlannable('not a query');
  const fragments = fragmentsOf(planned.document);
  const { variables, operation, run } = planned;
  const conditions = new Map<RecordType, string>();
  const scope = planScope(access, { schema, fragments, variableValues: { ...variables } }, run);
  scope.noteCondition = (record, where) => conditions.set(record, JSON.stringify(where));
  const selected = collectFields(
    schema,
    fragments as never,
    variables as never,
    query,
    operation.selectionSet,
  );
  const roots: Root[] = [];
  for (const [key, nodes] of selected) {
    if (key === '__proto__') throw new NotPlannable('no key of an object');
    const head = Buffer.from(`${roots.length === 0 ? '{' : ','}"${key}":`);
    roots.push({ head, ...(await planRoot(access, scope, { key, nodes, query, operation })) });
  }
  return {
    run: async (caller, values) => {
      checkConditions(conditions, caller);
      return runRoots(roots, new PlanCall(caller, values, run));
    },
  };
}

/** A row condition is a function of its plugin: what it says may change with the hour. */
function checkConditions(conditions: ReadonlyMap<RecordType, string>, access: ReadAccess): void {
  const { rules } = access.runtime.composition;
  const { principal } = access.caller;
  for (const [record, known] of conditions) {
    const where = JSON.stringify(rowCondition({ rules, principal }, record));
    if (where !== known) throw new NotPlannable('a row condition says something else now');
  }
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const nodes = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(nodes.map((node) => [node.name.value, node]));
}

/** The scope of a plan that is kept: nothing of the request is in it, and no secret passes. */
function planScope(
  access: ReadAccess,
  info: Parameters<typeof readScope>[1],
  run: PlanRun,
): ReadScope {
  const scope = readScope(access, info);
  const own = Object.assign(Object.create(scope) as ReadScope, {
    run,
    today: new Hole(() => run.today()),
    now: new Hole(() => run.now),
    secretReads: withoutSecrets(scope.secretReads),
    open: secret,
    blind: secret,
  });
  let cursorKey: KeyObject | undefined;
  return Object.defineProperty(own, 'cursorKey', {
    get: () => (cursorKey ??= scope.cursorKey),
  });
}

function withoutSecrets(reads: SecretReads): SecretReads {
  return Object.assign(Object.create(reads) as SecretReads, {
    among: (...what: Parameters<SecretReads['among']>) => {
      if (reads.among(...what)) secret();
      return undefined;
    },
  });
}

/** Reads of secrets leave a trace, record by record; graphql-js answers them. */
function secret(): never {
  throw new NotPlannable('a secret field');
}

/** One root field. */
interface Root {
  /** What stands before its value. */
  head: Buffer;
  /** Reads what the value is made of; gives what writes it, which does not wait. */
  read(call: PlanCall): Promise<() => void>;
  /** Points of the field itself. */
  points: number;
}

async function planRoot(
  access: ReadAccess,
  scope: ReadScope,
  at: RootField,
): Promise<Omit<Root, 'head'>> {
  const { key, nodes, query } = at;
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') {
    return { read: () => Promise.resolve(() => writeText(query.name)), points: 0 };
  }
  const field = query.getFields()[name];
  if (!field) throw new NotPlannable(`${name} is no field`);
  const points = objectPoints(scope, query.name, [name]);
  if (isWrittenResult(field)) return { points, read: planResult(scope, { ...at, field }) };
  const lookUp = rootsOf(scope.schema, access).get(name);
  const source = rowSourceOf(field);
  if (!lookUp && !source) throw new NotPlannable(`${name} has a resolver of its own`);
  await probe(access, field, query);
  const args = getArgumentValues(field, nodes[0] as FieldNode, scope.variables as never);
  const selected = { key, name, nodes, args };
  const answer = source
    ? ofRows(scope, { source, selected })
    : ofLookUp(scope, lookUp as RootLookUp, selected);
  return { points, read: (call) => readAnswer(answer, call) };
}

/** What a root field reads, and how it is written. */
interface Answer {
  /** Runs ahead of the others. */
  first?: Statement | undefined;
  statements: readonly Statement[];
  /** One list of rows for each statement. */
  write(rows: readonly (readonly RowPlace[])[]): void;
}

async function readAnswer(answer: Answer, call: PlanCall): Promise<() => void> {
  const { first, statements, write } = answer;
  call.begin();
  // Bound before the first one is waited for.
  const bound = statements.map(boundNow);
  if (first) await call.caller.runner.run(boundNow(first));
  const rows = await Promise.all(bound.map((statement) => call.rows(statement)));
  return () => write(rows);
}

function ofRows(scope: ReadScope, read: RowsRead): Answer {
  const { first, statement, write } = planRows(scope, read);
  if (!write) throw new NotPlannable('a field with a resolver of its own');
  return { first, statements: [statement], write: ([rows]) => write(rows ?? []) };
}

function ofLookUp(scope: ReadScope, lookUp: RootLookUp, selected: SelectedField): Answer {
  const { record } = lookUp;
  const { nodes, args } = selected;
  if (lookUp.isOne) {
    const { statement, write } = planOne(scope, { record, nodes, where: oneWhere(record, args) });
    if (!write) throw new NotPlannable('a field with a resolver of its own');
    const row = new Row();
    const one: Answer['write'] = ([rows]) => (rows?.[0] ? write(row.to(rows[0])) : writeNull());
    return { statements: [statement], write: one };
  }
  const { page, figures, write } = planList(scope, { record, selected });
  if (!write) throw new NotPlannable('a field with a resolver of its own');
  const statements = [page, figures].filter((one) => one !== undefined);
  return {
    statements,
    write: (rows) => write((page && rows[0]) ?? [], figures && rows.at(-1)?.[0]),
  };
}

interface RootLookUp {
  record: RecordType;
  isOne: boolean;
}

const lookUps = new WeakMap<GraphQLSchema, ReadonlyMap<string, RootLookUp>>();

/** The root fields that the planner answers. */
function rootsOf(schema: GraphQLSchema, { runtime }: ReadAccess): ReadonlyMap<string, RootLookUp> {
  const known = lookUps.get(schema);
  if (known) return known;
  const made = new Map<string, RootLookUp>();
  for (const { record, one, many } of lookUpsOf(runtime.composition.records.values())) {
    made.set(one, { record, isOne: true }).set(many, { record, isOne: false });
  }
  lookUps.set(schema, made);
  return made;
}

/** Passes all that stands around a look-up, the shield first, and stops where it would read. */
async function probe(
  { caller }: ReadAccess,
  field: GraphQLField<unknown, unknown>,
  parentType: GraphQLObjectType,
): Promise<void> {
  const context = { principal: caller.principal, [PROBE]: true };
  const info = { parentType, fieldName: field.name };
  const answer: unknown = await field.resolve?.(undefined, {}, context, info as never);
  if (answer !== PROBE) throw new NotPlannable("the look-up is not the planner's");
}

async function runRoots(roots: readonly Root[], call: PlanCall): Promise<Written> {
  let points = 0;
  const values = await Promise.all(
    roots.map(async ({ read, points: own }) => {
      const write = await read(call);
      call.begin();
      const value = written(write);
      points += own + value.points;
      return value.json;
    }),
  );
  const parts = values.flatMap((json, at) => [(roots[at] as Root).head, json]);
  return { json: Buffer.concat([...parts, OBJECT_END]), points };
}

const OBJECT_END = Buffer.from('}');
