import type { Principal } from '../context/principal.js';
import { CredentialCache, type KnownCredential } from './credential-cache.js';

const NOW = new Date('2026-03-31T12:00:00Z');
let time = 0;
let lookUps = 0;
let held: readonly string[] = ['a'];

function cacheOf(): CredentialCache {
  const cache = new CredentialCache(() => time);
  cache.listening(true);
  lookUps = 0;
  held = ['a'];
  return cache;
}

function principal(organizationId = 'acme'): Principal {
  const permissions = new Map(held.map((name) => [name, 'all' as const]));
  const base = { kind: 'apiKey', id: 'key', userId: 'user', personId: undefined } as const;
  const rest = { displayName: 'Key', limitClass: 'interactive', credentialId: 'key' } as const;
  return { ...base, ...rest, organizationId, permissions };
}

async function lookUp(organizationId?: string): Promise<KnownCredential> {
  lookUps += 1;
  return { principal: principal(organizationId), liveUntil: NOW.getTime() + 60_000 };
}

test('a credential is looked up once in five seconds', async () => {
  const cache = cacheOf();
  await cache.of('hash', NOW, lookUp);
  await cache.of('hash', NOW, lookUp);
  expect(lookUps).toBe(1);
  time += 5_001;
  await cache.of('hash', NOW, lookUp);
  expect(lookUps).toBe(2);
});

test('the principal stays the same object as long as nothing of it changes', async () => {
  const cache = cacheOf();
  const first = await cache.of('hash', NOW, lookUp);
  time += 5_001;
  expect(await cache.of('hash', NOW, lookUp)).toBe(first);
  time += 5_001;
  held = ['a', 'b'];
  const wider = await cache.of('hash', NOW, lookUp);
  expect(wider).not.toBe(first);
  expect(wider.permissions.has('b')).toBe(true);
});

test('#35 a change of rights counts from the next request on', async () => {
  const cache = cacheOf();
  await cache.of('hash', NOW, lookUp);
  await cache.of('other', NOW, () => lookUp('other'));
  held = [];
  cache.changed('acme');
  expect((await cache.of('hash', NOW, lookUp)).permissions.size).toBe(0);
  expect(lookUps).toBe(3);
  await cache.of('other', NOW, () => lookUp('other'));
  expect(lookUps).toBe(3);
  cache.changed();
  await cache.of('other', NOW, () => lookUp('other'));
  expect(lookUps).toBe(4);
});

test('#35 what was being looked up while it changed is not kept', async () => {
  const cache = cacheOf();
  const slow = cache.of('hash', NOW, async () => {
    const found = await lookUp();
    cache.changed('acme');
    return found;
  });
  await slow;
  await cache.of('hash', NOW, lookUp);
  expect(lookUps).toBe(2);
});

test('#56 a refused credential is asked for again, an expired one is not kept', async () => {
  const cache = cacheOf();
  const refuse = () => Promise.reject(new Error('not valid'));
  await expect(cache.of('hash', NOW, refuse)).rejects.toThrow('not valid');
  await cache.of('hash', NOW, lookUp);
  await expect(cache.of('hash', new Date(NOW.getTime() + 60_000), refuse)).rejects.toThrow();
});

test('nothing is kept while nobody listens to changes', async () => {
  const cache = cacheOf();
  await cache.of('hash', NOW, lookUp);
  cache.listening(false);
  await cache.of('hash', NOW, lookUp);
  await cache.of('hash', NOW, lookUp);
  expect(lookUps).toBe(3);
});
