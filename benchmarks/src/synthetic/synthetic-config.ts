import { readFileSync } from 'node:fs';
import type { BureauConfig } from '@bureau/core';
import { fromRun } from '../peers/listen.js';
import { syntheticPlugins, type SyntheticTables } from './synthetic-plugins.js';

/** The configuration of a platform of synthetic plugins, as the server loads it. */
const tables = JSON.parse(readFileSync(fromRun('TABLES'), 'utf8')) as SyntheticTables;

export const config: BureauConfig = {
  plugins: syntheticPlugins(Number(fromRun('ENTITIES')), tables).map((plugin) => ({ plugin })),
  database: {},
};
