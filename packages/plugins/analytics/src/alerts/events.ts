import { defineEvent, notificationKind, z } from '@bureau/core';

const alert = { alertId: z.uuid(), alertEventId: z.uuid(), name: z.string() };

/** A watched figure is beyond its bound. Figures are for those who may read the event. */
export const alertRaised = defineEvent({
  name: 'analytics.alert.raised',
  version: 1,
  description: 'A watched figure is beyond its bound, or far from what is usual.',
  payload: z.object({ ...alert, kind: z.enum(['ABOVE', 'BELOW', 'UNUSUAL']) }),
});

/** It is within its bound again. */
export const alertCleared = defineEvent({
  name: 'analytics.alert.cleared',
  version: 1,
  description: 'A watched figure is where it belongs again.',
  payload: z.object(alert),
});

/** To the owner; without the figure, which may be nobody else’s to read. */
export const alertNotice = notificationKind({
  key: 'analytics.alert.raised',
  description: 'A figure that you watch is beyond its bound, or unusual.',
  category: 'analytics',
  delivery: 'IMMEDIATE',
  data: z.object({ name: z.string(), period: z.string(), isUnusual: z.boolean() }),
  sample: { name: 'Cost of travel', period: '2026-10-01', isUnusual: true },
  words: {
    en: {
      title: 'Alert: {{ name }}',
      body:
        'Hello {{ recipient.name }},\n\n{{ name }} is {% if isUnusual %}far from what is usual' +
        '{% else %}beyond its threshold{% endif %} in the period from {{ period }}.\n\n' +
        'You will hear of it again when it was over in between.',
    },
    de: {
      title: 'Hinweis: {{ name }}',
      body:
        'Guten Tag {{ recipient.name }},\n\n{{ name }} liegt im Zeitraum ab {{ period }} ' +
        '{% if isUnusual %}weit vom Üblichen entfernt{% else %}jenseits der Schwelle{% endif %}.' +
        '\n\nSie hören erst wieder davon, wenn es dazwischen vorbei war.',
    },
  },
});
