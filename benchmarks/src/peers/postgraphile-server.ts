import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { fromRun, listenForRun } from './listen.js';

/** PostGraphile 5 with its own defaults, on the same tables, as a role that may read all rows. */
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: fromRun('READER_URL'),
      schemas: ['core', 'hr', 'assets'],
    }),
  ],
  grafserv: { graphqlPath: '/graphql', watch: false },
});
const server = createServer();
const serving = instance.createServ(grafserv);
await serving.addTo(server);
await instance.getSchema();
listenForRun(server);
