import { defineEvent, z } from '@bureau/core';

export const AssetAccepted = defineEvent({
  name: 'assets.acceptance.answered',
  version: 1,
  description: 'Somebody confirmed that an asset changed hands, or did not.',
  payload: z.object({
    acceptanceId: z.uuid(),
    assetId: z.uuid(),
    employeeId: z.uuid(),
    kind: z.enum(['HAND_OVER', 'RETURN']),
    state: z.enum(['ACCEPTED', 'DECLINED']),
    condition: z.string().nullable(),
  }),
});
