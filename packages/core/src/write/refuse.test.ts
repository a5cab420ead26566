import { buildSchema, graphql, GraphQLError, parse, validate } from 'graphql';
import { DomainError, Refusal } from './errors.js';
import { formatError } from './refuse.js';

const logged: Record<string, unknown>[] = [];
const log = (data: Record<string, unknown>) => void logged.push(data);
const scope = { requestId: 'req-9', log: { info: log, warn: log, error: log } };

const schema = buildSchema(`
  enum Color { RED GREEN }
  input Box { size: Int! }
  type Query { box(input: Box, color: Color): Int, thrown: Int, none: Int! }`);

async function answered(source: string, options: object = {}) {
  const { errors } = await graphql({ schema, source, ...options });
  return (errors ?? []).map((error) => formatError(error, scope));
}

describe('formatError', () => {
  beforeEach(() => {
    logged.length = 0;
  });

  test('row 19: unknown errors become INTERNAL; only the log knows more', async () => {
    const rootValue = {
      thrown: () => {
        throw new Error('relation "hr.salary" in /srv/app/node_modules/pg');
      },
    };
    const [error] = await answered('{ thrown }', { rootValue });
    expect(error).toMatchObject({ path: ['thrown'], extensions: { code: 'INTERNAL' } });
    expect(error?.extensions?.['requestId']).toBe('req-9');
    expect(error?.message).toMatch(/Quote the reference [0-9a-f-]{36}\.$/);
    expect(JSON.stringify(error)).not.toMatch(/salary|node_modules|pg\b|Error:/);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({ reference: error?.extensions?.['reference'] });
    expect(String(logged[0]?.['stack'])).toMatch(/hr\.salary/);
  });

  test("a null where none may be is ours, not the caller's", async () => {
    const [error] = await answered('{ none }');
    expect(error?.extensions?.['code']).toBe('INTERNAL');
    expect(error?.message).not.toMatch(/Query\.none/);
  });

  test('a refusal keeps its words and loses what is not for callers', async () => {
    const refusal = new Refusal('FORBIDDEN', 'Requires hr.salary.read.', {
      permission: 'hr.salary.read',
      sql: 'select 1',
      stacktrace: ['x'],
    });
    const rootValue = {
      thrown: () => {
        throw refusal;
      },
    };
    const [error] = await answered('{ thrown }', { rootValue });
    expect(error).toEqual({
      message: 'Requires hr.salary.read.',
      locations: [{ line: 1, column: 3 }],
      path: ['thrown'],
      extensions: {
        code: 'FORBIDDEN',
        retryable: false,
        permission: 'hr.salary.read',
        requestId: 'req-9',
      },
    });
  });

  test.each([
    ['{ box(input: { size: "s3cret" }) }', undefined],
    ['query ($i: Box) { box(input: $i) }', { i: { size: 's3cret' } }],
    ['query ($c: Color) { box(color: $c) }', { c: 's3cret' }],
    ['{ box(color: "s3cret") }', undefined],
    ['{ box(color: s3cret) }', undefined],
  ])("%s is the caller's fault, told without the value", async (source, variableValues) => {
    const errors = await answered(source, { variableValues });
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error.extensions?.['code']).toBe('BAD_USER_INPUT');
      expect(error.message).not.toMatch(/s3cret/);
    }
  });

  test('names of fields are not suggested', () => {
    const [error] = validate(schema, parse('{ boxx }'));
    expect(formatError(error, scope).message).toBe('Cannot query field "boxx" on type "Query".');
  });

  test('codes of Apollo and of the database mean the same everywhere', () => {
    const codeOf = (error: unknown) => formatError(error, scope).extensions?.['code'];
    const pg = (code: string) => Object.assign(new Error('x'), { code, severity: 'ERROR' });
    const apollo = (code: string) => new GraphQLError('x', { extensions: { code } });
    expect(codeOf(apollo('GRAPHQL_PARSE_FAILED'))).toBe('BAD_USER_INPUT');
    expect(codeOf(apollo('SOMETHING_ELSE'))).toBe('INTERNAL');
    expect(codeOf(pg('57014'))).toBe('DEADLINE');
    expect(codeOf(pg('57P01'))).toBe('UNAVAILABLE');
    expect(codeOf(pg('42P01'))).toBe('INTERNAL');
    expect(codeOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe('UNAVAILABLE');
    expect(codeOf('a string')).toBe('INTERNAL');
  });

  test('a domain error outside a mutation is bad input with its code as data', () => {
    const error = new DomainError('HR_EMPTY', 'Nobody.', { path: ['where'], data: { n: 1 } });
    expect(formatError(error, scope)).toMatchObject({
      message: 'Nobody.',
      extensions: { code: 'BAD_USER_INPUT', data: { n: 1, code: 'HR_EMPTY' } },
    });
  });
});
