import type { ApolloServer, ApolloServerPlugin, BaseContext } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { writtenData } from '@bureau/core';
import { buildSchema, type ExecutionResult } from 'graphql';
import { createLogger } from '../log.js';
import { apolloOf } from './apollo-server.js';

/** An executor of our own behind Apollo: its hooks fire, and what they see is what is sent. */

const schema = buildSchema('type Query { hello(name: String): String }');
schema.getQueryType()!.getFields()['hello']!.resolve = () => 'by graphql-js';

const servers: ApolloServer<BaseContext>[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop())));

async function answer(plugins: ApolloServerPlugin<BaseContext>[], result?: ExecutionResult) {
  const executed: unknown[] = [];
  const server = apolloOf<BaseContext>({
    schema,
    plugins,
    execute: async ({ operationName, variables, operation }) => {
      executed.push({ operationName, variables, kind: operation?.operation });
      return (
        result ?? { data: writtenData({ json: Buffer.from('{"hello":"written"}'), points: 0 }) }
      );
    },
    formatError: (formatted) => formatted,
    logger: createLogger({ level: 'silent' }),
  });
  await server.start();
  servers.push(server);
  const { body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new HeaderMap([['content-type', 'application/json']]),
      search: '',
      body: { query: 'query Greet($n: String) { hello(name: $n) }', variables: { n: 'you' } },
    },
    context: async () => ({}),
  });
  return { text: body.kind === 'complete' ? body.string : '', executed };
}

test('what is written already is sent as it is', async () => {
  const { text, executed } = await answer([]);
  expect(text).toBe('{"data":{"hello":"written"}}\n');
  expect(executed).toEqual([{ operationName: undefined, variables: { n: 'you' }, kind: 'query' }]);
});

test('hooks of plugins fire in their order and know the operation', async () => {
  const fired: string[] = [];
  const note = (name: string) => async () => void fired.push(name);
  const plugin: ApolloServerPlugin<BaseContext> = {
    requestDidStart: async () => ({
      didResolveSource: note('source'),
      parsingDidStart: note('parsing'),
      validationDidStart: note('validation'),
      didResolveOperation: async ({ operationName }) =>
        void fired.push(`operation ${operationName}`),
      responseForOperation: async () => (fired.push('response?'), null),
      executionDidStart: async () => ({ executionDidEnd: note('end') }),
      willSendResponse: async ({ response }) => {
        if (response.body.kind === 'single') fired.push(JSON.stringify(response.body.singleResult));
      },
    }),
  };
  await answer([plugin]);
  expect(fired).toEqual([
    ...['source', 'parsing', 'validation', 'operation Greet', 'response?', 'end'],
    '{"data":{"hello":"written"}}',
  ]);
});

test('a plugin may change what is written, and add to it', async () => {
  const plugin: ApolloServerPlugin<BaseContext> = {
    requestDidStart: async () => ({
      willSendResponse: async ({ response }) => {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        (singleResult.data as Record<string, unknown>)['hello'] = 'changed "so"';
        singleResult.extensions = { took: 1 };
      },
    }),
  };
  const { text } = await answer([plugin]);
  expect(text).toBe('{"data":{"hello":"changed \\"so\\""},"extensions":{"took":1}}\n');
});

test('a plugin that watches fields gets them from graphql-js', async () => {
  const fields: string[] = [];
  const plugin: ApolloServerPlugin<BaseContext> = {
    requestDidStart: async () => ({
      executionDidStart: async () => ({
        willResolveField: ({ info }) => void fields.push(info.fieldName),
      }),
    }),
  };
  const { text, executed } = await answer([plugin]);
  expect(text).toBe('{"data":{"hello":"by graphql-js"}}\n');
  expect(fields).toEqual(['hello']);
  expect(executed).toEqual([]);
});

test('data that is none is sent as JSON has it', async () => {
  const { text } = await answer([], { data: null, extensions: { a: [1] } });
  expect(text).toBe('{"data":null,"extensions":{"a":[1]}}\n');
});
