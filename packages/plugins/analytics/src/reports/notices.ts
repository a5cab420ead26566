import { defineEvent, notificationKind, z } from '@bureau/core';

/** A report was stopped. */
export const reportStopped = defineEvent({
  name: 'analytics.report.stopped',
  version: 1,
  description: 'A scheduled report was stopped, because its owner may not make it any more.',
  payload: z.object({ reportId: z.uuid(), title: z.string() }),
});

/** A report was sent. */
export const reportSent = defineEvent({
  name: 'analytics.report.sent',
  version: 1,
  description: 'A scheduled report was made and sent.',
  payload: z.object({ reportId: z.uuid(), reportRunId: z.uuid(), title: z.string() }),
});

/** To its owner. */
export const stoppedNotice = notificationKind({
  key: 'analytics.report.stopped',
  description: 'A report of yours is not sent any more.',
  category: 'analytics',
  delivery: 'IMMEDIATE',
  data: z.object({ title: z.string(), reason: z.string() }),
  sample: { title: 'Monthly figures', reason: 'Requires accounting.entry.read.' },
  words: {
    en: {
      title: 'Report stopped: {{ title }}',
      body:
        'Hello {{ recipient.name }},\n\nthe report {{ title }} is not sent any more: ' +
        '{{ reason }} Resume it when that has changed.',
    },
    de: {
      title: 'Bericht angehalten: {{ title }}',
      body:
        'Guten Tag {{ recipient.name }},\n\nder Bericht {{ title }} wird nicht mehr versandt: ' +
        '{{ reason }} Setzen Sie ihn fort, sobald sich das geändert hat.',
    },
  },
});
