import path from 'node:path';
import type { MailerOptions, S3Options } from '@bureau/core';
import * as z from 'zod';
import { createClientAddress } from './http/client-address.js';

/** All settings that come from the environment; defaults are filled in. */
export interface Environment {
  port: number;
  host: string;
  /** Absolute. */
  dataDir: string;
  databaseUrl?: string;
  databaseOwnerUrl?: string;
  demo: boolean;
  logLevel: (typeof logLevels)[number];
  drainSeconds: number;
  /** Origin of download addresses; without it they are relative to this server. */
  filesUrl?: string;
  /** Files go there instead of a folder in `dataDir`. */
  filesS3?: S3Options;
  /** The mail server; without it mails are made and not sent. */
  mail?: Pick<MailerOptions, 'url' | 'from'>;
  metricsToken?: string;
  diskMinFreeBytes?: number;
  /** Whether the server works on jobs, events and schedules itself. */
  work: boolean;
  /** Jobs at once of one process. */
  workConcurrency: number;
  /** Server processes on the same database, this one included; they share the limits. Default 1. */
  serverProcesses?: number;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. Default: none. */
  trustedProxies?: readonly string[];
  /** Origin of this server as browsers know it; default: where it listens. */
  publicUrl?: string;
  /** Webhooks may call this machine. Never in production. */
  development?: boolean;
}

/** EX_CONFIG of sysexits.h. */
export const configurationExitCode = 78;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const wholeNumber = (least: number, most: number, initial: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d+$/, 'not a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, 'out of range')
    .default(initial);

const databaseUrl = z.string().superRefine((value, context) => {
  const problem = urlProblem(value);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

const httpOrigin = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'not a URL')
  .refine((value) => !URL.canParse(value) || new URL(value).pathname === '/', 'it has a path')
  .transform((value) => new URL(value).origin);

/** Each variable: its form, and what to tell somebody who got it wrong. */
const variables = {
  PORT: { form: wholeNumber(0, 65_535, 4000), expected: '0 to 65535; 0 takes a free one' },
  HOST: {
    form: z
      .string()
      .regex(/^[\w.:-]+$/, 'not an address')
      .default('127.0.0.1'),
    expected: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  },
  DATA_DIR: {
    form: z
      .string()
      .refine((value) => !value.includes('\0'), 'not a path')
      .default('.bureau'),
    expected: 'a folder',
  },
  DATABASE_URL: {
    form: databaseUrl.optional(),
    expected: 'postgres://user:password@host:port/database (a plain user)',
  },
  DATABASE_OWNER_URL: {
    form: databaseUrl.optional(),
    expected: 'postgres://owner:password@host:port/database',
  },
  BUREAU_DEMO: {
    form: z.enum(['0', '1'], 'not a switch').default('1'),
    expected: '1 (demonstration data) or 0 (none)',
  },
  BUREAU_DEVELOPMENT: {
    form: z.enum(['0', '1'], 'not a switch').default('0'),
    expected: '1 (webhooks may call this machine) or 0',
  },
  LOG_LEVEL: {
    form: z.enum(logLevels, 'no such level').default('info'),
    expected: logLevels.join(', '),
  },
  DRAIN_SECONDS: { form: wholeNumber(0, 3600, 25), expected: '0 to 3600' },
  FILES_URL: { form: httpOrigin.optional(), expected: 'https://files.example.com (no path)' },
  FILES_S3_ENDPOINT: { form: httpOrigin.optional(), expected: 'https://s3.example.com (no path)' },
  FILES_S3_BUCKET: {
    form: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'not the name of a bucket')
      .optional(),
    expected: 'the name of a bucket',
  },
  FILES_S3_REGION: { form: z.string().default('us-east-1'), expected: 'a region' },
  FILES_S3_ACCESS_KEY_ID: { form: z.string().optional(), expected: 'an access key id' },
  FILES_S3_SECRET_ACCESS_KEY: { form: z.string().optional(), expected: 'its secret' },
  BUREAU_WORK: {
    form: z.enum(['0', '1'], 'not a switch').default('1'),
    expected: '1 (the server works on jobs and events) or 0 ("bureau work" does)',
  },
  METRICS_TOKEN: { form: z.string().min(16, 'too short').optional(), expected: '16 characters' },
  DISK_MIN_FREE_MB: { form: wholeNumber(0, 10_000_000, 200), expected: '0 to 10000000' },
  WORK_CONCURRENCY: { form: wholeNumber(1, 64, 2), expected: '1 to 64' },
  SERVER_PROCESSES: { form: wholeNumber(1, 64, 1), expected: '1 to 64' },
  PUBLIC_URL: { form: httpOrigin.optional(), expected: 'https://bureau.example.com (no path)' },
  SMTP_URL: {
    form: z
      .string()
      .refine((value) => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol), 'no URL')
      .optional(),
    expected: 'smtp://user:password@host:587 or smtps://host',
  },
  MAIL_FROM: {
    form: z
      .string()
      .regex(/^(?:[^<>@\r\n"]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'not an address')
      .optional(),
    expected: 'Bureau <bureau@example.com>, beside SMTP_URL',
  },
  TRUSTED_PROXIES: {
    form: z
      .string()
      .transform((text) => text.split(',').map((entry) => entry.trim()))
      .refine(areAddresses, 'not a list of addresses')
      .optional(),
    expected: 'addresses and networks of proxies, such as 10.0.0.0/8,192.0.2.7',
  },
};

function areAddresses(entries: readonly string[]): boolean {
  try {
    createClientAddress(entries);
    return true;
  } catch {
    return false;
  }
}

type Name = keyof typeof variables;

interface Fault {
  name: Name;
  value: string;
  problem: string;
  expected: string;
}

/** One or more variables are wrong; the message is a table of all of them. */
export class EnvironmentError extends Error {
  readonly exitCode = configurationExitCode;

  constructor(faults: Fault[]) {
    super(table(faults));
    this.name = 'EnvironmentError';
  }
}

/**
 * Reads and checks the environment. An empty variable counts as one that is not set.
 * @throws EnvironmentError naming every fault at once.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(
    Object.keys(variables).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  const result = shape.safeParse(given);
  const faults = result.success ? crossFaults(result.data, given) : faultsOf(result.error, given);
  if (!result.success || faults.length > 0) throw new EnvironmentError(faults);
  const values = result.data;
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: path.resolve(values.DATA_DIR),
    ...(values.DATABASE_URL && { databaseUrl: values.DATABASE_URL }),
    ...(values.DATABASE_OWNER_URL && { databaseOwnerUrl: values.DATABASE_OWNER_URL }),
    demo: values.BUREAU_DEMO === '1',
    ...(values.BUREAU_DEVELOPMENT === '1' && { development: true }),
    logLevel: values.LOG_LEVEL,
    drainSeconds: values.DRAIN_SECONDS,
    ...(values.FILES_URL && { filesUrl: values.FILES_URL }),
    ...s3Of(values),
    ...(values.SMTP_URL &&
      values.MAIL_FROM && { mail: { url: values.SMTP_URL, from: values.MAIL_FROM } }),
    ...(values.METRICS_TOKEN && { metricsToken: values.METRICS_TOKEN }),
    diskMinFreeBytes: values.DISK_MIN_FREE_MB * 1_000_000,
    work: values.BUREAU_WORK === '1',
    workConcurrency: values.WORK_CONCURRENCY,
    serverProcesses: values.SERVER_PROCESSES,
    ...(values.PUBLIC_URL && { publicUrl: values.PUBLIC_URL }),
    ...(values.TRUSTED_PROXIES && { trustedProxies: values.TRUSTED_PROXIES }),
  };
}

type Forms = { [N in keyof typeof variables]: (typeof variables)[N]['form'] };

const shape = z.object(
  Object.fromEntries(Object.entries(variables).map(([name, { form }]) => [name, form])) as Forms,
);

function crossFaults(values: z.infer<typeof shape>, given: Record<string, string>): Fault[] {
  const missing = S3.filter((name) => values[name] === undefined);
  // All of them, or none.
  const partly = missing.length === S3.length ? [] : missing;
  const faults = partly.map((name) => fault(name, given, 'missing beside the other FILES_S3_*'));
  if ((values.SMTP_URL === undefined) !== (values.MAIL_FROM === undefined)) {
    faults.push(
      fault(values.SMTP_URL ? 'MAIL_FROM' : 'SMTP_URL', given, 'missing beside the other'),
    );
  }
  if (values.DATABASE_URL || !values.DATABASE_OWNER_URL) return faults;
  return [...faults, fault('DATABASE_OWNER_URL', given, 'set without DATABASE_URL')];
}

const S3 = [
  'FILES_S3_ENDPOINT',
  'FILES_S3_BUCKET',
  'FILES_S3_ACCESS_KEY_ID',
  'FILES_S3_SECRET_ACCESS_KEY',
] as const;

function s3Of(values: z.infer<typeof shape>): { filesS3?: S3Options } {
  const [endpoint, bucket, accessKeyId, secretAccessKey] = S3.map((name) => values[name]);
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return {};
  const region = values.FILES_S3_REGION;
  return { filesS3: { endpoint, bucket, region, accessKeyId, secretAccessKey } };
}

function faultsOf(error: z.ZodError, given: Record<string, string>): Fault[] {
  const problems = new Map<Name, string>();
  for (const {
    path: [name],
    message,
  } of error.issues) {
    if (isName(name) && !problems.has(name)) problems.set(name, message);
  }
  return [...problems].map(([name, problem]) => fault(name, given, problem));
}

function fault(name: Name, given: Record<string, string>, problem: string): Fault {
  const value = given[name] ?? '';
  return { name, value: shown(name, value), problem, expected: variables[name].expected };
}

function isName(name: PropertyKey | undefined): name is Name {
  return typeof name === 'string' && Object.hasOwn(variables, name);
}

function urlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) return 'not a URL';
  const url = new URL(value);
  if (!['postgres:', 'postgresql:'].includes(url.protocol)) return `not a URL of PostgreSQL`;
  if (!url.username && !url.searchParams.get('user')) return 'no user in it';
  if (url.pathname.length < 2) return 'no database in it';
  return undefined;
}

/** A URL may hold a password even where it cannot be read as one: it is then not shown at all. */
function shown(name: Name, value: string): string {
  if (name.endsWith('_SECRET_ACCESS_KEY') || name === 'METRICS_TOKEN')
    return value === '' ? '' : '(not shown)';
  if (!name.endsWith('_URL')) return value.length > 40 ? `${value.slice(0, 39)}…` : value;
  if (!URL.canParse(value)) return '(not shown)';
  const url = new URL(value);
  if (url.host === '' && url.username === '' && urlProblem(value)) return '(not shown)';
  if (url.password) url.password = '***';
  if (url.searchParams.has('password')) url.searchParams.set('password', '***');
  return url.href;
}

function table(faults: Fault[]): string {
  const head = ['variable', 'value', 'what is wrong', 'expected'];
  const rows = faults.map((row) => [row.name, row.value, row.problem, row.expected]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  const title = 'Bureau cannot start: the environment is not right.';
  return [title, '', ...[head, rule, ...rows].map(line)].join('\n');
}
