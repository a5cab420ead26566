import type { Readable } from 'node:stream';
import type { BackgroundHost, BackgroundService } from '@bureau/core';
import type { ParsedMail } from 'mailparser';
import type { SMTPServer, SMTPServerSession } from 'smtp-server';
import type { MailInSettings } from '../settings.js';
import { type Arrival, ArrivalRefused, openAddress, takeIn } from './take-in.js';

/** Papers of one mail at most. */
const PAPERS = 50;
/** Addresses of one mail at most. */
const RECIPIENTS = 5;

/** A door for mails; `port` is known when it listens. */
export interface MailIn extends BackgroundService {
  readonly port: number;
  /** Resolves when it listens. */
  readonly listening: Promise<void>;
}

/**
 * Takes mails by SMTP (RFC 5321) for the addresses of intake: it answers 250 when all papers are
 * kept, never before, and tells why where it does not take something. It sends nothing on.
 */
export function createMailIn(host: BackgroundHost, settings: MailInSettings): MailIn {
  const under = new Set<Promise<unknown>>();
  let { port } = settings;
  let server: Promise<SMTPServer> | undefined;
  let opened: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => {
    opened = resolve;
  });
  return {
    name: 'mail-in',
    get port() {
      return port;
    },
    listening,
    start: () => {
      server = serverOf(host, settings, under);
      void server.then((one) =>
        one.listen(settings.port, settings.host, () => {
          const at = one.server.address();
          if (at !== null && typeof at === 'object') ({ port } = at);
          opened();
        }),
      );
    },
    wake: () => undefined,
    settled: async () => {
      await Promise.allSettled(under);
    },
    stop: async () => {
      const one = await server;
      if (one) await new Promise<void>((resolve) => one.close(() => resolve()));
    },
  };
}

/** The library is loaded where mails are taken only. */
async function serverOf(
  host: BackgroundHost,
  settings: MailInSettings,
  under: Set<Promise<unknown>>,
): Promise<SMTPServer> {
  const { SMTPServer: Server } = await import('smtp-server');
  const server = new Server({
    authOptional: true,
    // What it would show by itself is a certificate of the library's tests.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: settings.maxSize,
    maxClients: 20,
    socketTimeout: 30_000,
    closeTimeout: 10_000,
    logger: false,
    onRcptTo: ({ address }, session, done) => {
      track(under, recipient(host, settings, { address, session }), done);
    },
    onData: (stream, session, done) => {
      track(under, receive(host, { stream, session }), done);
    },
  });
  server.on('error', (error) => host.log('mail-in', { error: String(error) }));
  return server;
}

type Done = (error?: Error | null) => void;

function track(under: Set<Promise<unknown>>, work: Promise<void>, done: Done): void {
  const ended = work.then(
    () => done(),
    (error: unknown) => done(answerOf(error)),
  );
  under.add(ended);
  void ended.finally(() => under.delete(ended));
}

/** What the sender is told: for good what was refused, for now everything else. */
function answerOf(error: unknown): Error {
  const isRefused = error instanceof ArrivalRefused;
  const text = isRefused ? error.message : 'Not possible now, try again later.';
  return Object.assign(new Error(text), { responseCode: isRefused ? 550 : 451 });
}

async function recipient(
  host: BackgroundHost,
  settings: MailInSettings,
  { address, session }: { address: string; session: SMTPServerSession },
): Promise<void> {
  const at = address.lastIndexOf('@');
  const isOurs = address.slice(at + 1).toLowerCase() === settings.domain.toLowerCase();
  const isOpen = isOurs && (await openAddress(host, address.slice(0, at)));
  if (!isOpen) throw new ArrivalRefused('There is no such address.');
  if (session.envelope.rcptTo.length >= RECIPIENTS) {
    throw new ArrivalRefused('Too many addresses in one mail.');
  }
}

interface Incoming {
  stream: Readable & { sizeExceeded?: boolean };
  session: SMTPServerSession;
}

async function receive(host: BackgroundHost, { stream, session }: Incoming): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    // What is beyond the limit is read, as the protocol asks, and not kept.
    if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  if (stream.sizeExceeded) throw new ArrivalRefused('The mail is too large.');
  const raw = Buffer.concat(chunks);
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  const arrival = arrivalOf(mail, session);
  for (const { address } of session.envelope.rcptTo) {
    const to = await openAddress(host, address.slice(0, address.lastIndexOf('@')));
    if (!to) throw new ArrivalRefused('There is no such address.');
    const made = await takeIn(host, to, arrival);
    host.log('mail taken', { documents: made });
  }
}

/** Its attachments; of a mail without any, its text. */
function arrivalOf(mail: ParsedMail, { envelope }: SMTPServerSession): Arrival {
  const from = mail.from?.value[0]?.address;
  const back = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  const sender = (from ?? back).toLowerCase();
  const attached = mail.attachments
    // Pictures of a signature belong to the letter, not to the papers.
    .filter(({ related }) => !related)
    .map(({ filename, contentType, content }) => ({
      name: filename ?? mail.subject ?? 'attachment',
      mediaType: contentType,
      bytes: new Uint8Array(content),
    }));
  if (attached.length > PAPERS) throw new ArrivalRefused(`More than ${PAPERS} attachments.`);
  const text = mail.text?.trim() ?? '';
  const letter = { name: `${mail.subject ?? 'Mail'}.txt`, mediaType: 'text/plain' };
  const papers =
    attached.length > 0 || text === '' ? attached : [{ ...letter, bytes: Buffer.from(text) }];
  const sizes = papers.map(({ name, bytes }) => `${name} ${bytes.length}`);
  return { key: `mail ${mail.messageId ?? ''} ${sizes.join(' ')}`, sender, papers };
}
