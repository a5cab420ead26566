import { enumOf, type EnumValue } from '../model/enums.js';

export const AuditAction = enumOf('AuditAction', 'What an entry of the audit trail tells.', {
  CREATE: 'A record was made.',
  UPDATE: 'A record was changed.',
  DELETE: 'A record was removed.',
  RUN: 'A mutation ran that changed no record.',
  READ: 'Secret fields were read.',
  SIGN_IN_FAILED: 'Somebody tried to sign in, in vain.',
  REFUSED: 'A mutation was refused for want of a permission.',
});
export type AuditAction = EnumValue<typeof AuditAction>;
