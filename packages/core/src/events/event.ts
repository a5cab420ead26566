import type { z } from 'zod';

/** A typed, versioned event of a plugin; past tense: `assets.asset.checkedOut`. */
export interface EventType<T = unknown> {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly payload: z.ZodType<T>;
}

/** Declares an event; list it in the plugin's `events`. */
export function defineEvent<T>(event: EventType<T>): EventType<T> {
  return event;
}
