/** The channel on which server processes tell each other of events. */
export const LIVE_CHANNEL = 'core_live';

/** An event as it is announced: enough to tell who may want it, nothing of what it says. */
export interface NoticedEvent {
  /** Uuid. */
  id: string;
  name: string;
  recordType: string | null;
  /** Uuid. */
  recordId: string | null;
}

/** Events of one organization. */
export interface LiveNotice {
  organizationId: string;
  events: readonly NoticedEvent[];
}

/** PostgreSQL takes less than 8,000 bytes in one notification. */
const MAX_BYTES = 7_900;

/** Texts of notifications for all of these events, as many in one as it takes. */
export function writeNotices({ organizationId, events }: LiveNotice): string[] {
  const texts: string[] = [];
  let part: string[] = [];
  const frame = JSON.stringify([organizationId]).length + 4;
  let bytes = frame;
  for (const { id, name, recordType, recordId } of events) {
    const text = JSON.stringify([id, name, recordType, recordId]);
    const size = Buffer.byteLength(text) + 1;
    if (bytes + size > MAX_BYTES && part.length > 0) {
      texts.push(framed(organizationId, part));
      [part, bytes] = [[], frame];
    }
    part.push(text);
    bytes += size;
  }
  if (part.length > 0) texts.push(framed(organizationId, part));
  return texts;
}

function framed(organizationId: string, events: readonly string[]): string {
  return `["${organizationId}",[${events.join(',')}]]`;
}

/** What a notification says; `undefined` for a text that no process of ours wrote. */
export function readNotice(text: string): LiveNotice | undefined {
  try {
    const [organizationId, events] = JSON.parse(text) as [string, (string | null)[][]];
    return {
      organizationId,
      events: events.map(([id, name, recordType, recordId]) => ({
        id: String(id),
        name: String(name),
        recordType: recordType ?? null,
        recordId: recordId ?? null,
      })),
    };
  } catch {
    return undefined;
  }
}
