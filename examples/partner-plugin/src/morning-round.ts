import { defineJob, z, type Ctx } from '@bureau/core';

import { FleetInspectionDue } from './events.js';
import { BATCH, takeBackFromLeavers } from './leavers.js';
import { FleetVehicle } from './vehicle.entity.js';

const NOTICE_DAYS = 30;

/** Each morning, in each organization; both steps find nothing when they run again. */
export const morningRound = defineJob({
  kind: 'fleet.morningRound',
  description: 'Takes vehicles back from people who left, and tells of inspections that are due.',
  input: z.object({}),
  schedule: { cron: '0 5 * * *' },
  async run(work) {
    for (const round of [takeBackFromLeavers, announceInspections]) {
      let done = 0;
      do {
        await work.step(async (ctx) => {
          done = await round(ctx);
          return {};
        });
      } while (done === BATCH);
    }
  },
});

async function announceInspections(ctx: Ctx): Promise<number> {
  const vehicles = await ctx.em.find(
    FleetVehicle,
    {
      state: { $ne: 'SOLD' },
      inspectionDueOn: { $lte: daysAfter(ctx.today, NOTICE_DAYS) },
      isInspectionAnnounced: false,
    },
    { limit: BATCH },
  );
  for (const vehicle of vehicles) {
    const { id, plate, inspectionDueOn: dueOn } = vehicle;
    if (dueOn) {
      const payload = { vehicleId: id, plate, dueOn };
      ctx.emit(FleetInspectionDue, payload, { id, type: 'FleetVehicle' });
    }
    vehicle.isInspectionAnnounced = true;
  }
  return vehicles.length;
}

function daysAfter(day: string, days: number): string {
  const instant = new Date(day);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}
