import type { FastifyReply } from 'fastify';
import { Refused } from '../collect/refused.ts';
import type { Piggyback } from '../store/adRecords.ts';
import { piggybackScript } from './piggybackScript.ts';

/** Whether a request is a script's, by its `t`; an image's is `2`, or has none. */
export function isOfScript(parameters: Map<string, string>): boolean {
  const t = parameters.get('t') || '2';
  if (t !== '1' && t !== '2') throw new Refused(400, 't: must be 1 (JavaScript) or 2 (image)');
  return t === '1';
}

/** A script that fires piggybacks, of which there may be none; where it is opened as a page it runs nothing. */
export const answerScript = (
  reply: FastifyReply,
  piggybacks: Piggyback[],
  warning: string | undefined,
): FastifyReply =>
  reply
    .header('content-security-policy', "default-src 'none'; sandbox")
    .type('text/javascript; charset=utf-8')
    .send((warning ? `// ${warning}\n` : '') + piggybackScript(piggybacks));
