import { attempt } from '../protocol/attempt.ts';
import { ofDocument } from '../tag/platform.ts';
import { consentSaid } from './consentSaid.ts';
import type { Entry } from './entry.ts';
import { entryOf } from './entryOf.ts';
import { type FoundTag, findTags } from './findTags.ts';
import { panel } from './panel.ts';
import { report } from './report.ts';
import { watchStopped } from './stopped.ts';
import { closeFor, watchedBy } from './watched.ts';

type Loose = { [name: string]: unknown };

/** Looks into the page for whoever opened it so: loaded by the tag alone, and only then. Nothing of it reaches the page. */
attempt(() => {
  const id = watchedBy();
  if (!id) return;
  const script = ofDocument<HTMLScriptElement | null>('currentScript')?.src || '';
  const shown = panel(() => {
    isClosed = true;
    closeFor(id);
  });
  const tell = report(id, script, location.hostname + location.pathname);
  let isClosed = false;
  const calls: Loose[] = [];
  let context: object | undefined;
  const tags = findTags();
  const ours: string[] = [script.split('/').slice(0, 3).join('/')];

  const add = (entry: Entry) => {
    if (isClosed) return;
    shown.add(entry);
    if (entry.told) tell({ kind: entry.kind, ...entry.told });
  };
  let lastConsent = '';
  const sayConsent = () => {
    const privacyControl = Boolean((navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl);
    const { analytics, ads, by } = consentSaid(calls as never, context as never, privacyControl);
    const text = `analytics ${analytics}; ads ${ads}; ${by}`;
    if (text === lastConsent) return;
    lastConsent = text;
    shown.say('Consent', ads === 'denied' ? `${text}. No piggyback fires.` : text);
    tell({ kind: 'consent', analytics, ads, by });
  };
  /** What a tag said, in its order. */
  const take = (parts: unknown[], seen: { [id: string]: true }) =>
    attempt(() => {
      const [what, value] = parts as [string, Loose];
      if (what === 'send') {
        const { url, fields } = value as { url: string; fields: Loose };
        ours.push(url.split('/').slice(0, 3).join('/'));
        context = fields.context as object;
      } else if (what === 'out') ours.push(String(value).split('/').slice(0, 3).join('/'));
      else if (what === 'init' || what === 'consent') calls.push(value);
      add(entryOf(parts, seen, +new Date()));
      sayConsent();
    });

  const describe = ({ tgp, name }: FoundTag): string => {
    const keys = Object.values((tgp.queue || []) as unknown as { writeKey?: string }[]).map(
      each => each.writeKey || '',
    );
    return `${name}: ${keys.filter(Boolean).join(', ') || 'no init yet'}`;
  };
  shown.say('Script', script.replace('.debug.js', '.js'));
  shown.say('Tag', tags.map(describe).join('; '));
  if (tags.length > 1)
    shown.say('Twice', `${tags.length} tags are on this page: ${tags.map(each => each.name).join(', ')}`);
  for (const each of tags) {
    tell({
      kind: 'tag',
      name: each.name,
      count: tags.length,
      hasStub: each.tgp.src ? 1 : 0,
      script: script.replace('.debug.js', '.js').slice(0, 300),
      writeKeys: describe(each).slice(0, 300),
    });
    const { said } = each;
    if (!said) continue;
    const seen: { [id: string]: true } = Object.create(null);
    for (const parts of said.splice(0)) take(parts, seen);
    // The tag's own list, and nobody else's: what it says next comes here, and is not kept.
    said.push = (...more: unknown[][]) => {
      if (!isClosed) for (const parts of more) take(parts, seen);
      return 0;
    };
  }
  watchStopped(url => ours.some(origin => origin && url.indexOf(origin) === 0), add);
  sayConsent();
});
