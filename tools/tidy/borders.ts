import path from 'node:path';
import { importsOf } from './imports.js';
import { type Finding, isTest, type SourceFile } from './source.js';

/** What a package may import of ours. Libraries are free, but for those that core re-exports. */
interface Border {
  /** `@bureau/...` names that its sources may import. */
  sources: RegExp;
  /** And those that its tests may import besides. */
  tests: RegExp;
  /** The rule in words. */
  words: string;
}

const NOTHING = /^$/;
/** One `graphql`, one `type-graphql`, one ORM in the tree: plugins take them from core. */
const FROM_CORE = /^(graphql|type-graphql|graphql-shield|graphql-middleware|@mikro-orm\/.+|zod)$/;

const BORDERS: Readonly<Record<string, Border>> = {
  client: { sources: NOTHING, tests: NOTHING, words: 'client imports nothing of ours' },
  core: { sources: NOTHING, tests: NOTHING, words: 'core imports only libraries' },
  server: {
    sources: /^@bureau\/core$/,
    tests: NOTHING,
    words: 'server imports core and never a plugin',
  },
  testing: {
    sources: /^@bureau\/(core|server|server\/database)$/,
    tests: NOTHING,
    words: 'testing imports core and the server',
  },
  cli: {
    sources: /^@bureau\/(core|server|server\/database)$/,
    tests: /^@bureau\/testing$/,
    words: 'cli imports core and the server',
  },
};

const PLUGIN: Border = {
  sources: /^@bureau\/(core|plugin-[a-z0-9-]+\/contract)$/,
  tests: /^@bureau\/(testing|plugin-[a-z0-9-]+)$/,
  words: "a plugin imports @bureau/core and other plugins' ./contract, nothing deeper",
};

/** The dependency rule of architecture.md, over every import of a package. */
export function importBorders(file: SourceFile): Finding[] {
  const home = homeOf(file.path);
  if (!home) return [];
  const { border, folder, isPlugin } = home;
  const asTest = isTest(file.path) || !file.path.startsWith(`${folder}/src/`);
  const fault = (target: string): string | undefined => {
    if (target.startsWith('.')) return leavesPackage(file.path, target, folder);
    if (target.startsWith('@bureau/')) {
      const allowed = border.sources.test(target) || (asTest && border.tests.test(target));
      return allowed ? undefined : `"${target}": ${border.words}.`;
    }
    if (!isPlugin || asTest || !FROM_CORE.test(target)) return undefined;
    return `"${target}" comes from @bureau/core, so that there is one copy of it.`;
  };
  return importsOf(file).flatMap(({ target, line }) => {
    const text = fault(target);
    return text === undefined ? [] : [{ path: file.path, line, rule: 'import border', text }];
  });
}

interface Home {
  border: Border;
  folder: string;
  isPlugin: boolean;
}

function homeOf(file: string): Home | undefined {
  const plugin = /^(packages\/plugins\/[^/]+|examples\/[^/]*plugin[^/]*)\//.exec(file)?.[1];
  if (plugin !== undefined) return { border: PLUGIN, folder: plugin, isPlugin: true };
  const [, name = ''] = /^packages\/([^/]+)\//.exec(file) ?? [];
  const border = BORDERS[name];
  return border && { border, folder: `packages/${name}`, isPlugin: false };
}

function leavesPackage(file: string, target: string, folder: string): string | undefined {
  const place = path.posix.join(path.posix.dirname(file), target);
  if (place.startsWith(`${folder}/`)) return undefined;
  return `"${target}" reaches out of its package. Import the package by its name.`;
}
