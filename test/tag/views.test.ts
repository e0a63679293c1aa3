import { describe, expect, test, vi } from 'vitest';
import { beacons, KEY, type LooseTgp, OTHER_KEY, sentNames, settled, start } from './support/page.ts';

const after = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** Longer than a view waits for a title that does not come, from when it was noticed: in a task of its own. */
const late = async () => {
  await after(1);
  await after(1);
  await after(600);
};

const views = () =>
  beacons.map(({ fields }) => fields.context.page.url.replace('https://www.shop.example', ''));
const titles = () => beacons.map(({ fields }, at) => `${views()[at]} ${fields.context.page.title}`);
const restored = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

test('a page restored from the back/forward cache is a new view', async () => {
  await start({ autoPage: true });
  restored(false);
  expect(views()).toHaveLength(1);
  restored(true);
  expect(views()).toHaveLength(2);
});

test('autoPage: true does not follow a single-page app', async () => {
  await start({ autoPage: true });
  history.pushState({}, '', '/next');
  await settled();
  expect(views()).toHaveLength(1);
});

/** A Navigation API that tells of happy-dom's history. */
const navigation = () => {
  const target = new EventTarget();
  vi.stubGlobal('navigation', target);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = (...args) => {
      original.apply(history, args);
      target.dispatchEvent(
        Object.assign(new Event('currententrychange'), { navigationType: name.replace('State', '') }),
      );
    };
  }
};

describe.each([
  ['history', () => {}],
  ['the Navigation API', navigation],
])('with %s', (_, prepare) => {
  test('each new address is a view, whose referrer is the view before', async () => {
    prepare();
    const tgp = await start({ autoPage: 'spa' });
    history.pushState({}, '', '/two');
    document.title = 'Two';
    await settled();
    history.pushState({}, '', '/three');
    await late();
    expect(views()).toEqual(['/start?x=1', '/two', '/three']);
    expect(beacons[1]!.fields.context.page).toMatchObject({
      referrer: 'https://www.shop.example/start?x=1',
      title: 'Two',
    });
    expect(beacons[2]!.fields.context.page.referrer).toBe('https://www.shop.example/two');
    tgp('track', 'a');
    expect(beacons[3]!.fields.context.page.referrer).toBe('https://www.shop.example/two');
  });

  test('replaceState and pushState in one task are one view', async () => {
    prepare();
    await start({ autoPage: 'spa' });
    history.replaceState({ scroll: 5 }, '');
    history.pushState({}, '', '/two');
    await late();
    expect(views()).toEqual(['/start?x=1', '/two']);
  });

  test('state without a new address, or with a new anchor, is no view', async () => {
    prepare();
    await start({ autoPage: 'spa' });
    history.replaceState({ open: true }, '');
    history.pushState({}, '', '#part');
    await settled();
    expect(views()).toHaveLength(1);
    history.pushState({}, '', '#/route');
    await late();
    expect(views()).toHaveLength(2);
  });

  test('a pushed query is a view', async () => {
    prepare();
    await start({ autoPage: 'spa' });
    history.pushState({}, '', '?page=2');
    await late();
    expect(views()).toEqual(['/start?x=1', '/start?page=2']);
  });

  test('a view just before the page is left is not lost', async () => {
    prepare();
    await start({ autoPage: 'spa' });
    history.pushState({}, '', '/two');
    dispatchEvent(new Event('pagehide'));
    expect(views()).toEqual(['/start?x=1', '/two']);
    await settled();
    expect(views()).toHaveLength(2);
  });

  test.each([0, 20, 150])('a title that comes after %i ms is the view’s', async ms => {
    prepare();
    await start({ autoPage: 'spa' });
    history.pushState({}, '', '/two');
    // The view's time is that of its address, not that of its title.
    let titled = 0;
    setTimeout(() => {
      document.title = 'Two';
      titled = Date.now();
    }, ms);
    await late();
    expect(titles()).toEqual(['/start?x=1 Start', '/two Two']);
    expect(Date.parse(beacons[1]!.fields.originalTimestamp)).toBeLessThanOrEqual(titled);
  });

  test('an empty title is none yet', async () => {
    prepare();
    await start({ autoPage: 'spa' });
    history.pushState({}, '', '/two');
    setTimeout(() => {
      document.title = '';
    }, 20);
    setTimeout(() => {
      document.title = 'Two';
    }, 150);
    await late();
    expect(titles()).toEqual(['/start?x=1 Start', '/two Two']);
  });

  test('a title that was there before the address is the view’s', async () => {
    prepare();
    await start({ autoPage: 'spa' });
    document.title = 'Two';
    history.pushState({}, '', '/two');
    await late();
    expect(titles()).toEqual(['/start?x=1 Start', '/two Two']);
  });

  test.each([
    ['the page’s next command', (tgp: LooseTgp) => tgp('track', 'next')],
    ['leaving', () => dispatchEvent(new Event('pagehide'))],
    ['hiding', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the next view', () => history.pushState({}, '', '/three')],
  ])('%s ends the wait', async (_, end) => {
    prepare();
    const tgp = await start({ autoPage: 'spa' });
    history.pushState({}, '', '/two');
    await settled();
    expect(views()).toHaveLength(1);
    end(tgp);
    expect(titles()[1]).toBe('/two Start');
    document.title = 'Late';
    await late();
    expect(titles().filter(view => view.startsWith('/two'))).toEqual(
      sentNames().includes('next') ? ['/two Start', '/two Start'] : ['/two Start'],
    );
  });

  test('views in a row have each their own title, address and referrer', async () => {
    prepare();
    await start({ autoPage: 'spa' });
    for (const name of ['one', 'two', 'three']) {
      history.pushState({}, '', `/${name}`);
      await new Promise(resolve => setTimeout(resolve, 80));
      document.title = name;
      await new Promise(resolve => setTimeout(resolve, 60));
    }
    expect(titles().slice(1)).toEqual(['/one one', '/two two', '/three three']);
    expect(beacons[3]!.fields.context.page.referrer).toBe('https://www.shop.example/two');
  });

  test('each destination gets the views it asked for, once', async () => {
    prepare();
    const tgp = await start({ autoPage: 'spa' });
    tgp('init', OTHER_KEY, { autoPage: 'spa' });
    history.pushState({}, '', '/two');
    await late();
    expect(beacons.map(({ fields }) => fields.writeKey).sort()).toEqual([KEY, KEY, OTHER_KEY, OTHER_KEY]);
  });
});

test('going back is a view', async () => {
  await start({ autoPage: 'spa' });
  const { pushState } = History.prototype;
  pushState.call(history, {}, '', '/two');
  dispatchEvent(new Event('popstate'));
  await late();
  expect(views()).toEqual(['/start?x=1', '/two']);
});
