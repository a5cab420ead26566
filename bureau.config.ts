import { defineConfig } from '@bureau/core';
import { accountingPlugin } from '@bureau/plugin-accounting';
import { analyticsPlugin } from '@bureau/plugin-analytics';
import { assetsPlugin } from '@bureau/plugin-assets';
import { documentsPlugin } from '@bureau/plugin-documents';
import { hrPlugin } from '@bureau/plugin-hr';

/** Which plugins this platform runs, with their settings. Order does not matter. */
export const config = defineConfig({
  plugins: [
    accountingPlugin,
    hrPlugin,
    { plugin: assetsPlugin, settings: {} },
    documentsPlugin,
    analyticsPlugin,
  ],
});
