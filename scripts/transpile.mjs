// Makes the JavaScript that a start needs, file by file and without checking types: a start on a
// new machine would wait ten times as long for the compiler. Types are checked by `npm test`,
// `npm run lint` and `npm run build`, whose output goes to the same places.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The same output as with tsconfig.base.json. */
const options = {
  configFile: false,
  swcrc: false,
  sourceMaps: false,
  module: { type: 'es6' },
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    target: 'es2023',
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      verbatimModuleSyntax: true,
    },
  },
};

/**
 * Transpiles every source file of the packages that tsconfig.json names and whose output is
 * missing or older. Returns how many there were.
 */
export async function transpile(root) {
  const { references } = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8'));
  const stale = references.flatMap((reference) => staleFiles(path.join(root, reference.path)));
  if (stale.length === 0) return 0;
  const { transform } = await import('@swc/core');
  await Promise.all(
    stale.map(async ({ source, output }) => {
      const { code } = await transform(readFileSync(source, 'utf8'), {
        ...options,
        filename: source,
      });
      mkdirSync(path.dirname(output), { recursive: true });
      writeFileSync(output, code);
    }),
  );
  return stale.length;
}

function staleFiles(folder) {
  const sources = path.join(folder, 'src');
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => ({
      source: path.join(sources, name),
      output: path.join(folder, 'dist', name.replace(/\.ts$/, '.js')),
    }))
    .filter(({ source, output }) => !isFresh(output, statSync(source).mtimeMs));
}

function isFresh(output, since) {
  return (statSync(output, { throwIfNoEntry: false })?.mtimeMs ?? -1) >= since;
}
