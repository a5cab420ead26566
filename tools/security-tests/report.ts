import { ATTACKS } from './attacks.js';
import type { Claim } from './claims.js';

const HEAD = `# Attacks and faults, and the tests that stand for them

Bureau is built against these 90 attacks and faults. Each line names the files with tests whose
titles say so ("row 12: ...", "#58 ..."); the list is written from those titles and compared in
every test run (\`UPDATE_CONTRACTS=1 npm test -- contracts\` writes it). A line without a file has
no test of its own.`;

/**
 * The guide: one line for each attack with the files that test it, in order of their number.
 * @throws Error for a title that names a row that does not exist
 */
export function securityReport(claims: readonly Claim[]): string {
  const files = ATTACKS.map(() => new Set<string>());
  for (const { path, rows } of claims) {
    for (const row of rows) {
      const known = files[row - 1];
      if (!known) throw new Error(`${path}: a title names row ${row}, there are ${files.length}.`);
      known.add(path);
    }
  }
  const tested = files.filter((one) => one.size > 0).length;
  const lines = ATTACKS.map((attack, at) => lineOf(at + 1, attack, [...(files[at] ?? [])]));
  const count = `${tested} of ${ATTACKS.length} have a test.`;
  return `${HEAD}\n\n${count}\n\n${lines.join('\n')}\n`;
}

function lineOf(row: number, attack: string, files: readonly string[]): string {
  const links = files.sort().map((file) => `[${shortened(file)}](../../${file})`);
  return `- **${row}** ${attack}: ${links.length > 0 ? links.join(', ') : '_no test_'}`;
}

const shortened = (file: string) => file.replace(/\.test\.ts$/, '').replace('/src/', '/');
