import 'reflect-metadata';
import { createRequire } from 'node:module';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { fromRun } from '../../peers/listen.js';
import * as tables from './entities.js';
import { type BooksContext, PostingResolver } from './posting.resolver.js';
import * as trail from './trail-entities.js';

/**
 * The stack of the tutorials for one mutation: TypeGraphQL, a unit of work for each request, shield
 * on every field, Apollo's own server with its defaults. A row is a statement: no batches.
 */
const organizationId = fromRun('ORGANIZATION');
const token = fromRun('TOKEN');
const orm = new MikroORM({
  clientUrl: fromRun('URL'),
  entities: [...Object.values(tables), ...Object.values(trail)],
  metadataProvider: ReflectMetadataProvider,
  forceUtcTimezone: true,
  useBatchInserts: false,
  useBatchUpdates: false,
  pool: { max: 10 },
  driverOptions: { options: `-c app.organization_id=${organizationId}` },
});

// Only these builds of the two work together on this Node.
const require = createRequire(import.meta.url);
const { rule, shield } = require('graphql-shield') as typeof import('graphql-shield');
const { applyMiddleware } = require('graphql-middleware') as {
  applyMiddleware(schema: GraphQLSchema, ...guards: unknown[]): GraphQLSchema;
};
const mayPost = rule('accounting.entry.post', { cache: 'contextual' })(
  async (_parent, _args, ctx: BooksContext) => ctx.permissions.includes('accounting.entry.post'),
);
const guard = shield(
  { Mutation: { '*': mayPost }, PostedEntry: { '*': mayPost }, PostPayload: { '*': mayPost } },
  { allowExternalErrors: true },
);

const schema = await buildSchema({ resolvers: [PostingResolver], validate: false });
const apollo = new ApolloServer<BooksContext>({ schema: applyMiddleware(schema, guard) });
const { url } = await startStandaloneServer(apollo, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async ({ req }) => {
    const known = req.headers.authorization === `Bearer ${token}`;
    const permissions = known ? ['accounting.entry.post'] : [];
    return { em: orm.em.fork(), organizationId, permissions };
  },
});
process.send?.({ port: Number(new URL(url).port) });
