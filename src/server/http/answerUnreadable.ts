import type { Socket } from 'node:net';

/** Most bytes of a request's head: a beacon of the longest URL and a browser's cookies. */
export const MAX_HEADER_BYTES = 64 * 1024;

const TOO_LONG = `the URL and the headers are too long: send at most ${MAX_HEADER_BYTES} bytes, or POST the event`;

/** What Node's parser can't read, by its error code. It takes no raw UTF-8 in a URL, as browsers send none. */
const ANSWERS: Record<string, [status: string, reason: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', TOO_LONG],
  HPE_INVALID_URL: ['400 Bad Request', 'the URL holds a character that must be percent-encoded'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'the request took too long to arrive'],
};

/** Answers a request that never became one, so that its sender knows what to change. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, reason] = ANSWERS[error.code ?? ''] ?? ['400 Bad Request', 'this is no HTTP request'];
  const headers = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Cross-Origin-Resource-Policy: cross-origin',
    // Who asked is not known, and the answer is the same for all.
    'Access-Control-Allow-Origin: *',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(reason)}`,
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${reason}`);
}
