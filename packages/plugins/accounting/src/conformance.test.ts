import { pluginConformance, type TestApp } from '@bureau/testing';
import { fillRawBank } from '../test/raw-bank.js';
import { fillRawBooks } from '../test/raw-books.js';
import { fillRawPlans } from '../test/raw-plans.js';
import { fillRawTrade } from '../test/raw-trade.js';
import { accountingPlugin } from './plugin.js';

async function rows(app: TestApp): Promise<void> {
  await fillRawBooks(app);
  await fillRawTrade(app);
  await fillRawBank(app);
  await fillRawPlans(app);
}

test('the plugin holds to what the platform promises', async () => {
  const faults = await pluginConformance(accountingPlugin, { rows });
  expect(faults).toEqual([]);
}, 120_000);
