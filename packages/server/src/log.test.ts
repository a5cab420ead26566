import { createLogger } from './log.js';

function capture(level: 'info' | 'debug' = 'info') {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line));
  return { lines, log: createLogger({ level, destination: { write } }) };
}

test('row 20: secrets are redacted at every depth, the rest is not', () => {
  const { log, lines } = capture();
  log.info(
    {
      headers: { Authorization: 'Bearer s3', cookie: 's3', accept: 'text/html' },
      input: [{ user: { name: 'Ada', newPassword: 's3', apiKey: 's3' } }],
      token: 's3',
      clientSecret: 's3',
    },
    'request',
  );
  expect(JSON.stringify(lines)).not.toContain('s3');
  expect(lines[0]).toMatchObject({
    level: 'info',
    msg: 'request',
    headers: { accept: 'text/html', Authorization: '[redacted]' },
    input: [{ user: { name: 'Ada' } }],
  });
});

test('children are redacted, errors keep message and stack', () => {
  const { log, lines } = capture();
  log.child({ token: 's3', plugin: 'hr' }).error({ err: new Error('broken') }, 'failed');
  expect(lines[0]).toMatchObject({ plugin: 'hr', token: '[redacted]', level: 'error' });
  expect(lines[0]).toMatchObject({ err: { message: 'broken', stack: expect.any(String) } });
});

test('the level holds', () => {
  const { log, lines } = capture();
  log.debug('unseen');
  expect(lines).toEqual([]);
});

test('row 50: line breaks and escape codes stay inside one line of JSON', () => {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const log = createLogger({ level: 'info', destination });
  const forged = 'x\r\n{"level":"info","msg":"forged"}\n\u001b[2J\u2028';
  log.info({ name: forged, err: new Error(forged) }, forged);
  expect(written).toHaveLength(1);
  const [line = ''] = written;
  for (const forbidden of ['\r', '\n', '\u001b']) {
    expect(line.trimEnd()).not.toContain(forbidden);
  }
  expect(JSON.parse(line)).toMatchObject({ msg: forged, name: forged });
});
