import { pluginConformance } from '@bureau/testing';
import { fillBoards } from '../test/board-rows.js';
import { analyticsPlugin } from './plugin.js';

test('the plugin holds to what the platform promises', async () => {
  expect(await pluginConformance(analyticsPlugin, { rows: fillBoards })).toEqual([]);
}, 120_000);
