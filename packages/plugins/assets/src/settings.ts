import { type Ctx, z } from '@bureau/core';

/** Settings of this plugin in bureau.config.ts. */
export const settingsSchema = z.object({
  /** True: an employee announces a return (RETURN_PENDING) before it is checked in. */
  acceptanceRequired: z.boolean().default(false),
  /** True: nobody whose last day is over can be terminated while they have assets. */
  leaverReturnsFirst: z.boolean().default(false),
  /** Days before the end of a warranty at which it is told of. */
  warrantyNoticeDays: z.int().min(1).max(365).default(30),
  /** Days before the end of a licence at which it is told of. */
  licenseNoticeDays: z.int().min(1).max(365).default(30),
  /** What the QR code of a label says, such as an address; `{tag}` is the tag. */
  labelAddress: z.string().max(200).includes('{tag}').default('{tag}'),
  /** Days before the end of a lease or phone contract at which it is told of. */
  agreementNoticeDays: z.int().min(1).max(730).default(60),
});

export type AssetsSettings = z.infer<typeof settingsSchema>;

export function settingsOf(ctx: Ctx): AssetsSettings {
  return ctx.settings<AssetsSettings>('assets');
}
