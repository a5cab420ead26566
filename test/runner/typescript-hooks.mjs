// Lets Node import the TypeScript sources of this repository: `./x.js` is `./x.ts` beside it, a
// package of the workspace is its source (export condition "bureau-source"), and swc turns the
// text into JavaScript. What swc gave is kept on disk by the hash of what it was given.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import swc from '@swc/core';

const CONDITION = 'bureau-source';
const folder = path.resolve(import.meta.dirname, '../../node_modules/.cache/swc');

/** Equal to what the compiler makes (tsconfig.base.json). */
const options = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    target: 'es2023',
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
    },
  },
  module: { type: 'es6' },
  sourceMaps: true,
  swcrc: false,
  configFile: false,
};
const salt = JSON.stringify([swc.version, options]);

/** Source maps by the URLs of the files, as jest reads them for the stack of a failed test. */
export const sourceMaps = new Map();

/** Once per process; a second call does nothing. */
export function registerTypescript() {
  if (isRegistered) return;
  isRegistered = true;
  mkdirSync(folder, { recursive: true });
  registerHooks({ resolve, load });
}

let isRegistered = false;

const isSource = (url) => url?.endsWith('.ts') === true && !url.includes('/node_modules/');

function resolve(specifier, context, nextResolve) {
  if (!isSource(context.parentURL)) return nextResolve(specifier, context);
  if (/^\.{1,2}\/.*\.js$/.test(specifier)) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true };
  }
  return nextResolve(specifier, { ...context, conditions: [CONDITION, ...context.conditions] });
}

function load(url, context, nextLoad) {
  const [file] = url.split('?');
  if (!file.startsWith('file:') || !isSource(file)) return nextLoad(url, context);
  return { format: 'module', source: transformed(url, fileURLToPath(file)), shortCircuit: true };
}

function transformed(url, file) {
  const text = readFileSync(file, 'utf8');
  const key = createHash('sha1').update(salt).update('\0').update(file).update('\0').update(text);
  const target = path.join(folder, `${key.digest('hex')}.js`);
  sourceMaps.set(url, `${target}.map`);
  if (existsSync(target)) return readFileSync(target, 'utf8');
  const { code, map } = swc.transformSync(text, { ...options, filename: file });
  // The map first: whoever finds the code finds it too. Another worker may do the same now.
  put(`${target}.map`, map);
  put(target, code);
  return code;
}

function put(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
