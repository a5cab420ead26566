import { z } from 'zod';
import type { EventType } from './event.js';

/** What somebody asked to try with does not fit the platform. */
export class TestEventFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TestEventFault';
  }
}

/** As much of JSON Schema (2020-12) as payloads of events are written in. */
interface Schema {
  type?: string;
  const?: unknown;
  default?: unknown;
  enum?: readonly unknown[];
  examples?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  minItems?: number;
  format?: string;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
}

/**
 * A payload of an event for trials: the first example of its schema (`.meta({ examples })`), or
 * one that is made from the types.
 * @throws TestEventFault when none can be made that fits, such as for a text with a pattern.
 */
export function samplePayload(event: EventType): unknown {
  const schema = z.toJSONSchema(event.payload, { unrepresentable: 'any' }) as Schema;
  const payload = sampleOf(schema);
  if (event.payload.safeParse(payload).success) return payload;
  throw new TestEventFault(`No sample can be made for the payload of ${event.name}: give one.`);
}

function sampleOf(schema: Schema): unknown {
  const [example] = schema.examples ?? [];
  if (example !== undefined) return example;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return sampleOf(choice);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(sampleOf)) as unknown;
  return typed(schema);
}

function typed(schema: Schema): unknown {
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field)]));
    }
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
        sampleOf(schema.items ?? {}),
      );
    case 'string':
      return FORMATS.get(schema.format ?? '') ?? 'sample'.padEnd(schema.minLength ?? 0, '-');
    case 'number':
    case 'integer':
      return numberOf(schema);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

/** JSON Schema has the range of safe integers as the least of every integer. */
function numberOf({ minimum, exclusiveMinimum }: Schema): number {
  const least = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1;
  return Math.max(1, least ?? 1);
}

const FORMATS = new Map([
  ['uuid', '01900000-0000-7000-8000-000000000000'],
  ['date', '2026-01-15'],
  ['date-time', '2026-01-15T09:30:00Z'],
  ['time', '09:30:00'],
  ['email', 'sample@example.com'],
  ['uri', 'https://example.com/'],
]);
