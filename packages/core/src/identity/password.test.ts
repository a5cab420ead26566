import { hashPassword, isPasswordLongEnough, verifyPassword } from './password.js';

test('a password fits its own hash only', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword('correct horse battery', hash)).toBe(true);
  expect(await verifyPassword('correct horse batterz', hash)).toBe(false);
  expect(await hashPassword('correct horse battery')).not.toBe(hash);
});

test('one password typed in two Unicode forms is one password', async () => {
  const hash = await hashPassword('pässwörter-übung');
  expect(await verifyPassword('pässwörter-übung'.normalize('NFD'), hash)).toBe(true);
});

test('without a stored hash no password is right, not even an empty one', async () => {
  for (const stored of [undefined, null, '']) {
    expect(await verifyPassword('correct horse battery', stored)).toBe(false);
    expect(await verifyPassword('', stored)).toBe(false);
  }
});

test('a hash that asks for too much work, or is none, is refused', async () => {
  const salt = 'A'.repeat(22);
  const tag = 'A'.repeat(43);
  for (const stored of [`$argon2id$v=19$m=9999999,t=2,p=1$${salt}$${tag}`, 'plain', '$2b$10$x']) {
    expect(await verifyPassword('correct horse battery', stored)).toBe(false);
  }
});

test('length counts characters, not bytes', () => {
  expect(isPasswordLongEnough('short')).toBe(false);
  expect(isPasswordLongEnough('ü'.repeat(12))).toBe(true);
  expect(isPasswordLongEnough('🐎'.repeat(11))).toBe(false);
  expect(isPasswordLongEnough('x'.repeat(201))).toBe(false);
});
