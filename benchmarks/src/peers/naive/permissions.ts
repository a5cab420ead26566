import { createRequire } from 'node:module';
import type { GraphQLSchema } from 'graphql';
import type { NaiveContext } from './context.js';

// Only these builds of the two work together on this Node.
const require = createRequire(import.meta.url);
const { rule, shield } = require('graphql-shield') as typeof import('graphql-shield');
const { applyMiddleware } = require('graphql-middleware') as {
  applyMiddleware(schema: GraphQLSchema, ...guards: unknown[]): GraphQLSchema;
};

/** A rule on every field of every type, as the documentation of shield shows it. */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  const may = (permission: string) =>
    rule(permission, { cache: 'contextual' })(async (_parent, _args, ctx: NaiveContext) =>
      ctx.permissions.includes(permission),
    );
  const readsPeople = may('people.read');
  const readsAssets = may('assets.read');
  const permissions = shield(
    {
      Query: { employees: readsPeople, asset: readsAssets },
      Employee: { '*': readsPeople },
      EmployeePage: { '*': readsPeople },
      Person: { '*': readsPeople },
      Asset: { '*': readsAssets },
      AssetPage: { '*': readsAssets },
      AssetModel: { '*': readsAssets },
      CustodyPeriod: { '*': readsAssets },
      CustodyPeriodPage: { '*': readsAssets },
    },
    { allowExternalErrors: true },
  );
  return applyMiddleware(schema, permissions);
}
