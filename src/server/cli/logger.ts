import { type DestinationStream, type Logger, pino } from 'pino';
import { standardError } from './standardError.ts';

/**
 * JSON lines on standard error. Of a request only the method is written: its headers hold tokens, its
 * address is a person's, and its URL holds whatever a page sent.
 */
export function makeLogger(level: string, out: DestinationStream = standardError()): Logger {
  const serializers = { req: ({ method }: { method: string }) => ({ method }), res: () => undefined };
  return pino({ level, serializers }, out);
}
