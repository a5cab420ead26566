import { Refusal } from '../write/errors.js';

/** The caller's time is over. */
export function deadlineRefusal(): Refusal {
  return new Refusal('DEADLINE', 'The time for this request is over. Ask for less, or try again.');
}

/**
 * Waits for something only until the deadline (epoch milliseconds). What comes too late goes to
 * `late`, which gives it back where it came from.
 * @throws Refusal DEADLINE
 */
export async function until<T>(
  deadline: number,
  promise: Promise<T>,
  late: (value: T) => void,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        over = true;
        reject(deadlineRefusal());
      },
      Math.max(0, deadline - Date.now()),
    );
  });
  promise.then(
    (value) => over && late(value),
    () => undefined,
  );
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}
