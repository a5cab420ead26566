import { Liquid, type LiquidError } from 'liquidjs';
import { escapeMarkup } from './markup.js';

/** What a template may take: signs, milliseconds, units of memory as liquidjs counts them. */
export const TEMPLATE_LIMITS = { characters: 60_000, time: 2_000, memory: 20_000_000 } as const;

/** A template is at fault: what, and in which line. */
export class TemplateFault extends Error {}

/** The languages and days of a document, and all that its template may name. */
export interface TemplateScope {
  /** BCP 47. */
  locale: string;
  data: Readonly<Record<string, unknown>>;
}

/**
 * Fills a template. It opens no files and no other templates, sees own properties only, and knows
 * no variable or filter that does not exist. What it inserts is text, whatever signs are in it.
 * @throws TemplateFault
 */
export function fillTemplate(template: string, { locale, data }: TemplateScope): string {
  if (template.length > TEMPLATE_LIMITS.characters) {
    throw new TemplateFault(`It has more than ${TEMPLATE_LIMITS.characters} signs.`);
  }
  return guarded(() => engineFor(locale).parseAndRenderSync(template, data) as string);
}

/**
 * Names at the begin of what a template inserts or asks: `employee` of `employee.name`, in order,
 * without those that it sets itself. @throws TemplateFault for one that cannot be read
 */
export function namesIn(template: string): string[] {
  const names = guarded(() => engineFor('en').globalVariablesSync(template));
  return [...new Set(names)];
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { message } = error as LiquidError;
    throw new TemplateFault(message.split('\n')[0] ?? 'It cannot be read.', { cause: error });
  }
}

const engines = new Map<string, Liquid>();

function engineFor(locale: string): Liquid {
  const known = engines.get(locale) ?? createEngine(locale);
  if (engines.size > 20) engines.clear();
  engines.set(locale, known);
  return known;
}

function createEngine(locale: string): Liquid {
  const engine = new Liquid({
    templates: {},
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    parseLimit: TEMPLATE_LIMITS.characters,
    renderLimit: TEMPLATE_LIMITS.time,
    memoryLimit: TEMPLATE_LIMITS.memory,
    outputEscape: (value: unknown) => escapeMarkup(textOf(value)),
  });
  // Nothing goes around the escaping.
  engine.registerFilter('raw', (value: unknown) => value);
  engine.registerFilter('money', (value: unknown) => moneyText(value, locale));
  engine.registerFilter('day', (value: unknown) => dayText(value, locale));
  return engine;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as number);
}

/** `1234.50 EUR` of `{ amount, currency }` as people of a language write it; never a float. */
function moneyText(value: unknown, locale: string): string {
  const { amount, currency } = (value ?? {}) as { amount?: string; currency?: string };
  if (amount === undefined || currency === undefined) return textOf(value);
  const [whole = '0', digits = ''] = amount.replace('-', '').split('.');
  const numbers = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
  const point = numbers.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const grouped = new Intl.NumberFormat(locale).format(BigInt(whole));
  const sign = amount.startsWith('-') ? '\u2212' : '';
  return `${sign}${grouped}${digits === '' ? '' : point + digits} ${currency}`;
}

/** `2026-03-31` or an instant as people of a language write the day. */
function dayText(value: unknown, locale: string): string {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(textOf(value))?.[0];
  if (day === undefined) return textOf(value);
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${day}T00:00:00Z`));
}
