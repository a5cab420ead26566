import path from 'node:path';
import { EnvironmentError, readEnvironment } from './environment.js';

function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
  }
  throw new Error('no EnvironmentError');
}

test('nothing set: the defaults', () => {
  expect(readEnvironment({ PATH: '/bin', PORT: '' })).toEqual({
    port: 4000,
    host: '127.0.0.1',
    dataDir: path.resolve('.bureau'),
    demo: true,
    logLevel: 'info',
    drainSeconds: 25,
    diskMinFreeBytes: 200_000_000,
    work: true,
    workConcurrency: 2,
    serverProcesses: 1,
  });
});

test('everything set', () => {
  const databaseUrl = 'postgres://app:x@h/erp';
  const databaseOwnerUrl = 'postgresql://owner:x@h/erp';
  expect(
    readEnvironment({
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/srv/bureau',
      DATABASE_URL: databaseUrl,
      DATABASE_OWNER_URL: databaseOwnerUrl,
      BUREAU_DEMO: '0',
      LOG_LEVEL: 'debug',
      DRAIN_SECONDS: '5',
      DISK_MIN_FREE_MB: '50',
      METRICS_TOKEN: 'sixteen-letters-',
    }),
  ).toEqual({
    port: 0,
    host: '::1',
    dataDir: '/srv/bureau',
    databaseUrl,
    databaseOwnerUrl,
    demo: false,
    logLevel: 'debug',
    drainSeconds: 5,
    diskMinFreeBytes: 50_000_000,
    metricsToken: 'sixteen-letters-',
    work: true,
    workConcurrency: 2,
    serverProcesses: 1,
  });
});

test('all faults at once, in one table, without a password', () => {
  const message = messageOf({
    PORT: '70000',
    DATABASE_URL: 'mysql://root:hunter2@h/erp',
    DATABASE_OWNER_URL: 'postgres://owner:hunter3@h',
    BUREAU_DEMO: 'yes',
    LOG_LEVEL: 'loud',
    DRAIN_SECONDS: '1.5',
  });
  expect(message).not.toMatch(/hunter/);
  expect(message.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
    'Bureau cannot start: the environment is not right.',
    '',
    'variable | value | what is wrong | expected',
    expect.stringMatching(/^-+ \| -+ \| -+ \| -+$/),
    'PORT | 70000 | out of range | 0 to 65535; 0 takes a free one',
    'DATABASE_URL | mysql://root:***@h/erp | not a URL of PostgreSQL | ' +
      'postgres://user:password@host:port/database (a plain user)',
    'DATABASE_OWNER_URL | postgres://owner:***@h | no database in it | ' +
      'postgres://owner:password@host:port/database',
    'BUREAU_DEMO | yes | not a switch | 1 (demonstration data) or 0 (none)',
    'LOG_LEVEL | loud | no such level | fatal, error, warn, info, debug, trace, silent',
    'DRAIN_SECONDS | 1.5 | not a whole number | 0 to 3600',
  ]);
});

test('what is no URL is not shown', () => {
  const message = messageOf({ DATABASE_URL: 'user:hunter2@host' });
  expect(message).not.toMatch(/hunter/);
});

test('an owner alone is refused', () => {
  expect(messageOf({ DATABASE_OWNER_URL: 'postgres://o:p@h/erp' })).toMatch(
    /set without DATABASE_URL/,
  );
});

test('trusted proxies are addresses and networks', () => {
  const { trustedProxies } = readEnvironment({ TRUSTED_PROXIES: '10.0.0.0/8, ::1' });
  expect(trustedProxies).toEqual(['10.0.0.0/8', '::1']);
  expect(messageOf({ TRUSTED_PROXIES: 'proxy.example' })).toMatch(/not a list of addresses/);
});

test('the public address is an origin', () => {
  const read = (url: string) => readEnvironment({ PUBLIC_URL: url });
  expect(read('https://bureau.example.com/').publicUrl).toBe('https://bureau.example.com');
  for (const url of ['bureau.example.com', 'https://x.example.com/path', 'ftp://x.example.com']) {
    expect(() => read(url)).toThrow(/PUBLIC_URL/);
  }
});
