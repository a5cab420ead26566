import { permissionsOf } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { feed } from '../schema/migrations/0011-feed.js';
import { RecordChanged } from '../write/record-changed.js';
import { FeedResolver } from './feed.resolver.js';
import { EVENT_READ } from './permissions.js';

/** What has happened, told to programs that follow it. */
export const feedPart: PluginPart = {
  resolvers: [FeedResolver],
  migrations: [feed],
  events: [RecordChanged],
  permissions: permissionsOf('core', {
    'event.read': 'Follow what happens, as far as the records concerned may be read.',
  }),
  rules: {
    Query: { changes: EVENT_READ, eventTypes: EVENT_READ },
    ChangePage: { '*': EVENT_READ },
    ChangeEvent: { '*': EVENT_READ },
    EventTypeInfo: { '*': EVENT_READ },
  },
};
