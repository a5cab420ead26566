import type { Migration } from '../../plugin/definition.js';
import { dispatch, dispatchDown } from './events/dispatch.js';

/** What the dispatcher of events writes down about those that it could not hand on. */
export const events: Migration = { name: '0010-events', up: dispatch, down: dispatchDown };
