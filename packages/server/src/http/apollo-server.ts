import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type BaseContext,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { textOfAnswer } from '@bureau/core';
import {
  type DocumentNode,
  execute as graphqlExecute,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import type { Logger } from '../log.js';

/** What of the executing server is ours to say. */
export interface ApolloOptions<C extends BaseContext> {
  schema: GraphQLSchema;
  /** Executes what was parsed, validated and let through. Default: graphql-js. */
  execute?: ((operation: SentOperation<C>) => Promise<ExecutionResult>) | undefined;
  plugins: ApolloServerPlugin<C>[];
  /** Beside the specification's: limits on depth, aliases and the like. */
  validationRules?: ValidationRule[];
  formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  logger: Logger;
  /** Tokens of one document. Default 2,000. */
  maxTokens?: number;
}

type Gateway = ApolloServerOptionsWithGateway<BaseContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type GatewayResult = Awaited<ReturnType<GatewayExecutor>>;

/** An operation to execute. */
export interface SentOperation<C extends BaseContext> {
  document: DocumentNode;
  operation: OperationDefinitionNode | undefined;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
  context: C;
  /** The document as text. */
  text: string | undefined;
}

/** The library that parses, validates and executes; what we do not use of it is switched off. */
export function apolloOf<C extends BaseContext>(options: ApolloOptions<C>): ApolloServer<C> {
  return new ApolloServer<C>({
    ...executionOf(options),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...options.plugins,
    ],
    validationRules: options.validationRules ?? [],
    validationOptions: { maxErrors: 4 }, // and one that says that there are more
    formatError: options.formatError,
    logger: options.logger,
    introspection: true, // who may introspect is a permission, decided per request
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stringifyResult: (answer) => `${textOfAnswer(answer)}\n`,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: options.maxTokens ?? 2_000 },
  });
}

/**
 * An executor of our own is what Apollo calls a gateway. Where a plugin wants to see each field,
 * it is graphql-js that executes: only there fields are resolved one by one.
 */
function executionOf<C extends BaseContext>({
  schema,
  execute,
}: ApolloOptions<C>): { schema: GraphQLSchema } | { gateway: Gateway } {
  if (!execute) return { schema };
  const executor: GatewayExecutor = async ({ context, document, operation, request }) => {
    const variables = (request.variables ?? {}) as Record<string, unknown>;
    const { operationName } = request;
    if (watchesFields(context)) {
      return (await graphqlExecute({
        ...{ schema, document, variableValues: variables, contextValue: context },
        operationName: operationName ?? null,
      })) as GatewayResult;
    }
    const text = request.query;
    const sent = { document, operation, operationName, variables, context: context as C, text };
    return (await execute(sent)) as GatewayResult;
  };
  return {
    gateway: {
      load: () => Promise.resolve({ executor }),
      onSchemaLoadOrUpdate: (loaded) => {
        loaded({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      stop: () => Promise.resolve(),
    },
  };
}

/** Apollo marks the context when a plugin has a hook for fields (`willResolveField`). */
function watchesFields(context: object): boolean {
  const marks = Object.getOwnPropertySymbols(context);
  return marks.some(({ description = '' }) => description.endsWith('WillResolveField'));
}
