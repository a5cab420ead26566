import { errorsOf } from '../write/errors.js';

/** Business errors of calendars; codes are `CORE_<KEY>` and never renamed. */
export const calendarErrors = errorsOf('core', {
  CALENDAR_MISSING: 'Neither the place nor the company nor the organization has a calendar.',
  CALENDAR_NEVER_OPEN: 'The calendar has too few working days for that within 20 years.',
  CALENDAR_WINDOW_INVALID: 'A window is two times of a day as 09:00, the first before the second.',
  CALENDAR_WINDOWS_OVERLAP: 'Two windows of {weekday} overlap.',
  HOLIDAY_RULE_INVALID: 'The rule for {name} is not complete, or names a day that never comes.',
  HOLIDAY_YEARS_INVALID: 'Give 1 to 20 years from 1900 to 2199, the first one first.',
});
