const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** A signal for work that goes on until somebody asks this process to end; `end` stops waiting. */
export function untilSignal(): { signal: AbortSignal; end: () => void } {
  const ending = new AbortController();
  const stop = () => ending.abort();
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: ending.signal,
    end: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
