import type { PluginPart } from '@bureau/core';
import { leases } from '../migrations/0051-leases.js';
import { agreementEnding, agreementReminder, AssetLeaseEnding } from './lease-expiry.js';

/** Leases of assets, and agreements that end. */
export const leasesPart = {
  migrations: [leases],
  events: [AssetLeaseEnding],
  jobs: [agreementReminder],
  notifications: [agreementEnding],
} satisfies PluginPart;
