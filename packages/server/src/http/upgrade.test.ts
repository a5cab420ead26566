import type { IncomingMessage } from 'node:http';
import { authorizationOf, originOf } from './upgrade.js';

/** Behind a proxy the server has another name than its pages know. */
const PUBLIC = 'https://bureau.example.com';
const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;
const cookie = 'a=b; __Host-bureau-session=bus_1';

test('pages of the public address are its own, whatever the proxy calls the server', () => {
  const origin = PUBLIC;
  expect(originOf(request({ host: '10.0.0.7:4000', origin }), PUBLIC)).toBe('own');
  expect(originOf(request({ host: '10.0.0.7:4000', origin }))).toBe('foreign');
  const evil = request({ host: 'bureau.example.com', origin: 'https://bureau.example.com.evil' });
  expect(originOf(evil, PUBLIC)).toBe('foreign');
  expect(originOf(request({ host: 'x' }), PUBLIC)).toBe('none');
});

test('the cookie counts for them only; a header goes first', () => {
  const host = '10.0.0.7:4000';
  const own = { host, origin: PUBLIC, cookie };
  expect(authorizationOf(request(own), PUBLIC)).toBe('Bearer bus_1');
  expect(authorizationOf(request({ ...own, authorization: 'Bearer x' }), PUBLIC)).toBe('Bearer x');
  // A page by the inner name may open a socket, but not with the cookie of the public one.
  const inner = { host, origin: `http://${host}`, cookie };
  expect(originOf(request(inner), PUBLIC)).toBe('own');
  expect(authorizationOf(request(inner), PUBLIC)).toBeUndefined();
  expect(authorizationOf(request(inner))).toBe('Bearer bus_1');
  expect(authorizationOf(request({ host, cookie }), PUBLIC)).toBeUndefined();
  expect(authorizationOf(request({ host, origin: PUBLIC }), PUBLIC)).toBeUndefined();
});
