import { createCoreGraph, type CoreGraph } from '../../test/core-graph.js';

let graph: CoreGraph;
beforeAll(async () => {
  graph = await createCoreGraph();
});
afterAll(() => graph?.close());

test('x', async () => {
  const owner = await graph.token('owner');
  console.log(JSON.stringify(await graph.run(owner, `{ viewer { user { id displayName } organization { name slug } permissions { permission conditions } } plugins { id typeCount state } roles { nodes { key permissions { nodes { permission conditions } } } } }`), null, 1));
  console.log(JSON.stringify(await graph.mutate(owner, `mutation { siteCreate(input: { code: "HQ", name: " Main ", timeZone: "Europe/Vienna", country: "AT" }) { site { id code name } userErrors { code message path } } }`)));
});
