import { defineEvent, z } from '@bureau/core';

export const WorkOrderMade = defineEvent({
  name: 'assets.workOrder.made',
  version: 1,
  description: 'Work on an asset was ordered, by a plan or by hand.',
  payload: z.object({
    workOrderId: z.uuid(),
    assetId: z.uuid(),
    planId: z.uuid().nullable(),
    dueOn: z.iso.date().nullable(),
  }),
});

export const WorkOrderDone = defineEvent({
  name: 'assets.workOrder.done',
  version: 1,
  description: 'Work on an asset was done.',
  payload: z.object({ workOrderId: z.uuid(), assetId: z.uuid(), doneOn: z.iso.date() }),
});
