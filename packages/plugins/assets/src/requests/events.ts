import { defineEvent, z } from '@bureau/core';

export const AssetRequestFulfilled = defineEvent({
  name: 'assets.request.fulfilled',
  version: 1,
  description: 'Equipment that somebody asked for was handed out.',
  payload: z.object({ requestId: z.uuid(), employeeId: z.uuid(), assetId: z.uuid() }),
});
