import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { MikroORM } from '@mikro-orm/postgresql';
import { buildSchema } from 'type-graphql';
import { fromRun } from '../listen.js';
import { createLoaders, type NaiveContext } from './context.js';
import { Asset, AssetModel, CustodyPeriod, Employee, Person } from './entities.js';
import { guarded } from './permissions.js';
import { AssetResolver, EmployeeResolver, QueryResolver } from './resolvers.js';

/**
 * The stack of the tutorials: TypeGraphQL resolvers over hydrated entities, DataLoader for
 * relations, shield on every field, Apollo's own server with its defaults.
 */
const orm = new MikroORM({
  clientUrl: fromRun('READER_URL'),
  entities: [Person, Employee, AssetModel, Asset, CustodyPeriod],
  metadataProvider: ReflectMetadataProvider,
  forceUtcTimezone: true,
  pool: { max: 10 },
});
const organizationId = fromRun('ORGANIZATION');
const token = fromRun('TOKEN');

const schema = await buildSchema({
  resolvers: [QueryResolver, EmployeeResolver, AssetResolver],
  validate: false,
});
const apollo = new ApolloServer<NaiveContext>({ schema: guarded(schema) });
const { url } = await startStandaloneServer(apollo, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async ({ req }) => {
    const em = orm.em.fork();
    const known = req.headers.authorization === `Bearer ${token}`;
    const permissions = known ? ['people.read', 'assets.read'] : [];
    return { em, organizationId, permissions, loaders: createLoaders(em, organizationId) };
  },
});
process.send?.({ port: Number(new URL(url).port) });
