import { type Ctx, z } from '@bureau/core';

/** Settings of this plugin in bureau.config.ts. */
export const settingsSchema = z.object({
  /** True: an employee announces a return (RETURN_PENDING) before it is checked in. */
  acceptanceRequired: z.boolean().default(false),
});

export type AssetsSettings = z.infer<typeof settingsSchema>;

export function settingsOf(ctx: Ctx): AssetsSettings {
  return ctx.settings<AssetsSettings>('assets');
}
