// The platform that this folder is developed on: `npm run bureau -- migration generate fleet`.
import { defineConfig } from '@bureau/core';
import { hrPlugin } from '@bureau/plugin-hr';

import { fleetPlugin } from './dist/index.js';

export const config = defineConfig({ plugins: [hrPlugin, fleetPlugin] });
