import { BootError, errorsOf, MigrationError } from '@bureau/core';
import { ConfigError } from '@bureau/server';
import { failureOf, UsageError } from './exit-codes.js';
import { createProgram } from './program.js';

/** Parses a command line that must be refused before anything runs. */
async function refused(...args: string[]) {
  const program = createProgram({ json: true });
  const error: unknown = await program.parseAsync(['node', 'bureau', ...args]).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return failureOf(error);
}

test.each([
  [['nonsense'], /unknown command 'nonsense'/],
  [['demo', 'rest'], /unknown command 'rest'/],
  [['migrate', '--plant'], /unknown option '--plant'/],
  [['plugins', 'list', 'extra'], /too many arguments/],
  [['token', 'create', '--role', 'owner'], /required option '--organization <slug>'/],
  [['organization', 'create', '--slug', 'acme'], /missing required argument 'name'/],
  [['webhooks', 'listen'], /required option '--forward-to <url>'/],
  [['webhooks', 'listen', '--forward-to', 'ftp://x'], /takes an http or https address/],
  [['events', 'trigger', 'a', '--organization', 'b', '--payload', '{'], /takes JSON/],
  ...['2027-02-30', '2027-13-01', 'tomorrow', '2027-1-1'].map((day): [string[], RegExp] => [
    ['token', 'create', '--organization', 'a', '--role', 'b', '--expires', day],
    /takes a day as YYYY-MM-DD/,
  ]),
])('%j is wrong usage', async (args, message) => {
  expect(await refused(...args)).toEqual({
    code: 'USAGE',
    exitCode: 64,
    message: expect.stringMatching(message),
  });
});

test('each kind of error has its exit code and its name', () => {
  const { NOPE } = errorsOf('core', { NOPE: 'No.' });
  const told = (error: unknown) => {
    const { code, exitCode } = failureOf(error);
    return [exitCode, code];
  };
  expect(told(new Error('x'))).toEqual([1, 'FAILED']);
  expect(told('x')).toEqual([1, 'FAILED']);
  expect(told(new UsageError('x'))).toEqual([64, 'USAGE']);
  expect(told(NOPE())).toEqual([65, 'CORE_NOPE']);
  expect(told(new BootError([]))).toEqual([70, 'PLUGINS']);
  expect(told(new MigrationError('x'))).toEqual([70, 'PLUGINS']);
  expect(told(new ConfigError('x'))).toEqual([78, 'CONFIGURATION']);
});
