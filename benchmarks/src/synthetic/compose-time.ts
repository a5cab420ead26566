import { compose } from '@bureau/core';
import { fromRun } from '../peers/listen.js';
import { syntheticPlugins } from './synthetic-plugins.js';

/** Milliseconds of one composition in a fresh process, the modules being loaded already. */
const plugins = syntheticPlugins(Number(fromRun('ENTITIES')));
const started = performance.now();
const { records } = compose({ plugins: plugins.map((plugin) => ({ plugin })) });
const milliseconds = performance.now() - started;
process.send?.({ result: { milliseconds, records: records.size } });
