import {
  getOperationAST,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { limitRules, MAX_TOKENS } from '../authz/limits.js';
import { failureOf } from '../bulk/export-plan.js';
import type { Ctx } from '../context/ctx.js';
import { executorOf } from '../context/execute.js';
import { RequestContext } from '../context/request.js';
import type { PluginPart } from '../plugin/part.js';
import { serviceToken } from '../plugin/definition.js';
import { Refusal } from '../write/errors.js';

/** Reads of the graph by name, for plugins that are told at run time what to read. */
export interface QueryService {
  /**
   * Runs one GraphQL query as the caller of the context, through the same walls as a request:
   * limits, rights, row conditions. It reads what is committed, not what the open transaction has
   * written. Returns `data`; every refused field is an error.
   * @throws Refusal BAD_USER_INPUT for what is no query of this graph, and what a request would
   * have been answered
   */
  run(
    ctx: Ctx,
    query: { document: string; variables?: Readonly<Record<string, unknown>> },
  ): Promise<Record<string, unknown>>;
  /**
   * The keys at the top of the answer of a query that the graph knows, whoever may run it.
   * @throws Refusal BAD_USER_INPUT
   */
  keys(ctx: Ctx, document: string): string[];
}

/** `ctx.service(Queries).run(ctx, { document, variables: { id } })`. */
export const Queries = serviceToken<QueryService>('core.queries');

function queryService(): QueryService {
  return {
    run: async (ctx, { document, variables = {} }) => {
      if (!(ctx instanceof RequestContext)) throw new Error('The kernel did not make the context.');
      demandQuery(document);
      const { runtime, caller } = ctx;
      const answer = await executorOf(runtime)({ document, variables, caller });
      const [error] = answer.errors ?? [];
      if (error) throw faultOf(error);
      return answer.data as Record<string, unknown>;
    },
    keys: (ctx, document) => {
      if (!(ctx instanceof RequestContext)) throw new Error('The kernel did not make the context.');
      const operation = demandQuery(document);
      const [fault] = validate(ctx.runtime.composition.schema, parse(document), [
        ...specifiedRules,
        ...limitRules(),
      ]);
      if (fault) throw new Refusal('BAD_USER_INPUT', fault.message);
      return operation.selectionSet.selections.map((field) =>
        field.kind === Kind.FIELD ? (field.alias ?? field.name).value : '',
      );
    },
  };
}

/** @throws Refusal BAD_USER_INPUT */
function demandQuery(text: string): OperationDefinitionNode {
  let operation: OperationDefinitionNode | null | undefined;
  try {
    operation = getOperationAST(parse(text, { maxTokens: MAX_TOKENS }));
  } catch (error) {
    throw new Refusal('BAD_USER_INPUT', (error as Error).message);
  }
  if (operation?.operation === 'query') return operation;
  throw new Refusal('BAD_USER_INPUT', 'It must hold one query, and nothing else.');
}

/** Faults of validation carry no code. */
function faultOf(error: GraphQLError): Error {
  if (error.extensions['code'] !== undefined || error.path) return failureOf(error);
  return new Refusal('BAD_USER_INPUT', error.message);
}

/** Reads by name. */
export const queriesPart: PluginPart = {
  services: [{ token: Queries, create: queryService }],
};
