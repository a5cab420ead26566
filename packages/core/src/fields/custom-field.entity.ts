import { defineEntity, p } from '@mikro-orm/core';
import { choice } from '../model/enums.js';
import { record } from '../model/record.js';
import { fieldErrors } from './errors.js';
import { CustomFieldType, FIELD_KEY, type StoredValue } from './field-type.js';

const MAX_OPTIONS = 250;
const MAX_OPTION = 120;

/** A field that an organization adds to a record type without code. */
export const CustomFieldSchema = defineEntity({
  name: 'CustomField',
  schema: 'core',
  tableName: 'custom_field',
  comment: 'A field that the organization adds to the records of a type, without code.',
  properties: {
    ...record(),
    recordType: p.string().length(80).comment('Type of the records that have it, such as Asset'),
    key: p.string().length(40).comment('Name in the API, unique for the type; never changes'),
    label: p.string().length(120).comment('What people call it'),
    description: p.string().length(500).nullable().comment('What it is for'),
    type: choice(CustomFieldType).comment('What it holds; never changes'),
    options: p.array().default([]).comment('The options of a CHOICE or MULTI_CHOICE, in order'),
    target: p.string().length(80).nullable().comment('Record type that a RECORD points to'),
    isRequired: p.boolean().default(false).comment('Needed when a record is made'),
    isFilterable: p.boolean().default(true).comment('May stand in filters and orders'),
    defaultValue: p
      .json<StoredValue>()
      .nullable()
      .comment('Value of new records that are given none, as it is stored'),
    permission: p
      .string()
      .length(120)
      .nullable()
      .comment('Permission needed to read and write it; null: as for the record'),
    position: p.integer().default(0).comment('Place in the list of fields, smallest first'),
    archivedAt: p.datetime(6).nullable().comment('When it was put away; its values are kept'),
  },
});

/** @throws CORE_FIELD_KEY_INVALID, also for names that every object has (`toString`) */
export function checkedFieldKey(key: string): string {
  if (FIELD_KEY.test(key) && !(key in Object.prototype)) return key;
  throw fieldErrors.FIELD_KEY_INVALID({}, ['input', 'key']);
}

export class CustomField extends CustomFieldSchema.class {
  /** Takes the options of a choice; other types have none. @throws CORE_FIELD_OPTIONS */
  setOptions(options: readonly string[]): void {
    const { type } = this;
    const path = ['input', 'options'];
    if (type !== 'CHOICE' && type !== 'MULTI_CHOICE') {
      if (options.length > 0) throw fieldErrors.FIELD_OPTIONS_NONE({ type }, path);
      return;
    }
    const texts = options.map((option) => option.trim());
    const fits = (text: string) => text !== '' && Array.from(text).length <= MAX_OPTION;
    const isSound = texts.every(fits) && new Set(texts).size === texts.length;
    if (!isSound || texts.length === 0 || texts.length > MAX_OPTIONS) {
      throw fieldErrors.FIELD_OPTIONS({ type }, path);
    }
    this.options = texts;
  }

  /** @throws CORE_FIELD_ARCHIVED */
  assertInUse(): void {
    if (this.archivedAt) throw fieldErrors.FIELD_ARCHIVED({}, ['input', 'id']);
  }

  /** From now on it is absent everywhere; values and key are kept. @throws CORE_FIELD_ARCHIVED */
  archive(now: Date): void {
    this.assertInUse();
    this.archivedAt = now;
  }

  /** Takes it back with the values that records have had. */
  restore(): void {
    this.archivedAt = null;
  }
}
CustomFieldSchema.setClass(CustomField);
