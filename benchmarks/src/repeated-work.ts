/** Callers at the same time, each of whom does its work over and over. */
type Work = () => Promise<unknown>;

/** Takes rounds from the parent process: `{ loop: milliseconds }`, answered by their latencies. */
export function answerRounds(callers: readonly Work[]): void {
  process.on('message', (message: { loop?: number }) => {
    if (message.loop === undefined) return;
    void round(callers, message.loop).then((result) => process.send?.({ loop: result }));
  });
  process.send?.({ port: 0 });
}

async function round(callers: readonly Work[], milliseconds: number) {
  const started = performance.now();
  const latencies: number[] = [];
  const repeat = async (work: Work) => {
    while (performance.now() - started < milliseconds) {
      const begun = performance.now();
      await work();
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(callers.map(repeat));
  const seconds = (performance.now() - started) / 1_000;
  return { requests: latencies.length, seconds, latencies };
}
