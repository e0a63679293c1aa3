import { attempt } from '../protocol/attempt.ts';
import { type Call, consentSaid, type SentContext } from './consentSaid.ts';
import type { Entry } from './entry.ts';
import { entryOf } from './entryOf.ts';
import { findTags, type Said, writeKeysOf } from './findTags.ts';
import { panel } from './panel.ts';
import { report } from './report.ts';
import { watchStopped } from './stopped.ts';
import { closeFor } from './watched.ts';

/**
 * Looks into the page: shows what its tags said and say, and tells a check of it.
 * @param id what the address says: `1`, or the id of a check
 * @param src this script's own address
 */
export function look(id: string, src: string): void {
  let isClosed = false;
  const shown = panel(() => {
    isClosed = true;
    closeFor(id);
  });
  const tell = report(id, src, location.hostname + location.pathname);
  const script = src.replace('.debug.js', '.js');
  const ours: { [origin: string]: true } = Object.create(null);
  const calls: Call[] = [];
  let context: SentContext | undefined;
  let lastConsent = '';
  let lastTags = '';

  const add = (entry: Entry) => {
    if (isClosed) return;
    shown.add(entry);
    if (entry.told) tell({ kind: entry.kind, ...entry.told });
  };
  const sayConsent = () => {
    const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean };
    const { analytics, ads, by } = consentSaid(calls, context, Boolean(globalPrivacyControl));
    const said = `analytics ${analytics}; ads ${ads}; ${by}`;
    if (isClosed || said === lastConsent) return;
    lastConsent = said;
    shown.say('Consent', ads === 'denied' ? `${said}. No piggyback fires.` : said);
    tell({ kind: 'consent', analytics, ads, by });
  };
  /** One thing that a tag said. */
  const take = (parts: unknown[], seen: { [url: string]: true }) =>
    attempt(() => {
      const [what, value] = parts;
      if (what === 'send') context = (parts[3] as { fields: { context: SentContext } }).fields.context;
      if (what === 'out') ours[originOf(String(value))] = true;
      if (what === 'init' || what === 'consent') calls.push(value as Call);
      add(entryOf(parts, seen, +new Date()));
      sayConsent();
      // Once the command is through.
      if (what === 'init') window.setTimeout(sayTags);
    });
  const sayTags = () => {
    const tags = findTags();
    const texts = tags.map(each => `${each.name}: ${writeKeysOf(each).join(', ') || 'no init yet'}`);
    if (isClosed || texts.join('; ') === lastTags) return;
    lastTags = texts.join('; ');
    shown.say('Tag', lastTags);
    if (tags[1])
      shown.say('Twice', `${tags.length} tags are on this page: views and events may count twice.`);
    tags.map(({ name, tgp }, at) =>
      tell({
        kind: 'tag',
        name,
        count: tags.length,
        hasStub: tgp.src ? 1 : 0,
        script: script.slice(0, 300),
        writeKeys: texts[at]!.slice(0, 300),
      }),
    );
  };
  const follow = (said: Said) => {
    const seen: { [url: string]: true } = Object.create(null);
    said.look = lookAgain;
    for (const parts of said.splice(0)) take(parts, seen);
    // The tag's own list, and nobody else's: what it says next comes here, and is not kept.
    said.push = (...more: unknown[][]) => {
      if (!isClosed) for (const parts of more) take(parts, seen);
      return 0;
    };
  };
  const lookAgain = () => {
    sayTags();
    for (const { said } of findTags()) if (said && !said.look) follow(said);
  };

  ours[originOf(script)] = true;
  shown.say('Script', script);
  lookAgain();
  watchStopped(url => originOf(url) in ours, add);
  sayConsent();
}

const originOf = (url: string): string => (/^https?:\/\/[^/?#]+/.exec(url) || [''])[0];
