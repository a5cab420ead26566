import { createDepot, type Depot, type Loose } from '../../packages/core/test/depot.js';

let depot: Depot;

beforeAll(async () => {
  depot = await createDepot();
});
afterAll(() => depot.close());

const ROWS = 100_000;

/** The most memory of this process while it works, in MB above the begin. */
async function peakOf(work: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  await work();
  clearInterval(timer);
  return Math.round((peak - before) / 1_048_576);
}

test('100,000 records are exported in memory that does not grow with them', async () => {
  await depot.sql(
    `insert into depot.crate (id, tag, weight, packed_on)
     select gen_random_uuid(), 'T-' || n, n / 2.0, '2026-01-02' from generate_series(1, $1) n`,
    [ROWS],
  );
  await depot.sql('analyze depot.crate');
  const packer = await depot.token('packer');
  const figures: Loose[] = [];
  // The first one warms the process up.
  for (const share of ['T-1', 'T']) {
    const { bulkExport } = await depot.run(
      packer,
      `mutation ($input: BulkExportInput!) { bulkExport(input: $input) { job { id } } }`,
      {
        input: {
          query: `{ depotCrates(where: { tag: { startsWith: "${share}" } }) {
            nodes { id tag serial weight packedOn state createdAt under { tag } } } }`,
        },
      },
    );
    const mb = await peakOf(() => depot.work());
    const { job } = await depot.run(
      packer,
      'query ($id: ID!) { job(by: { id: $id }) { state result { rows seconds } } }',
      { id: bulkExport.job.id },
    );
    figures.push({ mb, ...job.result });
  }
  process.stderr.write(`${JSON.stringify(figures)}\n`);
  expect(figures[1].rows).toBe(ROWS);
  expect(figures[1].mb).toBeLessThan(200);
}, 300_000);
