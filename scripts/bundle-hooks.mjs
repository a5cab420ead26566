// `node --import scripts/bundle-hooks.mjs ...`: what of the platform and its libraries is in the
// bundle is loaded from there: a hundred modules instead of three thousand. By the file that a name
// leads to, whoever asks: so a plugin of a partner gets the same instance of core and of GraphQL as
// everybody. Where there is no bundle, or one of other code, everything is loaded as it lies there.
import { registerHooks } from 'node:module';
import path from 'node:path';
import { isCurrent, readManifest } from './bundle-manifest.mjs';

const root = path.resolve(import.meta.dirname, '..');
const manifest = readManifest(root);
if (isCurrent(root, manifest)) {
  const { doors } = manifest;
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const door = doors[found.url];
      return door === undefined ? found : { url: door, format: 'module', shortCircuit: true };
    },
  });
}
