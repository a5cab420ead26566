import DataLoader from 'dataloader';
import type { Ctx } from './ctx.js';

/** A batched look-up for computed fields: keys in, as many values in the same order out. */
export interface LoaderDefinition<K, V> {
  readonly name: string;
  /** Text by which equal keys are known. */
  key(key: K): string;
  batch(ctx: Ctx, keys: readonly K[]): Promise<readonly V[]>;
}

export function defineLoader<K, V>(loader: LoaderDefinition<K, V>): LoaderDefinition<K, V> {
  return loader;
}

const MAX_BATCH = 1_000;

/** The loaders of one context; they live and die with it, so that nothing is shared by callers. */
export class RequestLoaders {
  private readonly made = new Map<object, DataLoader<unknown, unknown, string>>();

  /** A failed look-up is forgotten, so that the next one tries again. */
  async load<K, V>(ctx: Ctx, definition: LoaderDefinition<K, V>, key: K): Promise<V> {
    let loader = this.made.get(definition) as DataLoader<K, V, string> | undefined;
    if (!loader) {
      loader = new DataLoader<K, V, string>((keys) => batchOf(ctx, definition, keys), {
        cacheKeyFn: (it) => definition.key(it),
        maxBatchSize: MAX_BATCH,
        name: definition.name,
      });
      this.made.set(definition, loader as unknown as DataLoader<unknown, unknown, string>);
    }
    try {
      return await loader.load(key);
    } catch (error) {
      loader.clear(key);
      throw error;
    }
  }
}

async function batchOf<K, V>(
  ctx: Ctx,
  definition: LoaderDefinition<K, V>,
  keys: readonly K[],
): Promise<readonly V[]> {
  const values = await definition.batch(ctx, keys);
  if (values.length === keys.length) return values;
  const { name } = definition;
  throw new Error(`Loader ${name} returned ${values.length} values for ${keys.length} keys.`);
}
