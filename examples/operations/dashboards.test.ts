import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTestApp, type TestApp } from '@bureau/testing';
import { config } from '../../bureau.config.js';

/**
 * Every ready-made dashboard has figures in the demo company, and a picture for each card.
 * `UPDATE_DASHBOARDS=1 npm test -- operations/dashboards` writes the pictures of docs/dashboards.
 */
const folder = path.join(import.meta.dirname, '../../docs/dashboards');
const SIZE = { width: 640, height: 360 };
const GAP = 16;

const TEMPLATES = '{ dashboardTemplates { key title cards { key } } }';
const DATA = `query ($key: String) { dashboardData(key: $key) { title cards {
  key title svg refusal { code message } result { rows { cells { value } } } } } }`;

interface Card {
  key: string;
  title: string;
  svg: string | null;
  refusal: { message: string } | null;
  result: { rows: { cells: { value: string | null }[] }[] } | null;
}

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: config.plugins, demo: true });
  // Leave that was earned is posted behind the requests.
  if (process.env['UPDATE_DASHBOARDS'] === '1') await app.work();
});
afterAll(() => app.close());

test('six dashboards and more come with the plugins, each card with figures', async () => {
  const { dashboardTemplates } = await app.owner.data(TEMPLATES);
  const keys = (dashboardTemplates as unknown as { key: string }[]).map(({ key }) => key);
  expect(keys.length).toBeGreaterThanOrEqual(6);
  const empty: string[] = [];
  for (const key of keys) {
    const { dashboardData } = await app.owner.data(DATA, { key });
    const cards = dashboardData.cards as unknown as Card[];
    for (const { key: card, refusal, result } of cards) {
      const isEmpty = !result?.rows.some(({ cells }) => cells.at(-1)?.value != null);
      if (isEmpty) empty.push(`${key}.${card}: ${refusal?.message ?? 'no figures'}`);
    }
    if (process.env['UPDATE_DASHBOARDS'] === '1') write(key, cards);
  }
  expect(empty).toEqual([]);
});

/** Two cards beside each other. */
function write(key: string, cards: readonly Card[]): void {
  const width = 2 * SIZE.width + 3 * GAP;
  const height = Math.ceil(cards.length / 2) * (SIZE.height + GAP) + GAP;
  const placed = cards.map(({ svg }, at) => {
    const x = GAP + (at % 2) * (SIZE.width + GAP);
    const y = GAP + Math.floor(at / 2) * (SIZE.height + GAP);
    return (svg ?? '').replace('<svg ', `<svg x="${x}" y="${y}" `);
  });
  const head =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}">\n<rect width="100%" height="100%" fill="#eceff1"/>\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${key}.svg`), `${head}${placed.join('')}</svg>\n`);
}
