import { DirectiveLocation, GraphQLDirective, GraphQLNonNull, GraphQLString } from 'graphql';

/** `@idempotent(key:)` on a mutation field: the same key and input give the same answer. */
export const idempotentDirective = new GraphQLDirective({
  name: 'idempotent',
  description:
    'Makes a retry of this mutation safe: the same key with the same input has one effect and ' +
    'one answer; with other input it is IDEMPOTENCY_MISMATCH.',
  locations: [DirectiveLocation.FIELD],
  args: {
    key: {
      type: new GraphQLNonNull(GraphQLString),
      description: 'Chosen by the caller, up to 255 characters; unique per intent.',
    },
  },
});
