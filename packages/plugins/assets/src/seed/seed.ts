import type { SeedContext } from '@bureau/core';
import { CATEGORIES, MODELS } from './catalogue.js';
import { readCompany } from './demo-company.js';
import { seedDisposalApproval } from './disposal-approval.js';
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
  for (const { model, siteId, steps, ...facts } of planDevices(company, ctx.today)) {
    const assetId = await operations.create({
      ...facts,
      modelId: models.get(model.code),
      cost: { amount: model.cost, currency: 'EUR' },
      ...(siteId !== null && { siteId, at: `${facts.purchasedOn}T08:00:00Z` }),
    });
    for (const { field, input } of steps) await operations.step(field, { assetId, ...input });
  }
  await seedDisposalApproval(ctx);
}
