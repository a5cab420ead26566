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
