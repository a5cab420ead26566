import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export interface LogOptions {
  level: LevelWithSilent;
  /** Default: standard output. */
  destination?: DestinationStream;
}

const secretName = /authorization|cookie|password|passwd|token|secret|api-?key|private-?key/i;
const secretBindings = ['authorization', 'cookie', 'password', 'token', 'secret'];
const redacted = '[redacted]';
const maxDepth = 8;

/**
 * A logger of JSON lines. Values under a name that means a secret (authorization, cookie, password,
 * token, secret ...) are replaced at every depth; errors keep their message and stack.
 */
export function createLogger(options: LogOptions): Logger {
  const settings = {
    level: options.level,
    base: { pid: process.pid },
    // Fields of child loggers do not pass through the formatters.
    redact: { paths: secretBindings, censor: redacted },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (line: Record<string, unknown>) => redactFields(line, 0),
    },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

function redactFields(fields: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    copy[name] = secretName.test(name) ? redacted : redactValue(value, depth + 1);
  }
  return copy;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return '[too deep]';
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, depth + 1));
  // Only plain data is walked: errors, dates and the like print themselves.
  const prototype: unknown = Object.getPrototypeOf(value);
  const plain = prototype === Object.prototype || prototype === null;
  return plain ? redactFields(value, depth) : value;
}
