import { z } from '@bureau/core';

/** What an organization's administrator may set in `bureau.config.ts`. */
export const settings = z.object({
  /** How many vehicles one employee may drive at the same time. */
  vehiclesPerHolder: z.number().int().min(1).default(2),
});

export type FleetSettings = z.output<typeof settings>;
