import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as a real SMTP server got it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and parts, lines ended by CRLF. */
  text: string;
}

export interface PostOffice {
  url: string;
  received: ReceivedMail[];
  /** Answers to the next recipients or texts, as SMTP codes; after them everything is taken. */
  answers: { at: 'RCPT' | 'DATA'; code: number }[];
  /** Milliseconds before a text is answered, from now on. */
  pause: number;
  close(): Promise<void>;
}

/** A server on a free port of this machine, without TLS and login. */
export async function openPostOffice(port = 0): Promise<PostOffice> {
  const office = { received: [] as ReceivedMail[], answers: [] as PostOffice['answers'], pause: 0 };
  const refusal = (at: 'RCPT' | 'DATA') => {
    if (office.answers[0]?.at !== at) return null;
    const { code } = office.answers.shift() ?? { code: 451 };
    return Object.assign(new Error('secret detail'), { responseCode: code });
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    onRcptTo: (_address, _session, done) => done(refusal('RCPT')),
    onData: (stream, { envelope }, done) => {
      void buffer(stream).then((bytes) => {
        const error = refusal('DATA');
        if (error) return done(error);
        const { mailFrom, rcptTo } = envelope;
        office.received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          text: bytes.toString('utf8'),
        });
        setTimeout(() => done(), office.pause);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  return Object.assign(office, {
    url: `smtp://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  });
}
