/** Where the code of a thread is, and what Node must be told to run it. */
export interface WorkerFile {
  filename: string;
  execArgv: string[];
}

// Node strips the types of TypeScript by itself, but asks for the name as it is on disk.
const SOURCES = `
import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(isOurs ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
  },
});`;

/**
 * The module of a thread beside the one that asks:
 * `workerFile('./render.worker', import.meta.url)`.
 * It is the compiled one, or the source where the caller runs from source; so a module of a thread
 * uses only TypeScript that can be erased: no decorators, enums or parameter properties.
 */
export function workerFile(module: string, base: string): WorkerFile {
  const isSource = base.endsWith('.ts');
  const { href } = new URL(`${module}.${isSource ? 'ts' : 'js'}`, base);
  const hooks = `data:text/javascript,${encodeURIComponent(SOURCES)}`;
  return { filename: href, execArgv: isSource ? ['--import', hooks] : [] };
}
