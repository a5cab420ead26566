import { defineConfig } from '@bureau/core';
import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';

/** Which plugins this platform runs, with their settings. Order does not matter. */
export const config = defineConfig({
  plugins: [hrPlugin, { plugin: assetsPlugin, settings: {} }],
});
