import { compose, createPluginSql } from '@bureau/core';
import { fromRun } from '../peers/listen.js';
import { syntheticPlugins, type SyntheticTables } from './synthetic-plugins.js';

/** The tables of synthetic plugins, by the platform's own generator. */
const plugins = syntheticPlugins(Number(fromRun('ENTITIES')));
const { orm } = compose({ plugins: plugins.map((plugin) => ({ plugin })) });
const tables: SyntheticTables = Object.fromEntries(
  plugins.map((plugin) => [plugin.id, createPluginSql(orm.getMetadata(), plugin)]),
);
process.send?.({ result: tables });
