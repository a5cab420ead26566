import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import {
  Arg,
  Context,
  Extensions,
  Field,
  InputType,
  Mutation,
  Query,
  Resolver,
} from '../model/graphql.js';
import { definePlugin } from './definition.js';
import { attachPlainInput } from './plain-input.js';

@InputType({ description: 'What is asked.' })
class PlainProbeInput {
  @Field({ description: 'Any text.' })
  text!: string;
}

const seen: unknown[] = [];

@Resolver()
class PlainProbe {
  @Query(() => String, { description: 'A schema has a query.' })
  probe(): string {
    return 'probe';
  }

  @Extensions({ plainInput: true })
  @Mutation(() => String, { description: 'Takes its input as it is.' })
  plainProbe(@Context() ctx: object, @Arg('input') input: PlainProbeInput): string {
    seen.push(ctx, input);
    return input.text;
  }

  @Mutation(() => String, { description: 'Takes its input as everybody does.' })
  madeProbe(@Arg('input') input: PlainProbeInput): string {
    return input.text;
  }
}

const about = { id: 'probe', version: '0.1.0', api: '^1.0', description: 'A test.' };
const schemaOf = (): GraphQLSchema =>
  buildSchemaSync({ resolvers: [PlainProbe], validate: false, skipCheck: true });
const fieldOf = (schema: GraphQLSchema, name: string) =>
  schema.getMutationType()?.getFields()[name];

test('a mutation that says so gets the object of the request, no instance of its class', () => {
  const schema = schemaOf();
  const other = fieldOf(schema, 'madeProbe')?.resolve;
  attachPlainInput(schema, [definePlugin({ ...about, resolvers: [PlainProbe] })]);
  const [ctx, input] = [{ is: 'the context' }, { text: 'as it is' }];
  const resolve = fieldOf(schema, 'plainProbe')?.resolve;
  expect(resolve?.({}, { input }, ctx, {} as never)).toBe('as it is');
  expect(seen[0]).toBe(ctx);
  expect(seen[1]).toBe(input);
  expect(seen[1]).not.toBeInstanceOf(PlainProbeInput);
  // What does not say so keeps its resolver.
  expect(fieldOf(schema, 'madeProbe')?.resolve).toBe(other);
});

test('a mutation of no plugin here keeps its resolver', () => {
  const schema = schemaOf();
  const before = fieldOf(schema, 'plainProbe')?.resolve;
  attachPlainInput(schema, [definePlugin(about)]);
  expect(fieldOf(schema, 'plainProbe')?.resolve).toBe(before);
});
