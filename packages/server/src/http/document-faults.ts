import type { ApolloServerPlugin, BaseContext, HTTPGraphQLResponse } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** Tells which answers refuse the document or its variables as such. */
export interface DocumentFaults {
  plugin: ApolloServerPlugin<BaseContext>;
  /**
   * The status of an answer. As `application/json` a document that cannot be parsed, validated or
   * given its variables is answered 200 (GraphQL over HTTP, section 6.4.1); else it stays 400.
   *
   * @param headers the object that the request was executed with
   */
  statusOf(answer: HTTPGraphQLResponse, headers: object): number;
}

const FAULTS = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

export function documentFaults(): DocumentFaults {
  // By the headers: the context that plugins see is a copy of the one that was made.
  const faulty = new WeakSet<object>();
  return {
    plugin: {
      requestDidStart: async () => ({
        willSendResponse: async ({ request, response, errors = [] }) => {
          if (response.http.status !== 400 || !request.http) return;
          if (errors.length > 0 && errors.every(isFault)) faulty.add(request.http.headers);
        },
      }),
    },
    statusOf: (answer, headers) => {
      const type = answer.headers.get('content-type') ?? '';
      const plain = type.startsWith('application/json') && faulty.has(headers);
      return plain ? 200 : (answer.status ?? 200);
    },
  };
}

/** A refusal with a code of its own (limits on operations are validation rules) is none. */
function isFault(error: GraphQLError): boolean {
  const { originalError: cause } = error;
  const own = cause instanceof GraphQLError ? cause.extensions['code'] : undefined;
  return (
    own === undefined && error.path === undefined && FAULTS.has(String(error.extensions['code']))
  );
}
