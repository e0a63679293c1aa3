import { TEXT } from '../text.ts';
import type { Check, CheckEntry } from './checkTypes.ts';

const T = TEXT.check;

/** What one line says of the page, and whether that is well. */
export interface Verdict {
  what: string;
  state: 'good' | 'bad' | 'open';
  text: string;
  /** What helps. Default: nothing. */
  helps?: readonly string[];
}

/** How long a page may take until its silence means something, in ms. */
const PATIENCE_MS = 15_000;

/** What is known of a page, a line each. @param now in ms */
export function checkVerdicts(check: Check, now: number): Verdict[] {
  const ofTag = check.entries.filter(({ kind }) => kind === 'tag');
  const isLate = now - Date.parse(check.made_at) > PATIENCE_MS;
  return [
    came(check, isLate),
    ...(ofTag.length || check.events.length ? [version(check, ofTag)] : []),
    ...(ofTag.length ? [key(check, ofTag)] : []),
    ...(ofTag.length || check.events.length ? [once(check, ofTag)] : []),
    ...consent(check),
    ...stopped(check),
    ...refused(check),
  ];
}

function came({ script_at, debug_at, told_at, events }: Check, isLate: boolean): Verdict {
  const what = T.whatTag;
  if (told_at) return { what, state: 'good', text: T.came };
  if (events.length) return { what, state: 'bad', text: T.cameSilent, helps: T.silentHelps };
  if (debug_at)
    return { what, state: isLate ? 'bad' : 'open', text: T.debugOnly, helps: isLate ? T.debugHelps : [] };
  if (script_at)
    return { what, state: isLate ? 'bad' : 'open', text: T.scriptOnly, helps: isLate ? T.scriptHelps : [] };
  return isLate
    ? { what, state: 'bad', text: T.nothing, helps: T.nothingHelps }
    : { what, state: 'open', text: T.waiting };
}

function version({ events }: Check, tags: CheckEntry[]): Verdict {
  const libraries = [...new Set(events.map(({ library }) => library).filter(Boolean))];
  const scripts = [...new Set(tags.map(({ facts }) => facts.script).filter(Boolean))];
  const hasStub = tags.some(({ facts }) => facts.hasStub === '1');
  const text = [
    libraries.join(', ') || T.noVersion,
    ...(scripts.length ? [T.script(scripts.join(', '))] : []),
    ...(tags.length ? [hasStub ? T.bySnippet : T.byScript] : []),
  ].join(' ');
  return { what: T.whatVersion, state: libraries.length > 1 ? 'bad' : 'good', text };
}

function key({ writeKey }: Check, tags: CheckEntry[]): Verdict {
  const said = tags.map(({ facts }) => facts.writeKeys ?? '').join('; ');
  const isThere = said.includes(writeKey);
  return { what: T.whatKey, state: isThere ? 'good' : 'bad', text: isThere ? T.rightKey : T.otherKey(said) };
}

function once({ doubled }: Check, tags: CheckEntry[]): Verdict {
  const count = Math.max(0, ...tags.map(({ facts }) => Number(facts.count) || 0));
  const names = [...new Set(tags.map(({ facts }) => facts.name).filter(Boolean))];
  if (count > 1)
    return { what: T.whatOnce, state: 'bad', text: T.twoTags(count, names.join(', ')), helps: T.twoHelps };
  if (doubled.length)
    return { what: T.whatOnce, state: 'bad', text: T.doubled(doubled.length), helps: T.doubledHelps };
  return { what: T.whatOnce, state: 'good', text: T.once };
}

function consent({ entries, events }: Check): Verdict[] {
  const last = entries.filter(({ kind }) => kind === 'consent').at(-1)?.facts;
  const event = events.at(-1);
  if (!last && !event) return [];
  const states = last
    ? [`analytics ${last.analytics}`, `ads ${last.ads}`, last.by ?? ''].join('; ')
    : T.consentOf(event!.allowed.join(', '), event!.denied.join(', '));
  const isHeld = /^(denied|pending)/.test(last?.analytics ?? '');
  return [{ what: T.whatConsent, state: isHeld ? 'open' : 'good', text: states }];
}

function stopped({ entries }: Check): Verdict[] {
  const texts = entries
    .filter(({ kind }) => kind === 'stopped' || kind === 'failed')
    .map(({ kind, facts }) =>
      kind === 'stopped'
        ? T.stopped(facts.directive ?? '', facts.blocked ?? '', facts.disposition === 'report')
        : T.failed(facts.reason ?? ''),
    );
  if (!texts.length) return [];
  return [{ what: T.whatStopped, state: 'bad', text: [...new Set(texts)].join(' '), helps: T.stoppedHelps }];
}

function refused({ refusals }: Check): Verdict[] {
  return refusals.map(({ status, reason, help, count }) => ({
    what: T.whatRefused,
    state: 'bad',
    text: T.refused(status, reason, count),
    helps: [help],
  }));
}
