import { timeErrors } from './errors.js';

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** `22:30` as minutes from midnight. @throws HR_TIME_OF_DAY */
export function minuteOf(time: string, path: readonly string[]): number {
  const [, hours, minutes] = TIME.exec(time) ?? [];
  if (hours === undefined) throw timeErrors.TIME_OF_DAY({}, path);
  return Number(hours) * 60 + Number(minutes);
}
