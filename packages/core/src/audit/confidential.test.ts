import { confidentialTypes, expose } from '../model/expose.js';
import { defineEntity } from '@mikro-orm/core';
import { record } from '../model/record.js';
import { ANONYMOUS } from '../identity/authenticate.js';
import { AuditEntryType } from './audit.types.js';

const WhisperSchema = defineEntity({
  name: 'Whisper',
  schema: 'whispers',
  properties: { ...record() },
});
class Whisper extends WhisperSchema.class {}
WhisperSchema.setClass(Whisper);

test('entries about confidential types are left out of the trail, those about nothing stay', () => {
  expose(Whisper, { prefix: 'wsp', isConfidential: true });
  expect(confidentialTypes()).toContain('Whisper');
  const where = AuditEntryType.options.always?.(ANONYMOUS);
  expect(where).toEqual({
    or: [{ recordType: { isNull: true } }, { not: { recordType: { in: confidentialTypes() } } }],
  });
});
