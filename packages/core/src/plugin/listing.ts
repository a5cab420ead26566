import type { Composition } from './composition.js';

/** How many types of the graph each plugin owns. */
export function typeCounts(composition: Composition): Map<string, number> {
  const counts = new Map<string, number>();
  const types = new Set(Object.keys(composition.schema.getTypeMap()));
  for (const [name, plugin] of composition.owners) {
    if (types.has(name)) counts.set(plugin, (counts.get(plugin) ?? 0) + 1);
  }
  return counts;
}
