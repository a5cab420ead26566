import type { TestApp } from '@bureau/testing';
import { fillRawBank } from './raw-bank.js';
import { fillRawBooks } from './raw-books.js';
import { fillRawPlans } from './raw-plans.js';
import { fillRawTrade } from './raw-trade.js';

/** At least one row of each record type, made by SQL in the organization of the app. */
export async function fillRawRows(app: TestApp): Promise<void> {
  await fillRawBooks(app);
  await fillRawTrade(app);
  await fillRawBank(app);
  await fillRawPlans(app);
}
