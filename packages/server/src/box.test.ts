import { execFileSync } from 'node:child_process';
import { startBox } from './box.js';

const data = {
  apiUrl: 'http://127.0.0.1:4000/graphql',
  explorerUrl: 'http://127.0.0.1:4000/explorer',
  database: 'PostgreSQL 18.4, embedded, data in .bureau, port 50001',
  plugins: [
    { name: 'hr', types: 12 },
    { name: 'fleet', types: 0, failed: 'its migration did not run' },
  ],
  ownerToken: 'bur_abc',
  query: '{ employees(search: "O\'Neil") { totalCount } }',
  colour: false,
};

test('a frame of equal lines without control characters', () => {
  const lines = startBox(data).trimEnd().split('\n');
  const frame = lines.slice(0, lines.indexOf('Try it:'));
  expect(new Set(frame.map((line) => line.length)).size).toBe(1);
  expect(frame.join('\n')).toContain('│ Plugins      hr: 12 types');
  expect(frame.join('\n')).toContain('fleet: failed, its migration did not run');
  expect(startBox(data)).not.toContain('\u001b');
  expect(startBox({ ...data, colour: true })).toContain('\u001b[1m');
});

test('a shell reads the curl call as it is meant', () => {
  const call = startBox(data).trimEnd().split('\n').at(-1)!;
  const show = call.replace(/^curl/, "printf '%s\\n'");
  const words = execFileSync('sh', ['-c', show], { encoding: 'utf8' }).trimEnd().split('\n');
  expect(words).toEqual([
    '-s',
    data.apiUrl,
    '-H',
    'content-type: application/json',
    '-H',
    'authorization: Bearer bur_abc',
    '-d',
    JSON.stringify({ query: data.query }),
  ]);
});
