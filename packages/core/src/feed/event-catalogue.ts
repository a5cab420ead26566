import { z } from 'zod';
import type { Composition } from '../plugin/composition.js';
import type { EventTypeInfo } from './change-event.types.js';

const catalogues = new WeakMap<Composition, ReadonlyMap<string, EventTypeInfo>>();

/** Every event type of the loaded plugins by name, in the order of the plugins. */
export function eventCatalogue(composition: Composition): ReadonlyMap<string, EventTypeInfo> {
  const known = catalogues.get(composition);
  if (known) return known;
  const types = composition.plugins.flatMap(({ definition: { id, events = [] } }) =>
    events.map((event): [string, EventTypeInfo] => {
      const { name, version, description } = event;
      const payloadSchema = z.toJSONSchema(event.payload, { unrepresentable: 'any' });
      return [name, { name, version, description, plugin: id, payloadSchema }];
    }),
  );
  const catalogue = new Map(types);
  catalogues.set(composition, catalogue);
  return catalogue;
}
