import { TEXT } from '../text.ts';
import type { CheckEntry } from './checkTypes.ts';

const T = TEXT.check;

/** What a page told of one thing, as a line. */
export function saysOf({ kind, facts }: CheckEntry): string {
  const { command, event, type, length, status, reason, text, host, directive, blocked, disposition } = facts;
  switch (kind) {
    case 'tag':
      return facts.writeKeys ?? '';
    case 'command':
      return `tgp(${[command, event]
        .filter(Boolean)
        .map(each => `"${each}"`)
        .join(', ')})`;
    case 'beacon':
      return T.characters(type === 'page' ? T.pageView(event ?? '') : (event ?? ''), Number(length) || 0);
    case 'piggyback':
      return `${host ?? ''} (${type ?? ''})`;
    case 'consent':
      return `analytics ${facts.analytics}; ads ${facts.ads}; ${facts.by}`;
    case 'stopped':
      return T.stopped(directive ?? '', blocked ?? '', disposition === 'report');
    default:
      return text || reason || (status === 'sent' ? T.stored : '');
  }
}
