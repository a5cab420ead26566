/** What a process that was started with `--inspect` keeps, by its inspector. */
export interface Inspected {
  /** Bytes of its heap after everything that nobody holds was collected. */
  heap(): Promise<number>;
  close(): void;
}

interface Answer {
  id: number;
  result?: Record<string, number>;
  error?: { message: string };
}

/** @param address `ws://127.0.0.1:9229/...` as the process prints it */
export async function inspect(address: string): Promise<Inspected> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id)?.(answer);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('The inspector does not answer.')));
  });
  let count = 0;
  const call = async (method: string): Promise<Record<string, number>> => {
    const id = ++count;
    const answer = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method }));
    const { result, error } = await answer;
    waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  };
  return {
    heap: async () => {
      // Finalizers of the first pass let go of what only the second one finds.
      await call('HeapProfiler.collectGarbage');
      await call('HeapProfiler.collectGarbage');
      return (await call('Runtime.getHeapUsage'))['usedSize'] ?? 0;
    },
    close: () => socket.close(),
  };
}
