import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { TEXT } from '../text.ts';
import { explain } from './explain.ts';
import { linkTo, route } from './route.ts';
import { demo, hasUsers, logOut, who } from './who.ts';

/** Gets what follows its name in the address. */
type Page = ComponentType<{ rest?: string }>;

/** Each page is loaded when it is opened. */
const PAGES: { [name: string]: () => Promise<{ default: Page }> } = {
  '': () => import('../pages/overview.tsx'),
  live: () => import('../pages/live.tsx'),
  pixels: () => import('../pages/pixels.tsx'),
  conversions: () => import('../pages/conversions.tsx'),
  manage: () => import('../pages/manage.tsx'),
  users: () => import('../pages/users.tsx'),
  me: () => import('../pages/me.tsx'),
  'sign-in': () => import('../pages/signIn.tsx'),
  first: () => import('../pages/first.tsx'),
  join: () => import('../pages/join.tsx'),
};

/** In the order in which they are offered; of these, the ones that are there. */
const NAVIGATION = [
  '',
  'live',
  'pixels',
  'check',
  'conversions',
  'manage',
  'users',
  'me',
] as const satisfies (keyof typeof TEXT.pages)[];

/** What everybody is offered where there is a demo. */
const OF_DEMO: readonly string[] = ['', 'live', 'conversions'];

/** The frame around every page. */
export function App() {
  const [asked = '', rest = ''] = route.value.split(/\/(.*)/s);
  // Nobody's numbers are no overview: there the live page is where a token can be given.
  const name = asked || who.value || demo ? asked : 'live';
  return (
    <>
      <header>
        <div>
          <h1>
            <a href={linkTo('')}>{TEXT.title}</a>
          </h1>
          <p>{TEXT.motto}</p>
        </div>
        <Pages here={name} />
        <p id="line" role="status" data-state="idle" hidden={name !== 'live'}>
          Not connected
        </p>
        <a class="button demo-only" href="shop/" target="_blank" rel="noopener" hidden={!demo}>
          {TEXT.openShop}
        </a>
        <Person />
      </header>
      <Shown name={name} rest={rest} />
    </>
  );
}

function Pages({ here }: { here: string }) {
  if (!who.value && !demo) return null;
  const isShown = (name: string) => {
    if (!who.value) return OF_DEMO.includes(name);
    return name !== 'users' || who.value.owner || who.value.accounts === '*';
  };
  return (
    <nav aria-label={TEXT.title}>
      {NAVIGATION.filter(name => Object.hasOwn(PAGES, name) && isShown(name)).map(name => (
        <a key={name} href={linkTo(name)} aria-current={name === here ? 'page' : undefined}>
          {TEXT.pages[name]}
        </a>
      ))}
    </nav>
  );
}

function Person() {
  if (who.value) {
    return (
      <button type="button" onClick={() => void logOut()}>
        {TEXT.me.signOut}
      </button>
    );
  }
  return hasUsers.value && who.value === null ? <a href={linkTo('sign-in')}>{TEXT.signIn.link}</a> : null;
}

function Shown({ name, rest }: { name: string; rest: string }) {
  const page = useSignal<{ name: string; Page: Page } | string>(TEXT.loading);
  useEffect(() => {
    const load = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
    if (!load) {
      page.value = TEXT.noPage;
      return;
    }
    let isLeft = false;
    page.value = TEXT.loading;
    load().then(
      ({ default: Page }) => {
        if (!isLeft) page.value = { name, Page };
      },
      error => {
        if (!isLeft) page.value = explain(error);
      },
    );
    return () => {
      isLeft = true;
    };
  }, [name]);
  const shown = page.value;
  if (who.value === undefined || typeof shown === 'string' || shown.name !== name) {
    return (
      <main>
        <p class="hint">{typeof shown === 'string' ? shown : TEXT.loading}</p>
      </main>
    );
  }
  return <shown.Page rest={rest} />;
}
