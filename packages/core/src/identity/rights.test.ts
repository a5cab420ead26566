import { firstNotHeld, rightsOf, withinScopes } from './rights.js';

const declared = ['core.site.read', 'hr.salary.read'];

test('* stands for every permission that is declared now, and stays itself', () => {
  const rights = rightsOf({ '*': null, 'hr.salary.read': ['own'] }, declared);
  expect([...rights]).toEqual([
    ['*', 'all'],
    ['hr.salary.read', 'all'],
    ['core.site.read', 'all'],
  ]);
});

test('a key has its scopes as far as its owner holds them at this moment', () => {
  const scopes = ['core.site.read', 'hr.salary.read'];
  const narrow = rightsOf({ 'core.site.read': null, 'core.site.write': null }, declared);
  expect([...withinScopes(narrow, scopes)]).toEqual([['core.site.read', 'all']]);
  const wider = rightsOf({ 'core.site.read': null, 'hr.salary.read': ['own'] }, declared);
  expect(withinScopes(wider, scopes).get('hr.salary.read')).toEqual(['own']);
  expect(withinScopes(wider, ['*'])).toBe(wider);
});

test('the scopes of an owner-key do not carry the star unless they say so', () => {
  const rights = rightsOf({ '*': null }, declared);
  expect([...withinScopes(rights, ['core.site.read']).keys()]).toEqual(['core.site.read']);
});

test.each([
  [{ 'a.b.c': null }, { 'a.b.c': null }, undefined],
  [{ 'a.b.c': null }, { 'a.b.c': ['own'] }, undefined],
  [{ 'a.b.c': ['own'] }, { 'a.b.c': null }, 'a.b.c'],
  [{ 'a.b.c': ['own', 'unit'] }, { 'a.b.c': ['own'] }, undefined],
  [{ 'a.b.c': ['own'] }, { 'a.b.c': ['unit'] }, 'a.b.c'],
  [{}, { 'a.b.c': null }, 'a.b.c'],
  [{ 'a.b.c': null }, { '*': null }, '*'],
  [{ '*': null }, { 'gone.plugin.read': null, '*': null }, undefined],
  [{ 'core.site.read': null, 'hr.salary.read': null }, { '*': null }, '*'],
  [{}, {}, undefined],
])('%j covers %j but for %s', (held, wanted, missing) => {
  expect(firstNotHeld(rightsOf(held, []), rightsOf(wanted, []))).toBe(missing);
});
