import type { Migration } from '@bureau/core';
import { comments } from './fixed-assets/comments.js';
import { keys } from './fixed-assets/keys.js';
import { tables } from './fixed-assets/tables.js';

/** Fixed assets, their schedules and what was taken of them. Frozen. */
export const fixedAssets: Migration = {
  name: '0070-fixed-assets',
  up: [tables, keys, comments].join('\n'),
  down: `
drop table accounting.fixed_asset_use;
drop table accounting.depreciation_line;
drop table accounting.depreciation_schedule;
drop table accounting.fixed_asset;
drop table accounting.depreciation_run;
drop table accounting.fixed_asset_class;
`,
};
