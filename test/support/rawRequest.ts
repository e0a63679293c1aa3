import { connect, type Socket } from 'node:net';

/** How an answer begins. */
const START = 'HTTP/1.1 ';

export interface RawConnection {
  socket: Socket;
  /** Everything that has come so far, each byte a character. */
  readonly text: string;
  /** Settles when that many answers have come, or when the connection has ended. */
  answers(count: number): Promise<string>;
  /** Settles with everything that came, when the connection has ended. */
  end: Promise<string>;
}

/** A connection that sends bytes as they are. */
export function rawConnection(origin: string, bytes: string | Buffer = ''): RawConnection {
  const { port, hostname } = new URL(origin);
  const socket = connect(Number(port), hostname);
  let text = '';
  let answered = 0;
  let heard = () => {};
  socket.on('data', part => {
    const more = part.toString('latin1');
    // What is cut in two begins in the end of what is there.
    answered += (text.slice(1 - START.length) + more).split(START).length - 1;
    text += more;
    heard();
  });
  // A connection that is reset has ended too: what came is what counts.
  socket.on('error', () => {});
  const end = new Promise<string>(resolve => {
    socket.on('close', () => {
      heard();
      resolve(text);
    });
  });
  if (bytes.length) socket.write(bytes);
  return {
    socket,
    get text() {
      return text;
    },
    end,
    answers: count =>
      new Promise(resolve => {
        heard = () => {
          if (socket.closed || answered >= count) resolve(text);
        };
        heard();
      }),
  };
}

/** Sends bytes and returns the whole answer. */
export const rawRequest = (origin: string, bytes: string | Buffer): Promise<string> =>
  rawConnection(origin, bytes).end;
