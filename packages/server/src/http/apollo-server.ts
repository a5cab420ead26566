import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema, ValidationRule } from 'graphql';
import type { Logger } from '../log.js';

/** What of the executing server is ours to say. */
export interface ApolloOptions<C extends BaseContext> {
  schema: GraphQLSchema;
  plugins: ApolloServerPlugin<C>[];
  /** Beside the specification's: limits on depth, aliases and the like. */
  validationRules?: ValidationRule[];
  formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  logger: Logger;
  /** Tokens of one document. Default 2,000. */
  maxTokens?: number;
}

/** The library that parses, validates and executes; what we do not use of it is switched off. */
export function apolloOf<C extends BaseContext>(options: ApolloOptions<C>): ApolloServer<C> {
  return new ApolloServer<C>({
    schema: options.schema,
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
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: options.maxTokens ?? 2_000 },
  });
}
