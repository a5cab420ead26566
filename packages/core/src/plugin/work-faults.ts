import { jobUpdated } from '../jobs/events.js';
import { ruleFault } from '../jobs/occurrences.js';
import type { PluginDefinition } from './definition.js';

/** What is wrong with jobs, subscribers and hooks: one sentence each, naming the plugin. */
export function workFaults(definitions: readonly PluginDefinition[]): string[] {
  return [
    ...definitions.flatMap(nameFaults),
    ...doubleKinds(definitions),
    ...definitions.flatMap(scheduleFaults),
    ...definitions.flatMap((plugin) => eventFaults(plugin, definitions)),
    ...definitions.flatMap(hookFaults),
  ];
}

function kindsOf({ jobs = [], on = [] }: PluginDefinition): string[] {
  return [...jobs.map(({ kind }) => kind), ...on.map(({ name }) => name)];
}

function nameFaults(plugin: PluginDefinition): string[] {
  return kindsOf(plugin)
    .filter((kind) => !kind.startsWith(`${plugin.id}.`))
    .map((kind) => {
      const wanted = `${plugin.id}.${kind}`;
      return `Job or subscriber "${kind}" of plugin "${plugin.id}" must be called "${wanted}".`;
    });
}

function doubleKinds(definitions: readonly PluginDefinition[]): string[] {
  const kinds = definitions.flatMap(kindsOf);
  const twice = new Set(kinds.filter((kind, at) => kinds.indexOf(kind) !== at));
  return [...twice].map((kind) => `Two jobs or subscribers are called "${kind}": rename one.`);
}

function scheduleFaults({ id, jobs = [] }: PluginDefinition): string[] {
  return jobs.flatMap(({ kind, schedule, input }) => {
    if (!schedule) return [];
    const where = `The schedule of job "${kind}" of plugin "${id}"`;
    const fault = ruleFault(schedule);
    if (fault !== undefined) return [`${where} is none: ${fault}.`];
    if (!input.safeParse({}).success) return [`${where} needs a job whose input may be {}.`];
    return [];
  });
}

/** Plugins that a plugin knows, itself included; `core` is everybody's. */
function knows(plugin: PluginDefinition, owner: string): boolean {
  const named = { ...plugin.requires, ...plugin.enhances };
  return owner === plugin.id || owner === 'core' || Object.hasOwn(named, owner);
}

function eventFaults(plugin: PluginDefinition, definitions: readonly PluginDefinition[]): string[] {
  return (plugin.on ?? []).flatMap(({ name, event }) => {
    const where = `Subscriber "${name}" of plugin "${plugin.id}"`;
    const [owner = ''] = event.name.split('.');
    if (!knows(plugin, owner)) {
      return [`${where} needs "${owner}" for ${event.name}: write requires or enhances.`];
    }
    // A job for it would cause the next one.
    if (event.name === jobUpdated.name) return [`${where} may not be told of jobs by a job.`];
    const offering = definitions.find(({ id }) => id === owner);
    const isOffered = offering?.events?.some(
      (one) => one.name === event.name && one.version === event.version,
    );
    if (!offering || isOffered) return [];
    return [`${where}: plugin "${owner}" has no event ${event.name} v${event.version}.`];
  });
}

function hookFaults(plugin: PluginDefinition): string[] {
  return (plugin.hooks ?? []).flatMap(({ point }) => {
    const [owner = ''] = point.name.split('.');
    if (knows(plugin, owner)) return [];
    return [
      `Plugin "${plugin.id}" hooks into ${point.name} of "${owner}", which it does not name: ` +
        'write requires or enhances.',
    ];
  });
}
