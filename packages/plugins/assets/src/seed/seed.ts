import type { SeedContext } from '@bureau/core';
import { seedAreas } from './areas.js';
import { CATEGORIES, MODELS } from './catalogue.js';
import { readCompany } from './demo-company.js';
import { seedDisposalApproval } from './disposal-approval.js';
import { seedLicenses } from './licenses.js';
import { operationsOf } from './operations.js';
import { planDevices } from './plan.js';

/** The devices of the demo company with their history, through the mutations of everybody. */
export async function seed(ctx: SeedContext): Promise<void> {
  const company = await readCompany(ctx);
  const operations = operationsOf(ctx);
  const categories = new Map<string, string>();
  for (const category of CATEGORIES) {
    categories.set(category.code, await operations.category({ ...category }));
  }
  const models = new Map<string, string>();
  for (const { category, cost: _cost, ...model } of MODELS) {
    const input = { ...model, categoryId: categories.get(category) };
    models.set(model.code, await operations.model(input));
  }
  await operations.customField({ ...NEXT_INSPECTION });
  for (const { model, siteId, steps, ...facts } of planDevices(company, ctx.today)) {
    const assetId = await operations.create({
      ...facts,
      modelId: models.get(model.code),
      cost: { amount: model.cost, currency: 'EUR' },
      ...(model.category === 'LAB' && { attributes: inspection(facts.purchasedOn, ctx.today) }),
      ...(siteId !== null && { siteId, at: `${facts.purchasedOn}T08:00:00Z` }),
    });
    for (const { field, input } of steps) await operations.step(field, { assetId, ...input });
  }
  await seedLicenses(ctx, company);
  await seedAreas(ctx, company);
  await seedDisposalApproval(ctx);
}

/** Instruments are inspected every year: a field of this company, made without code. */
const NEXT_INSPECTION = {
  recordType: 'Asset',
  key: 'nextInspectionOn',
  label: 'Next inspection',
  description: 'Day by which the instrument must be inspected again.',
  type: 'DATE',
} as const;

/** The next anniversary of the purchase; for the 29th of February the day before. */
function inspection(purchasedOn: string, today: string) {
  const day = purchasedOn.slice(4).replace('-02-29', '-02-28');
  const year = Number(today.slice(0, 4));
  const value = `${year}${day}` > today ? `${year}${day}` : `${year + 1}${day}`;
  return [{ key: NEXT_INSPECTION.key, value }];
}
