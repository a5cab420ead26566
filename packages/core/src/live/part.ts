import { EVENT_READ } from '../feed/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { LiveResolver } from './live.resolver.js';

/** What open sockets are told. */
export const livePart: PluginPart = {
  resolvers: [LiveResolver],
  rules: { Subscription: { recordChanged: EVENT_READ, jobUpdated: 'core.job.read' } },
};
