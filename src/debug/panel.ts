import { attempt } from '../protocol/attempt.ts';
import type { Entry } from './entry.ts';
import { make } from './make.ts';
import { PANEL_STYLE } from './panelStyle.ts';
import { textOf } from './textOf.ts';

/** Most entries that are kept. */
const MAX = 300;

export interface Panel {
  add(entry: Entry): void;
  /** Says something of the whole page; an empty text takes it away. */
  say(what: string, text: string): void;
  remove(): void;
}

/** What is shown in the page: in a closed shadow tree, with a style of its own where the page's policy lets it. */
export function panel(onClose: () => void): Panel {
  const host = make('div');
  const root = host.attachShadow({ mode: 'closed' });
  attempt(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PANEL_STYLE);
    root.adoptedStyleSheets = [sheet];
  });
  const whole = make('div', 'panel');
  const head = make('div', 'head');
  const fold = make('button', '', 'Fold');
  const close = make('button', '', 'Close');
  const scroll = make('div', 'scroll');
  const facts = make('dl');
  const list = make('ol');
  whole.setAttribute('role', 'region');
  whole.setAttribute('aria-label', 'tgp debug');
  fold.setAttribute('aria-expanded', 'true');
  close.title = 'Closes it for this tab';
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', 'What happened, the newest first');
  head.append(make('h2', '', 'tgp debug'), fold, close);
  scroll.append(facts, list);
  whole.append(head, scroll);
  root.append(whole);
  // Keys and clicks in here are none of the page's.
  for (const name of ['keydown', 'keyup', 'keypress', 'click', 'pointerdown', 'mousedown', 'input'])
    root.addEventListener(name, event => event.stopPropagation());
  fold.addEventListener('click', () => {
    scroll.hidden = !scroll.hidden;
    fold.textContent = scroll.hidden ? 'Unfold' : 'Fold';
    fold.setAttribute('aria-expanded', String(!scroll.hidden));
  });
  close.addEventListener('click', () => {
    host.remove();
    onClose();
  });
  document.documentElement.append(host);

  const said: { [what: string]: HTMLElement } = Object.create(null);
  return {
    add(entry) {
      list.prepend(item(entry));
      while (list.childElementCount > MAX) list.lastElementChild!.remove();
    },
    say(what, text) {
      let line = said[what];
      if (!line) {
        line = said[what] = make('dd');
        facts.append(make('dt', '', what), line);
      }
      line.textContent = text;
    },
    remove: () => host.remove(),
  };
}

const KINDS: { [kind in Entry['kind']]: string } = {
  command: 'command',
  beacon: 'beacon',
  piggyback: 'piggyback',
  sent: 'stored',
  failed: 'failed',
  refused: 'refused',
  warning: 'warning',
  cut: 'cut',
  stopped: 'stopped',
};

function item({ kind, title, time, meaning, detail }: Entry): HTMLElement {
  const line = make('li', kind);
  const head = [
    make('span', 'kind', `${new Date(time).toTimeString().slice(0, 8)} ${KINDS[kind]} `),
    make('b', '', title),
  ];
  if (detail === undefined) line.append(...head);
  else {
    const details = make('details');
    const summary = make('summary');
    summary.append(...head);
    details.append(summary);
    details.addEventListener('toggle', () => details.append(make('pre', '', textOf(detail))), { once: true });
    line.append(details);
  }
  if (meaning) line.append(make('p', '', meaning));
  return line;
}
