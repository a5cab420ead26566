/**
 * Loaded into each server that a run starts: it ends the process when the run is gone, and takes a
 * CPU profile between two messages. Nothing else of the process is touched.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.on('message', (message) => void obey(message as LeashMessage));
process.channel?.unref();

/** What the run asks of a process on the leash. */
export type LeashMessage = { profile: 'start' } | { profile: 'stop' };

let stop: (() => Promise<unknown>) | undefined;

async function obey(message: LeashMessage): Promise<void> {
  if (!('profile' in message)) return;
  if (message.profile === 'stop') {
    process.send?.({ profile: await stop?.() });
    return;
  }
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  stop = async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return profile;
  };
  process.send?.({ profile: 'started' });
}
