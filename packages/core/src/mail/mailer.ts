import { Readable } from 'node:stream';
import type { createTransport } from 'nodemailer';
import { oneLine } from '../notifications/template.js';

/** A mail as it goes out. */
export interface Letter {
  /** Uuid of the mail: the same for every try, so that a repetition can be recognised. */
  id: string;
  name: string;
  address: string;
  subject: string;
  /** Plain text; the HTML part is made from it. */
  body: string;
  /** Files that go with it. */
  attachments?: readonly { name: string; mediaType: string; content: Buffer }[];
  /** Where one POST ends mails of this kind (RFC 8058); absent for those that cannot end. */
  unsubscribeUrl?: string | undefined;
}

/** What became of a try. `error` is short and holds neither names nor addresses. */
export type MailOutcome =
  | { is: 'SENT' }
  /** For good: codes 5xx about this mail. */
  | { is: 'REFUSED'; error: string }
  /** Not taken over, and may be tried again: codes 4xx, no connection, no login. */
  | { is: 'LATER'; error: string }
  /** The text was handed over and no answer came: it may have arrived. */
  | { is: 'UNKNOWN'; error: string };

/** Takes mails over. Never throws: whatever happens is an outcome. */
export interface Mailer {
  send(letter: Letter): Promise<MailOutcome>;
}

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://host`. */
  url: string;
  /** `Bureau <bureau@example.com>`, or the address alone. */
  from: string;
  /** Milliseconds that the server may be silent. Default 30,000. */
  silence?: number;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/** Sends by SMTP (RFC 5321), over TLS where the server offers it. One connection for each mail. */
export function createMailer({ url, from, silence = SILENCE_MS }: MailerOptions): Mailer {
  const [, domain = 'localhost'] = /@([^\s<>@]+)>?\s*$/.exec(from) ?? [];
  return {
    async send(letter) {
      // Most processes send none, and it is one of the largest libraries.
      const nodemailer = await import('nodemailer');
      const transport = nodemailer.createTransport({
        url,
        connectionTimeout: Math.min(CONNECT_MS, silence),
        greetingTimeout: Math.min(CONNECT_MS, silence),
        dnsTimeout: Math.min(CONNECT_MS, silence),
        socketTimeout: silence,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const message = messageOf(letter, { from, domain });
      const handed = watchHandOver(transport);
      try {
        await transport.sendMail(message);
        return { is: 'SENT' };
      } catch (error) {
        return outcomeOf(error as SmtpError, handed.isDone);
      } finally {
        transport.close();
      }
    },
  };
}

function messageOf(letter: Letter, { from, domain }: { from: string; domain: string }) {
  const { id, name, address, subject, body, unsubscribeUrl, attachments = [] } = letter;
  return {
    from,
    to: { name: oneLine(name), address: oneLine(address) },
    subject: oneLine(subject),
    text: body,
    html: htmlOf(body),
    attachments: attachments.map(({ name: filename, mediaType: contentType, content }) => ({
      ...{ filename: oneLine(filename), contentType, content },
    })),
    messageId: `<${id}@${domain}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl !== undefined && {
        'List-Unsubscribe': `<${oneLine(unsubscribeUrl)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Paragraphs and lines of a plain text; nothing in it is markup. */
export function htmlOf(text: string): string {
  const escaped = text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
  const paragraphs = escaped.split(/\n{2,}/).map((one) => one.replaceAll('\n', '<br>'));
  return paragraphs.map((one) => `<p>${one}</p>`).join('\n');
}

type Transport = ReturnType<typeof createTransport>;

/**
 * Notices when the text begins to go out: the library asks for it after the server has answered
 * DATA with 354, and its errors do not tell a silence before from one behind it.
 */
function watchHandOver(transport: Transport): { isDone: boolean } {
  const handed = { isDone: false };
  transport.use('stream', (mail, done) => {
    const { message } = mail;
    message.build((error: Error | null, bytes: Buffer) => {
      message.createReadStream = () =>
        new Readable({
          read() {
            handed.isDone = true;
            this.push(bytes);
            this.push(null);
          },
        }) as never;
      done(error);
    });
  });
  return handed;
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** Commands whose refusal is about this mail; others are about the server or the login. */
const ABOUT_MAIL = new Set(['MAIL FROM', 'RCPT TO', 'DATA', 'API']);

function outcomeOf(failure: SmtpError, isHandedOver: boolean): MailOutcome {
  const { code = 'ERROR', command = '', responseCode } = failure;
  const error = [responseCode ?? code, command].join(' ').trim().slice(0, 200);
  // The library refuses an address that it cannot write into a command.
  if (code === 'EENVELOPE' && command === 'API') return { is: 'REFUSED', error };
  if (responseCode === undefined) return { is: isHandedOver ? 'UNKNOWN' : 'LATER', error };
  if (responseCode < 500 || !ABOUT_MAIL.has(command)) return { is: 'LATER', error };
  return { is: 'REFUSED', error };
}
