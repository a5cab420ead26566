import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import { Asset, AssetModel, CustodyPeriod, Employee, Person } from './entities.js';

/** What every resolver gets, made anew for each request. */
export interface NaiveContext {
  em: EntityManager;
  organizationId: string;
  permissions: readonly string[];
  loaders: Loaders;
}

/** Relations by DataLoader: one statement for each level of a document. */
export interface Loaders {
  person: DataLoader<string, Person>;
  employee: DataLoader<string, Employee>;
  model: DataLoader<string, AssetModel>;
  assetsOfHolder: DataLoader<string, Asset[]>;
  periodsOfAsset: DataLoader<string, CustodyPeriod[]>;
}

export function createLoaders(em: EntityManager, organizationId: string): Loaders {
  const byId = <T extends { id: string }>(entity: new () => T) =>
    new DataLoader<string, T>(async (ids) => {
      const where = { organizationId, id: { $in: [...ids] } };
      const found = await em.find(entity as new () => object, where as object);
      const map = new Map((found as T[]).map((one) => [one.id, one]));
      return ids.map((id) => map.get(id) ?? new Error(`${entity.name} ${id} is missing.`));
    });
  return {
    person: byId(Person),
    employee: byId(Employee),
    model: byId(AssetModel),
    assetsOfHolder: new DataLoader(async (ids) => {
      const where = { organizationId, holder: { $in: [...ids] } };
      const found = await em.find(Asset, where, { orderBy: { tag: 'asc', id: 'asc' } });
      const map = Map.groupBy(found, (asset) => asset.holder?.id ?? '');
      return ids.map((id) => map.get(id) ?? []);
    }),
    periodsOfAsset: new DataLoader(async (ids) => {
      const where = { organizationId, asset: { $in: [...ids] } };
      const found = await em.find(CustodyPeriod, where, {
        orderBy: { startsAt: 'asc', id: 'asc' },
      });
      const map = Map.groupBy(found, (period) => period.asset.id);
      return ids.map((id) => map.get(id) ?? []);
    }),
  };
}
