/** What other plugins may use of the fleet; everything else may change without notice. */
export {
  FleetInspectionDue,
  FleetVehicleAdded,
  FleetVehicleAssigned,
  FleetVehicleSold,
} from './events.js';
export { FleetTrip } from './trip.entity.js';
export { FleetTripType } from './trip.types.js';
export { FleetVehicle, FleetVehicleState } from './vehicle.entity.js';
export { FleetVehicleType } from './vehicle.types.js';
