import { z } from 'zod';
import { defineEvent } from '../events/event.js';
import { subscriber } from '../events/subscriber.js';
import { jobUpdated } from '../jobs/events.js';
import { defineJob, type JobDefinition } from '../jobs/job-definition.js';
import { definePlugin, type PluginDefinition } from './definition.js';
import { hook, hookPoint } from './hooks.js';
import { workFaults } from './work-faults.js';

const happened = defineEvent({
  name: 'yard.gate.opened',
  version: 1,
  description: 'The gate was opened.',
  payload: z.object({}),
});
const opening = hookPoint<{ who: string }>('yard.gate.open', 'The gate is about to open.');

const plugin = (id: string, more: Partial<PluginDefinition> = {}) =>
  definePlugin({ id, version: '1.0.0', api: '^1.0', description: 'A plugin.', ...more });
const yard = plugin('yard', { events: [happened] });

const job = (kind: string, more: Partial<JobDefinition> = {}) =>
  defineJob<unknown>({
    kind,
    description: 'A job.',
    input: z.object({}),
    run: async () => undefined,
    ...more,
  });
const told = (name: string, event = happened) => subscriber(event, { name, run: async () => {} });
const taken = hook(opening, async () => undefined);

test('what fits has no fault; what is enhanced may be absent', () => {
  const guest = plugin('guest', {
    enhances: { yard: '^1.0' },
    jobs: [job('guest.count', { schedule: { cron: '0 6 * * *' } })],
    on: [told('guest.greet')],
    hooks: [taken],
  });
  expect(workFaults([yard, guest])).toEqual([]);
  expect(workFaults([guest])).toEqual([]);
});

test.each<[string, Partial<PluginDefinition>, string]>([
  ['a job of a wrong name', { jobs: [job('count')] }, 'must be called "guest.count"'],
  ['a name twice', { jobs: [job('guest.a')], on: [told('guest.a')] }, 'are called "guest.a"'],
  ['no rule', { jobs: [job('guest.a', { schedule: { cron: 'x' } })] }, 'has not five fields'],
  [
    'a schedule with an input',
    {
      jobs: [
        job('guest.a', { schedule: { cron: '0 6 * * *' }, input: z.object({ a: z.string() }) }),
      ],
    },
    'needs a job whose input may be {}',
  ],
  [
    'an event that the owner does not have',
    { on: [told('guest.a', { ...happened, version: 2 })] },
    'plugin "yard" has no event yard.gate.opened v2',
  ],
  ['a job about jobs', { on: [told('guest.a', jobUpdated as never)] }, 'not be told of jobs'],
])('%s is a fault', (_, more, fault) => {
  const guest = plugin('guest', { requires: { yard: '^1.0' }, ...more });
  expect(workFaults([yard, guest])).toContainEqual(expect.stringContaining(fault));
});

test('events and hooks of a plugin that is not named are faults', () => {
  const guest = plugin('guest', { on: [told('guest.greet')], hooks: [taken] });
  expect(workFaults([yard, guest])).toEqual([
    'Subscriber "guest.greet" of plugin "guest" needs "yard" for yard.gate.opened: ' +
      'write requires or enhances.',
    'Plugin "guest" hooks into yard.gate.open of "yard", which it does not name: ' +
      'write requires or enhances.',
  ]);
});
