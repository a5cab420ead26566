import type { Principal } from '../context/principal.js';
import type { LimitClass } from './permissions.js';

/** A bucket of points: full at first, filled again at a steady rate. */
export interface BucketSize {
  burst: number;
  perSecond: number;
}

/** Small buckets of their own, beside that of all operations, for what is dear or guessed at. */
export type SmallBucket = 'login' | 'export' | 'search';

/** What one caller may use; `Infinity` is no limit. */
export interface ClassLimits {
  /** Body of a request. */
  bodyBytes: number;
  /** From the arrival of the request to its answer. */
  deadlineMs: number;
  /** `first` or `last` of a connection. */
  page: number;
  /** Items of one array in arguments. */
  arrayItems: number;
  /** Operations under way at once. */
  concurrent: number;
  /** Points of one operation (cost-walk.ts). */
  cost: number;
  /** Records of one answer. */
  nodes: number;
  /** Points over time; `undefined`: not counted. */
  bucket: BucketSize | undefined;
  /** Uses over time. */
  small: Partial<Record<SmallBucket, BucketSize>>;
}

const interactive: ClassLimits = {
  bodyBytes: 256 * 1024,
  deadlineMs: 30_000,
  page: 100,
  arrayItems: 250,
  concurrent: 20,
  cost: 5_000,
  nodes: 10_000,
  bucket: { burst: 1_000, perSecond: 100 },
  small: {
    login: { burst: 20, perSecond: 1 / 3 },
    export: { burst: 10, perSecond: 1 / 30 },
    search: { burst: 100, perSecond: 10 },
  },
};

const integration: ClassLimits = {
  ...interactive,
  bodyBytes: 1024 * 1024,
  page: 250,
  concurrent: 100,
  cost: 20_000,
  nodes: 40_000,
  bucket: { burst: 20_000, perSecond: 2_000 },
  small: { ...interactive.small, search: { burst: 1_000, perSecond: 100 } },
};

/** The limits of each class; a caller has the widest class of its roles. */
export const CLASS_LIMITS: Readonly<Record<LimitClass, ClassLimits>> = {
  interactive,
  integration,
  bulk: { ...integration, bodyBytes: 4 * 1024 * 1024, deadlineMs: 120_000, arrayItems: 1_000 },
  benchmark: {
    ...integration,
    page: 1_000,
    concurrent: Infinity,
    cost: Infinity,
    nodes: Infinity,
    bucket: undefined,
    small: {},
  },
};

/** Callers without credential share one set of limits for each address. */
export const ANONYMOUS_LIMITS: ClassLimits = {
  ...interactive,
  bodyBytes: 16 * 1024,
  cost: 100,
  nodes: 10,
  bucket: { burst: 200, perSecond: 10 },
};

/** What this caller may use. The system itself is bound by nothing but its deadlines. */
export function limitsOf({
  kind,
  limitClass,
}: Pick<Principal, 'kind' | 'limitClass'>): ClassLimits {
  if (kind === 'anonymous') return ANONYMOUS_LIMITS;
  const limits = CLASS_LIMITS[limitClass];
  return kind === 'system' ? { ...limits, cost: Infinity, nodes: Infinity } : limits;
}
