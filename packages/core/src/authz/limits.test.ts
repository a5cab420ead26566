import {
  buildSchema,
  getIntrospectionQuery,
  parse,
  specifiedRules,
  validate,
  type GraphQLError,
} from 'graphql';
import { DEFAULT_LIMITS, MAX_TOKENS, batchLimit, limitRules, pageLimit } from './limits.js';
import { limitFaults } from './measure.js';

const schema = buildSchema(/* GraphQL */ `
  directive @tag(name: String) repeatable on QUERY | FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Person {
    id: ID
    name: String
    manager: Person
    friends: [Person]
  }
  type Query {
    me: Person
  }
  type Mutation {
    sessionCreate(password: String): String
    other: String
  }
`);

function refusals(text: string): readonly GraphQLError[] {
  return validate(schema, parse(text), limitRules());
}

const found = (text: string) => refusals(text).map(({ extensions }) => extensions);
const fault = (limit: string, allowed: number, actual: unknown = expect.any(Number)) => ({
  code: 'QUERY_TOO_COMPLEX',
  retryable: false,
  limit,
  allowed,
  actual,
});
const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
/** `depth` fields inside each other. */
const nested = (depth: number) =>
  `{ me ${'{ manager '.repeat(depth - 2)}{ id }${' }'.repeat(depth - 2)} }`;

describe('limits', () => {
  test.each([
    ['depth', nested(12), nested(13), 12],
    [
      'selections',
      `{ me { ${repeat(399, () => 'id')} } }`,
      `{ me { ${repeat(400, () => 'id')} } }`,
      400,
    ],
    [
      'aliases',
      `{ me { ${repeat(20, (i) => `a${i}: id`)} } }`,
      `{ me { ${repeat(21, (i) => `a${i}: id`)} } }`,
      20,
    ],
    [
      'rootFields',
      `{ ${repeat(20, () => 'me { id }')} }`,
      `{ ${repeat(21, () => 'me { id }')} }`,
      20,
    ],
    [
      'directives',
      `query ${repeat(4, () => '@tag')} { me ${repeat(4, () => '@tag')} { id } }`,
      `query ${repeat(4, () => '@tag')} { me ${repeat(5, () => '@tag')} { id } }`,
      8,
    ],
    [
      'definitions',
      `{ me { id } } ${repeat(49, (i) => `fragment F${i} on Person { id }`)}`,
      `{ me { id } } ${repeat(50, (i) => `fragment F${i} on Person { id }`)}`,
      50,
    ],
  ])('%s: the last that fits and the first that does not', (limit, fits, over, allowed) => {
    expect(found(fits)).toEqual([]);
    expect(found(over)).toEqual([fault(limit, allowed, allowed + 1)]);
  });

  test('the message says what to do', () => {
    expect(refusals(nested(14))[0]?.message).toBe(
      'Too complex: at most 12 levels deep in an operation, this one has 14. ' +
        'Split it into several operations.',
    );
  });

  test('fragments count where they are spread', () => {
    const aliases = `fragment F on Person { ${repeat(7, (i) => `a${i}: id`)} }`;
    const text = `{ me { ...F manager { ...F } friends { ...F } } } ${aliases}`;
    expect(found(text)).toEqual([fault('aliases', 20, 21)]);
    const deep =
      `{ me { ...A } } fragment A on Person { manager { ...B } } fragment B on Person ` +
      nested(11).replace('me', 'manager');
    expect(found(deep)).toEqual([fault('depth', 12, 13)]);
    const roots = `{ ...R ...R } fragment R on Query { ${repeat(11, () => 'me { id }')} }`;
    expect(found(roots)).toEqual([fault('rootFields', 20, 22)]);
  });

  test('each operation by itself, one error for a limit', () => {
    const text = `query A ${nested(14)} query B ${nested(20)} query C ${nested(13)}`;
    expect(found(text)).toEqual([fault('depth', 12, 20)]);
    expect(found(`query A ${nested(12)} query B ${nested(12)}`)).toEqual([]);
  });

  test('introspection may be deeper, but nothing beside it', () => {
    const options = {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    };
    expect(found(getIntrospectionQuery(options))).toEqual([]);
    const types = (depth: number) =>
      `{ __schema { types ${'{ ofType '.repeat(depth - 3)}{ name }${' }'.repeat(depth - 3)} } }`;
    expect(found(types(20))).toEqual([]);
    expect(found(types(21))).toEqual([fault('depth', 20, 21)]);
    expect(found(types(13).replace('{', '{ me { id }'))).toEqual([fault('depth', 12, 13)]);
  });

  test('a secret can be guessed once in an operation', () => {
    const guess = (name: string) => `${name}: sessionCreate(password: "${name}")`;
    expect(found(`mutation { ${guess('a')} other }`)).toEqual([]);
    expect(found(`mutation { ${guess('a')} ${guess('b')} }`)).toEqual([fault('guessFields', 1, 2)]);
    const hidden = `mutation { ...F ...F } fragment F on Mutation { ${guess('a')} }`;
    expect(found(hidden)).toEqual([fault('guessFields', 1, 2)]);
  });
});

describe('attacks', () => {
  // The parser takes 2,000 tokens, three for each level.
  test.each([30, 200, 600])('depth %i', (depth) => {
    expect(found(nested(depth))[0]).toEqual(fault('depth', 12, depth));
  });

  test('1,000 aliases, 101 aliases of __typename', () => {
    expect(found(`{ me { ${repeat(1000, (i) => `a${i}: id`)} } }`)).toEqual([
      fault('selections', 400, 1001),
      fault('aliases', 20, 1000),
    ]);
    expect(found(`{ ${repeat(101, (i) => `a${i}: __typename`)} }`)).toContainEqual(
      fault('aliases', 20, 101),
    );
  });

  test('a bomb of 2^24 and one of 2^40: counted once for each fragment', () => {
    for (const levels of [24, 40]) {
      const bomb = repeat(levels, (i) => `fragment F${i} on Person { ...F${i + 1} ...F${i + 1} }`);
      const text = `{ me { ...F0 } } ${bomb} fragment F${levels} on Person { id }`;
      expect(found(text)).toEqual([fault('selections', 400)]);
      // A number that JSON can carry, whatever it unfolds to.
      expect(found(text)[0]?.['actual']).toBeLessThanOrEqual(1_000_000_000);
      expect(found(text)[0]?.['actual']).toBeGreaterThan(2 ** 24);
    }
  });

  test('cycles end', () => {
    const loop = '{ me { ...A } } fragment A on Person { ...B } fragment B on Person { ...A id }';
    expect(found(loop)).toEqual([]);
    expect(validate(schema, parse(loop), [...specifiedRules, ...limitRules()])).toHaveLength(1);
    expect(found('{ me { ...A } } fragment A on Person { manager { ...A ...A } }')).toEqual([]);
  });

  test('3,000 fragments, 5,000 inline fragments', () => {
    const many = repeat(3000, (i) => `fragment F${i} on Person { id }`);
    expect(found(`{ me { id } } ${many}`)).toEqual([fault('definitions', 50, 3001)]);
    expect(found(`{ me { ${repeat(5000, () => '... { id }')} } }`)).toEqual([
      fault('selections', 400, 10_001),
    ]);
  });

  test.each([
    ['2,000 directives', `{ me ${repeat(2000, () => '@tag')} { id } }`, 'directives'],
    ['10 unknown directives', `{ me ${repeat(10, (i) => `@no${i}`)} { id } }`, 'directives'],
    ['fields to merge', `{ me { ${repeat(450, (i) => `id: f${i}`)} } }`, 'selections'],
  ])('%s: refused before the rules of the language read it', (_name, text, limit) => {
    const errors = validate(schema, parse(text), [...specifiedRules, ...limitRules()]);
    expect(errors.length).toBeLessThanOrEqual(2);
    expect(errors[0]?.extensions).toMatchObject({ limit });
    expect(errors.every(({ extensions }) => extensions['code'] === 'QUERY_TOO_COMPLEX')).toBe(true);
  });

  test('20,000 repeated fields end at the parser', () => {
    const text = `{ me { ${repeat(20_000, () => 'id')} } }`;
    expect(() => parse(text, { maxTokens: MAX_TOKENS })).toThrow('2000 tokens');
    expect(limitFaults(parse(text), DEFAULT_LIMITS)).toHaveLength(1);
  });

  test('unknown fragments and fields are left to the rules of the language', () => {
    expect(found('{ me { ...Missing } nothing { at { all } } }')).toEqual([]);
  });
});

test('limits by class', () => {
  const classes = ['interactive', 'integration', 'bulk', 'benchmark'] as const;
  expect(classes.map(pageLimit)).toEqual([100, 250, 250, 1000]);
  expect(batchLimit('interactive')).toBe(250);
  expect(batchLimit('bulk')).toBe(1000);
});
