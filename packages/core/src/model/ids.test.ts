import * as fc from 'fast-check';
import { typeid } from 'typeid-js';
import { decodeId, encodeId, isUuid, parseId, uuidv7 } from './ids.js';

// Valid and invalid examples of the TypeID specification 0.3.
const VALID = [
  ['00000000-0000-0000-0000-000000000000', 'x_00000000000000000000000000'],
  ['00000000-0000-0000-0000-000000000001', 'x_00000000000000000000000001'],
  ['00000000-0000-0000-0000-000000000010', 'x_0000000000000000000000000g'],
  ['ffffffff-ffff-ffff-ffff-ffffffffffff', 'x_7zzzzzzzzzzzzzzzzzzzzzzzzz'],
  ['0110c853-1d09-52d8-d73e-1194e95b5f19', 'x_0123456789abcdefghjkmnpqrs'],
  ['01890a5d-ac96-774b-bcce-b302099a8057', 'x_01h455vb4pex5vsknk084sn02q'],
] as const;

test.each(VALID)('%s is %s', (uuid, id) => {
  expect(encodeId('x', uuid)).toBe(id);
  expect(decodeId('x', id)).toBe(uuid);
  expect(parseId(id)).toEqual({ prefix: 'x', uuid });
});

test.each([
  '',
  '_',
  '_00000000000000000000000000',
  '00000000000000000000000000',
  'x_8zzzzzzzzzzzzzzzzzzzzzzzzz',
  'x_0000000000000000000000000',
  'x_000000000000000000000000000',
  'x_0123456789ABCDEFGHJKMNPQRS',
  'x_0123456789abcdefghijklmnop',
  'x_ooooooooooooooooooooooooou',
  'x_0000000000000000000000000-',
  'x_0000000000000000000000000🥊',
])('%s is no id', (id) => {
  expect(parseId(id)).toBeUndefined();
  expect(decodeId('x', id)).toBeUndefined();
});

test('an id of another prefix is not decoded', () => {
  expect(decodeId('y', VALID[5][1])).toBeUndefined();
});

test('agrees with the reference implementation, both ways and in order', () => {
  const uuid = fc.uuid();
  fc.assert(
    fc.property(uuid, uuid, (one, other) => {
      const id = encodeId('abc', one);
      expect(decodeId('abc', id)).toBe(one);
      expect(isUuid(one)).toBe(true);
      expect(id < encodeId('abc', other)).toBe(one < other);
    }),
  );
  expect(parseId(typeid('abc').toString())?.prefix).toBe('abc');
});

test('uuids grow, differ, and say version 7 and variant 2', () => {
  const list = Array.from({ length: 20_000 }, uuidv7);
  expect(new Set(list).size).toBe(list.length);
  expect([...list].sort()).toEqual(list);
  for (const one of list) {
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test.each([
  '',
  'x',
  '{01890a5d-ac96-774b-bcce-b302099a8057}',
  '01890A5D-AC96-774B-BCCE-B302099A8057',
])('%s is no uuid as the database prints it', (text) => {
  expect(isUuid(text)).toBe(false);
});
