import { enumOf, type EnumValue, exact } from '@bureau/core';
import type { KpiDirection } from './kpi.entity.js';

export const KpiStatus = enumOf('KpiStatus', 'How a figure stands against its target.', {
  ON_TARGET: 'At its target, or better.',
  WARNING: 'Short of it, and not yet worse than the warning.',
  OFF_TARGET: 'Worse than that.',
  UNKNOWN: 'There is no figure, or you may not read it.',
});
export type KpiStatus = EnumValue<typeof KpiStatus>;

/** What a figure is held against; decimal texts. */
export interface KpiBounds {
  direction: KpiDirection;
  target: string;
  warning: string | null;
}

/** Holds a figure against its bounds, which themselves are good. */
export function statusOf(value: string | null, { direction, target, warning }: KpiBounds) {
  if (value === null) return 'UNKNOWN' satisfies KpiStatus;
  const meets = (bound: string) => {
    const sign = exact(value).comparedTo(exact(bound));
    return direction === 'HIGHER' ? sign >= 0 : sign <= 0;
  };
  if (meets(target)) return 'ON_TARGET';
  return (warning !== null && meets(warning) ? 'WARNING' : 'OFF_TARGET') satisfies KpiStatus;
}

/** Whether a warning lies on the bad side of its target. */
export function isWarning({ direction, target, warning }: KpiBounds): boolean {
  if (warning === null) return true;
  const sign = exact(warning).comparedTo(exact(target));
  return direction === 'HIGHER' ? sign < 0 : sign > 0;
}
