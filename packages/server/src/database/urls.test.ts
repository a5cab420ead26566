import { createHmac } from 'node:crypto';
import { credentialsOf, deriveUrls, placeOf, withDatabase } from './urls.js';

const hmac = (role: string): string =>
  createHmac('sha256', 's3cret/@').update(`bureau:${role}`).digest('base64url');

test('worker and reader follow from the app', () => {
  const urls = deriveUrls('postgres://shop:s3cret%2F%40@db.example:5433/erp?sslmode=require');
  expect(urls.app).toContain('shop:s3cret%2F%40@');
  expect(urls.worker).toBe(
    `postgres://bureau_worker:${hmac('worker')}@db.example:5433/erp?sslmode=require`,
  );
  expect(urls.reader).toBe(
    `postgres://bureau_reader:${hmac('reader')}@db.example:5433/erp?sslmode=require`,
  );
});

test('no password in, no password out', () => {
  expect(deriveUrls('postgres://app@localhost/erp').worker).toBe(
    'postgres://bureau_worker@localhost/erp',
  );
});

test('a Unix socket', () => {
  const { worker } = deriveUrls('postgres:///erp?host=/run/postgresql&user=app&password=s3cret/@');
  expect(credentialsOf(worker)).toEqual({
    user: 'bureau_worker',
    password: hmac('worker'),
    database: 'erp',
  });
  expect(placeOf(worker)).toBe('/run/postgresql/erp');
});

test('another database, and a place without secrets', () => {
  expect(withDatabase('postgres://a:b@h:1/x?y=z', 'new one')).toBe(
    'postgres://a:b@h:1/new%20one?y=z',
  );
  expect(placeOf('postgres://a:b@h:1/x')).toBe('h:1/x');
});
