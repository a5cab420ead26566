import type { GraphQLSchema } from 'graphql';
import { getOperationAST, parse } from 'graphql';
import { CLASS_LIMITS } from '../authz/limit-classes.js';
import { createGate, type Gate } from '../authz/gate.js';
import type { Principal } from '../context/principal.js';
import type { ImportExport, ImportType } from '../imports/import-type.js';
import type { Composition } from '../plugin/composition.js';
import { DomainError, Refusal } from '../write/errors.js';
import { bulkErrors } from './errors.js';
import { planExport } from './export-query.js';
import type { ExportRequest } from './export-request.js';

/** What shall be exported: a query, or a type that is imported too. */
export type ExportSource =
  | { query: string; variables: Record<string, unknown> }
  | { type: ImportType & { export: ImportExport }; columns?: readonly string[]; where?: unknown };

/**
 * The request of an export that this principal may make, with pages as large as may be.
 * @throws DomainError CORE_EXPORT_QUERY, CORE_EXPORT_NOT_FLAT, CORE_EXPORT_COLUMN; Refusal
 * FORBIDDEN, QUERY_TOO_COMPLEX
 */
export function planRequest(
  composition: Composition,
  principal: Principal,
  { source, format }: { source: ExportSource; format: ExportRequest['format'] },
): ExportRequest {
  const zone = principal.timeZone ?? 'UTC';
  const ofType = 'type' in source ? queryOfType(composition.schema, source, zone) : undefined;
  const query = 'type' in source ? ofType?.query : source.query;
  const variables = 'type' in source ? { where: whereOf(source) } : source.variables;
  const plan = planExport(composition, query ?? '');
  const list = [...plan.lists, ...plan.arrays][0];
  if (format === 'CSV' && list) {
    throw bulkErrors.EXPORT_NOT_FLAT({ path: list.join('.') }, ['input', 'query']);
  }
  const leaves = plan.leaves.map((path) => ({ header: path.join('.'), path: [...path] }));
  const columns = format === 'CSV' ? (ofType?.columns ?? leaves) : [];
  const { document, lists, root: name } = plan;
  const page = largestPage(composition, { document, variables, principal });
  return { format, document, variables, page, columns, lists, name };
}

type TypeSource = Extract<ExportSource, { type: unknown }>;

/** The filter of the type and the caller's. */
function whereOf({ type, where }: TypeSource): unknown {
  const own = type.export.where;
  if (own === undefined) return where ?? null;
  return where == null ? own : { and: [own, where] };
}

function queryOfType(
  schema: GraphQLSchema,
  source: TypeSource,
  zone: string,
): { query: string; columns: ExportRequest['columns'] } {
  const { list, paths } = source.type.export;
  const names = source.columns ?? Object.keys(paths);
  const columns = names.map((header) => {
    const path = paths[header];
    if (path === undefined) {
      throw bulkErrors.EXPORT_COLUMN({ column: header }, ['input', 'columns']);
    }
    if (typeof path === 'string') return { header, path: path.split('.') };
    return { header, path: path.day.split('.'), zone };
  });
  const field = schema.getQueryType()?.getFields()[list];
  const filter = field?.args.find(({ name }) => name === 'where')?.type.toString();
  const head = filter === undefined ? '{' : `query ($where: ${filter}) {`;
  const argument = filter === undefined ? '' : '(where: $where)';
  const selection = selectionOf(columns.map(({ path }) => path));
  return { query: `${head} ${list}${argument} { nodes { ${selection} } } }`, columns };
}

/** `[['a', 'b'], ['a', 'c']]` -> `a { b c }` */
function selectionOf(paths: readonly (readonly string[])[]): string {
  const below = new Map<string, string[][]>();
  for (const [first = '', ...rest] of paths) {
    below.set(first, [...(below.get(first) ?? []), rest]);
  }
  const parts = [...below].map(([name, rests]) => {
    const deeper = rests.filter((rest) => rest.length > 0);
    return deeper.length === 0 ? name : `${name} { ${selectionOf(deeper)} }`;
  });
  return parts.join(' ');
}

const gates = new WeakMap<Composition, Gate>();

function gateOf(composition: Composition): Gate {
  const known = gates.get(composition) ?? createGate(composition);
  gates.set(composition, known);
  return known;
}

const PAGES = [CLASS_LIMITS.bulk.page, 100, 50, 25, 10, 5, 2, 1];

interface PageQuery {
  document: string;
  variables: Record<string, unknown>;
  principal: Principal;
}

/** The largest page that the limits allow. @throws what the gate says of a page of one record */
function largestPage(composition: Composition, query: PageQuery): number {
  const document = parse(query.document);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The query of a page has no operation.');
  const principal = { ...query.principal, limitClass: 'bulk' as const };
  let last: unknown;
  for (const page of PAGES) {
    const variables = { ...query.variables, bulkFirst: page, bulkAfter: null, bulkCount: true };
    try {
      gateOf(composition).check({ document, operation, variables, principal });
      return page;
    } catch (error) {
      if (!isTooComplex(error)) throw error;
      last = error;
    }
  }
  throw last;
}

function isTooComplex(error: unknown): boolean {
  return error instanceof Refusal && error.extensions['code'] === 'QUERY_TOO_COMPLEX';
}

/** What a page answered instead of records, as what ends the job or has it tried again. */
export function failureOf(error: { message: string; extensions: Record<string, unknown> }): Error {
  const { code } = error.extensions;
  if (typeof code !== 'string' || code === 'INTERNAL') return new Error(error.message);
  return RETRIED.has(code)
    ? new Refusal(code as 'CONFLICT', error.message)
    : new DomainError(code, error.message);
}

const RETRIED = new Set(['CONFLICT', 'UNAVAILABLE', 'DEADLINE', 'THROTTLED']);
