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
  '': () => import('../pages/live.tsx'),
  pixels: () => import('../pages/pixels.tsx'),
  tags: () => import('../pages/tags.tsx'),
  users: () => import('../pages/users.tsx'),
  me: () => import('../pages/me.tsx'),
  'sign-in': () => import('../pages/signIn.tsx'),
  first: () => import('../pages/first.tsx'),
};

/** The frame around every page. */
export function App() {
  const [name = '', rest = ''] = route.value.split(/\/(.*)/s);
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
        <p id="line" role="status" data-state="idle" hidden={name !== ''}>
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
  const { live, pixels, tags, users, me } = TEXT.pages;
  if (!who.value) return null;
  const pages = [
    ['', live],
    ['pixels', pixels],
    ['tags', tags],
    ...(who.value.accounts === '*' ? [['users', users]] : []),
    ['me', me],
  ] as [string, string][];
  return (
    <nav aria-label={TEXT.title}>
      {pages.map(([name, text]) => (
        <a key={name} href={linkTo(name)} aria-current={name === here ? 'page' : undefined}>
          {text}
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
