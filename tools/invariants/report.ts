import { titlesOf } from '../security-tests/claims.js';
import { isTest, type SourceFile } from '../tidy/source.js';
import { INVARIANTS } from './invariants.js';

const HEAD = `# What always holds of the books, and the tests that prove it

The accounting plugin is built on these ${INVARIANTS.length} invariants. Each line names the tests
whose titles begin with its number; the list is written from those titles and compared in every test
run (\`UPDATE_CONTRACTS=1 npm test -- contracts\` writes it).`;

/** Where the books are tested. */
const PLACES =
  /^(?:packages\/(?:plugins\/accounting|core\/src\/money)|test|examples\/operations)\//;
const NUMBERS = /^(?:(?:#\d+|I\d+)[ ,:]+)+/;

/** Numbers of invariants that a title begins with; those of attacks may stand among them. */
export function invariantsOf(title: string): number[] {
  const head = NUMBERS.exec(title)?.[0] ?? '';
  return [...head.matchAll(/I(\d+)/g)].map(([, digits]) => Number(digits));
}

/**
 * The guide: each invariant with the titles of its tests by file.
 * @throws Error for an invariant without a test, and for a number that none has
 */
export function invariantReport(files: readonly SourceFile[]): string {
  const proofs: string[][] = INVARIANTS.map(() => []);
  for (const file of files) {
    if (!isTest(file.path) || !PLACES.test(file.path)) continue;
    for (const title of titlesOf(file)) {
      for (const number of invariantsOf(title)) {
        const known = proofs[number - 1];
        if (!known) throw new Error(`${file.path}: there is no invariant I${number}.`);
        known.push(`[${title.replace(NUMBERS, '')}](../../${file.path})`);
      }
    }
  }
  const missing = proofs.flatMap((own, at) => (own.length === 0 ? [`I${at + 1}`] : []));
  if (missing.length > 0) throw new Error(`No test stands for ${missing.join(', ')}.`);
  const lines = INVARIANTS.map((text, at) => {
    const own = [...new Set(proofs[at])].sort();
    return `- **I${at + 1}** ${text}: ${own.join('; ')}`;
  });
  return `${HEAD}\n\n${lines.join('\n')}\n`;
}
