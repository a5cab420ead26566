import { buildSchema, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
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
import { attachInputs } from './plain-input.js';

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
    seen.push(input);
    return input.text;
  }
}

const about = { id: 'probe', version: '0.1.0', api: '^1.0', description: 'A test.' };

/** As the composition has it; TypeGraphQL would build the types of other files as well. */
function schemaOf(): GraphQLSchema {
  const schema = buildSchema(`
    input PlainProbeInput { text: String! }
    type Query { probe: String! }
    type Mutation {
      plainProbe(input: PlainProbeInput!): String! madeProbe(input: PlainProbeInput!): String! }`);
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    field.extensions = field.name === 'plainProbe' ? { plainInput: true } : {};
    field.resolve = () => 'made';
  }
  return schema;
}

const fieldOf = (schema: GraphQLSchema, name: string) =>
  schema.getMutationType()?.getFields()[name];

beforeAll(() => {
  // What the build of a schema does, here for these mutations alone.
  const { mutations, params, inputTypes, fields } = getMetadataStorage();
  for (const type of inputTypes.filter(({ target }) => target === PlainProbeInput)) {
    type.fields ??= fields.filter(({ target }) => target === PlainProbeInput);
  }
  for (const mutation of mutations.filter(({ target }) => target === PlainProbe)) {
    const { methodName } = mutation;
    mutation.params = params.filter(
      (one) => one.target === PlainProbe && one.methodName === methodName,
    );
  }
});

test('a mutation that says so gets the object of the request, no instance of its class', () => {
  const schema = schemaOf();
  attachInputs(schema, [definePlugin({ ...about, resolvers: [PlainProbe] })]);
  const [ctx, input] = [{ is: 'the context' }, { text: 'as it is' }];
  const resolve = fieldOf(schema, 'plainProbe')?.resolve;
  expect(resolve?.({}, { input }, ctx, {} as never)).toBe('as it is');
  expect(seen[0]).toBe(ctx);
  expect(seen[1]).toBe(input);
  expect(seen[1]).not.toBeInstanceOf(PlainProbeInput);
});

test('any other mutation gets an instance, with the fields that were given and no others', () => {
  const schema = schemaOf();
  attachInputs(schema, [definePlugin({ ...about, resolvers: [PlainProbe] })]);
  seen.length = 0;
  const resolve = fieldOf(schema, 'madeProbe')?.resolve;
  expect(resolve?.({}, { input: { text: 'made' } }, {}, {} as never)).toBe('made');
  expect(seen[0]).toBeInstanceOf(PlainProbeInput);
  expect(Object.entries(seen[0] as object)).toEqual([['text', 'made']]);
  resolve?.({}, { input: Object.create(null) as object }, {}, {} as never);
  expect(Object.keys(seen[1] as object)).toEqual([]);
});

test('a mutation of no plugin here keeps its resolver', () => {
  const schema = schemaOf();
  const before = fieldOf(schema, 'plainProbe')?.resolve;
  attachInputs(schema, [definePlugin(about)]);
  expect(fieldOf(schema, 'plainProbe')?.resolve).toBe(before);
});
