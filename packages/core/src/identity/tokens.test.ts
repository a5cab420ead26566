import { newApiKey, newSessionToken, readToken } from './tokens.js';

test('a new key is read back with the hash under which it is stored', () => {
  const key = newApiKey();
  expect(key.text).toMatch(/^bur_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
  expect(key.text.startsWith(key.prefix)).toBe(true);
  expect(key.prefix).toHaveLength(14);
  expect(readToken(key.text)).toEqual({ kind: 'apiKey', hash: key.hash });
  expect(key.hash).toHaveLength(32);
});

test('a session token shows no part of its secret', () => {
  const token = newSessionToken();
  expect(token.prefix).toBe('bus_');
  expect(readToken(token.text)).toEqual({ kind: 'session', hash: token.hash });
});

test('two keys have nothing in common', () => {
  const [one, other] = [newApiKey(), newApiKey()];
  expect(one.prefix).not.toBe(other.prefix);
  expect(one.hash.equals(other.hash)).toBe(false);
});

test('every single changed character is found by the checksum', () => {
  const { text } = newApiKey();
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === '7' ? '8' : '7';
    expect(readToken(text.slice(0, at) + other + text.slice(at + 1))).toBeUndefined();
  }
});

test.each([
  '',
  ' ',
  'bur_',
  'Bearer x',
  `bur_${'0'.repeat(10)}_${'0'.repeat(43)}_000000`,
  `bus_${'0'.repeat(100_000)}`,
  'eyJhbGciOiJub25lIn0.e30.',
])('%# is no token', (text) => {
  expect(readToken(text)).toBeUndefined();
});

test('white space or a line break around a token makes it another text', () => {
  const { text } = newApiKey();
  expect(readToken(`${text}\n`)).toBeUndefined();
  expect(readToken(` ${text}`)).toBeUndefined();
});
