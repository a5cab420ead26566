import { enumOf, type EnumValue } from '../model/enums.js';

/** Which documents callers of an organization may run. */
export const DocumentMode = enumOf('DocumentMode', 'Which documents callers may run.', {
  AUDIT: 'Any; texts that are not registered are written to the log, once each.',
  TEXT: 'Registered ones, by their text or by their id.',
  IDS: 'Registered ones, by their id only.',
});
export type DocumentMode = EnumValue<typeof DocumentMode>;
