import { formatError, type Executor, type Principal } from '@bureau/core';
import { type GraphQLSchema, Kind, parse, print, visit } from 'graphql';
import type { TestLog } from './test-log.js';

/** What JSON.parse gives: tests look into it freely; name a type where it matters. */
export type Loose = ReturnType<JSON['parse']>;

/** An entry of `errors` as clients see it. */
export interface AnswerError {
  message: string;
  path?: readonly (string | number)[];
  extensions: Record<string, Loose> & { code: string };
}

/** The answer of one operation, as it would go over the wire. */
export interface Answer<T = Loose> {
  data: T;
  /** Empty when there are none. */
  errors: AnswerError[];
  extensions: Record<string, Loose>;
}

export interface QueryOptions {
  /** Everything runs, nothing stays. */
  dryRun?: boolean;
  idempotencyKey?: string;
  operationName?: string;
  /** Milliseconds from now; default 30 s. */
  deadlineMs?: number;
}

export type Variables = Readonly<Record<string, unknown>>;

/** A caller of one organization with fixed rights. */
export interface TestClient {
  readonly principal: Principal;
  /** Runs an operation through the same walls as HTTP: limits, gate, shield, planner. */
  query<T = Loose>(
    document: string,
    variables?: Variables,
    options?: QueryOptions,
  ): Promise<Answer<T>>;
  /** The data of an operation that must succeed. @throws Error naming errors and user errors */
  data<T = Loose>(document: string, variables?: Variables, options?: QueryOptions): Promise<T>;
}

export interface ClientHost {
  schema: GraphQLSchema;
  execute: Executor;
  log: TestLog;
}

const DEADLINE_MS = 30_000;
/** Under this name `data` asks for user errors where the document does not. */
const ASKED = 'askedUserErrors';

let requests = 0;

export function createTestClient(host: ClientHost, principal: Principal): TestClient {
  const query: TestClient['query'] = (document, variables = {}, options = {}) =>
    run(host, principal, { document, variables, options });
  return {
    principal,
    query,
    data: async (document, variables, options) => {
      const answer = await query(withUserErrors(host.schema, document), variables, options);
      const refusals = answer.errors.map((error) => errorText(error, host.log));
      const faults = [...refusals, ...userErrorTexts(answer.data)];
      if (faults.length > 0) throw new Error(`The operation failed:\n${faults.join('\n')}`);
      return answer.data;
    },
  };
}

interface Operation {
  document: string;
  variables: Variables;
  options: QueryOptions;
}

async function run<T>(
  { execute, log }: ClientHost,
  principal: Principal,
  { document, variables, options }: Operation,
): Promise<Answer<T>> {
  requests += 1;
  const requestId = `test-${requests}`;
  const { idempotencyKey, dryRun, operationName } = options;
  const result = await execute({
    document,
    variables,
    ...(operationName !== undefined && { operationName }),
    caller: {
      principal,
      requestId,
      deadline: Date.now() + (options.deadlineMs ?? DEADLINE_MS),
      idempotencyKey,
      dryRun,
    },
  });
  const errors = (result.errors ?? []).map((error) => formatError(error, { requestId, log }));
  const { data = null, extensions = {} } = result;
  // As clients get it: no prototypes, no undefined, scalars serialized.
  return JSON.parse(JSON.stringify({ data, errors, extensions })) as Answer<T>;
}

/** A refused mutation must not pass unseen because the document does not ask for its errors. */
function withUserErrors(schema: GraphQLSchema, text: string): string {
  if (!/\bmutation\b/.test(text)) return text;
  const fields = schema.getMutationType()?.getFields() ?? {};
  const asked = selectionOf(`{ ${ASKED}: userErrors { code message path } }`);
  const document = visit(parse(text), {
    OperationDefinition: (operation) => {
      if (operation.operation !== 'mutation') return undefined;
      const selections = operation.selectionSet.selections.map((field) => {
        if (field.kind !== Kind.FIELD || !field.selectionSet || !fields[field.name.value]) {
          return field;
        }
        const inner = [...field.selectionSet.selections, ...asked];
        return { ...field, selectionSet: { ...field.selectionSet, selections: inner } };
      });
      return { ...operation, selectionSet: { ...operation.selectionSet, selections } };
    },
  });
  return print(document);
}

function selectionOf(text: string) {
  const [operation] = parse(text).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
}

/** Takes the added fields out again. */
function userErrorTexts(data: unknown): string[] {
  const payloads = Object.entries((data ?? {}) as Record<string, unknown>);
  return payloads.flatMap(([key, value]) => {
    if (typeof value !== 'object' || value === null || !(ASKED in value)) return [];
    const errors = value[ASKED] as { code: string; message: string; path: string[] }[];
    delete value[ASKED];
    return errors.map((one) => `${key}: ${one.code} ${one.message} (${one.path.join('.')})`);
  });
}

function errorText({ message, path, extensions }: AnswerError, log: TestLog): string {
  const at = path ? ` at ${path.join('.')}` : '';
  const stack = log.stackOf(extensions['reference']);
  return `${extensions.code}${at}: ${message}${stack === undefined ? '' : `\n${stack}`}`;
}
