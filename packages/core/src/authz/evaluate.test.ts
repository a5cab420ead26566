import { caller } from '../../test/authz-sample.js';
import { permits, refusal } from './evaluate.js';
import { ANYONE, INHERIT, NOBODY, SIGNED_IN, describeRule, type Rule } from './permissions.js';

const reader = caller(['hr.employee.read']);
const nobody = caller([], 'anonymous');
const missing = (permission: string) => ({ missing: permission });

describe('permits', () => {
  test.each<[Rule, unknown, unknown]>([
    [ANYONE, true, true],
    [INHERIT, true, true],
    [SIGNED_IN, true, missing(SIGNED_IN)],
    [NOBODY, missing(NOBODY), missing(NOBODY)],
    ['hr.employee.read', true, missing('hr.employee.read')],
    ['hr.salary.read', missing('hr.salary.read'), missing('hr.salary.read')],
    [
      { allOf: ['hr.employee.read', 'hr.salary.read'] },
      missing('hr.salary.read'),
      missing('hr.employee.read'),
    ],
    [{ anyOf: ['hr.salary.read', 'hr.employee.read'] }, true, missing('hr.salary.read')],
    [{ anyOf: [{ allOf: [SIGNED_IN, 'hr.employee.read'] }, 'x.y.z'] }, true, missing(SIGNED_IN)],
    [{ allOf: [] }, missing(SIGNED_IN), missing(SIGNED_IN)],
    [{ anyOf: [] }, missing(SIGNED_IN), missing(SIGNED_IN)],
    [undefined as never, missing(SIGNED_IN), missing(SIGNED_IN)],
    [{ not: 'hr.salary.read' } as never, missing(SIGNED_IN), missing(SIGNED_IN)],
  ])('%j', (rule, forReader, forNobody) => {
    expect(permits(reader, rule)).toEqual(forReader);
    expect(permits(nobody, rule)).toEqual(forNobody);
  });

  test('a permission for some rows permits some rows only', () => {
    const own = caller({ 'hr.employee.read': ['own'], 'hr.salary.read': [] });
    expect(permits(own, 'hr.employee.read')).toBe(true);
    expect(permits(own, 'hr.employee.read', 'all')).toEqual({
      missing: 'hr.employee.read',
      partly: true,
    });
    expect(permits(own, 'hr.salary.read')).toEqual({ missing: 'hr.salary.read' });
  });

  test('an anonymous caller has no permissions, whatever its map says', () => {
    expect(permits(caller(['hr.salary.read'], 'anonymous'), 'hr.salary.read')).not.toBe(true);
  });

  test('row 34: what throws denies', () => {
    const broken = { ...reader, permissions: undefined as never };
    expect(permits(broken, 'hr.employee.read')).toEqual({ missing: 'hr.employee.read' });
    expect(permits(undefined as never, SIGNED_IN)).toEqual({ missing: SIGNED_IN });
  });
});

describe('refusal', () => {
  test('names permission and field', () => {
    const verdict = { missing: 'hr.salary.read' };
    const error = refusal(reader, { field: 'Employee.salary', verdict, consequence: 'Not run.' });
    expect(error.message).toBe('Requires hr.salary.read for Employee.salary. Not run.');
    expect(error.extensions).toEqual({
      code: 'FORBIDDEN',
      retryable: false,
      permission: 'hr.salary.read',
      field: 'Employee.salary',
    });
    const partly = refusal(reader, { field: 'A.b', verdict: { missing: 'a.b.c', partly: true } });
    expect(partly.message).toBe(
      'Requires a.b.c for A.b for every row, and it is held for some rows only.',
    );
  });

  test('asks anonymous callers to sign in, without naming permissions', () => {
    const error = refusal(nobody, { field: 'Query.me', verdict: { missing: 'hr.salary.read' } });
    expect(error.extensions).toMatchObject({ code: 'UNAUTHENTICATED', http: { status: 401 } });
    expect(JSON.stringify(error)).not.toContain('hr.salary.read');
  });
});

test('describeRule', () => {
  expect(describeRule({ allOf: ['a.b.c', { anyOf: ['d.e.f', SIGNED_IN] }] })).toBe(
    'a.b.c and (d.e.f or signed in)',
  );
});
