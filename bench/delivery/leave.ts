import type { Engine, Tab } from '../../e2e/engines/engine.ts';
import type { Front } from './front.ts';
import type { Moment } from './moments.ts';
import type { Site } from './site.ts';
import { within } from './within.ts';

/** After so long the browser is taken to have failed. */
const DEADLINE_MS = 30_000;

/** What a page is left with: its tab, and all that sees it go. */
export interface Leaving {
  readonly engine: Engine;
  readonly beacons: Front;
  readonly site: Site;
  readonly tab: Tab;
  /** How long a byte that is on its way may not be heard of. */
  readonly patienceMs: number;
  newTab(): Promise<void>;
}

/** Has the moment come. */
export async function leave(lane: Leaving, moment: Moment): Promise<void> {
  const { tab, engine, beacons } = lane;
  switch (moment) {
    case 'click':
    case 'pagehide':
    case 'hidden':
      await leaveBy(lane, '#away');
      return;
    case 'reload':
    case 'back':
      await leaveBy(lane, '#leave');
      return;
    case 'close':
      await tab.close();
      await lane.newTab();
      return;
    case 'crash': {
      const kill = await engine.killer();
      await tab.run('fire()');
      kill();
      await tab.close().catch(() => {});
      await lane.newTab();
      return;
    }
    case 'offline': {
      const before = beacons.refused;
      beacons.goDown();
      await tab.run('fire()');
      if (!(await within(DEADLINE_MS, beacons.refuses(before)))) throw new Error('the page sent nothing');
      await tab.goto('about:blank');
      // Nor does the page see the network again while it is going.
      await beacons.quiet(lane.patienceMs);
      beacons.isDown = false;
      return;
    }
  }
}

async function leaveBy({ tab, site }: Leaving, selector: string): Promise<void> {
  const shown = site.shown();
  await tab.click(selector);
  if (!(await within(DEADLINE_MS, shown))) throw new Error('the page was not left');
}
