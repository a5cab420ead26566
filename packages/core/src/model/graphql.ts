import 'reflect-metadata';

/**
 * The decorators and scalars of operations. Plugins import them from `@bureau/core`, so that
 * there is one `type-graphql` and one `graphql` in the tree.
 */
export {
  Arg,
  Ctx as Context,
  Extensions,
  Field,
  FieldResolver,
  Float,
  ID,
  Info,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
export * from './scalars.js';
