import { randomUUID } from 'node:crypto';
import { findDisplay } from '../../e2e/engines/display.ts';
import type { Engine, Found, Tab, Visitor } from '../../e2e/engines/engine.ts';
import { openEngine } from '../../e2e/engines/openEngine.ts';
import type { Certificate } from '../../e2e/support/certificate.ts';
import type { Arrivals } from './arrivals.ts';
import { forward } from './forward.ts';
import { Front } from './front.ts';
import { leave } from './leave.ts';
import { messageIdOf, type Visit } from './page.ts';
import { Site } from './site.ts';
import { isTag, type Transport } from './transports.ts';
import { AGENT, UndrivenWebKit } from './undrivenWebKit.ts';
import { within } from './within.ts';

/** An event is lost once no byte has passed for so long: on its way it would be heard of every `delayMs`. */
const QUIET_MS = 1500;

/** The same for the tag's events, where one that is late on a busy machine would be taken for one sent again. */
const TAG_QUIET_MS = 3000;

/** Or after so long in any case. */
const DEADLINE_MS = 15_000;

/** What a busy machine may add to a delay. */
const MARGIN_MS = 150;

export interface Place {
  collector: string;
  writeKey: string;
  arrivals: Arrivals;
  certificate: Certificate;
  delayMs: number;
  /** How long the next page view goes on after its last byte, for an event that is still missing. */
  stayMs: number;
}

/** What became of one event. */
export interface Fate {
  visitId: string;
  transport: Transport;
  messageId: string;
  /** Arrived before the site's next page view. */
  before: boolean;
  /** Arrived by the time that the next page view was over. */
  after: boolean;
}

/** One browser with one visitor, a site of its own and a way of its own to the collector. */
export class Lane {
  readonly engine: Engine;
  readonly beacons: Front;
  readonly site: Site;
  readonly #siteFront: Front;
  readonly #place: Place;
  #visitor!: Visitor;
  #tab!: Tab;

  private constructor(engine: Engine, beacons: Front, site: Site, siteFront: Front, place: Place) {
    this.engine = engine;
    this.beacons = beacons;
    this.site = site;
    this.#siteFront = siteFront;
    this.#place = place;
  }

  /** @param isUndriven for a moment that the engine's driver would not outlive */
  static async open(found: Found, place: Place, isUndriven: boolean): Promise<Lane> {
    const { certificate, delayMs, writeKey } = place;
    const beacons = await Front.start(forward([place.collector]), { certificate, delayMs, isCold: true });
    const collector = `https://127.0.0.1:${beacons.port}`;
    const site = new Site(() => ({ writeKey, collector, script: isUndriven ? AGENT : undefined }));
    // There a page's answer is all that is heard of it, as soon as from a driver.
    const siteDelayMs = isUndriven ? 0 : delayMs;
    const siteFront = await Front.start(site.handle, { certificate, delayMs: siteDelayMs, isCold: false });
    const engine = isUndriven
      ? new UndrivenWebKit(found.browser!, await findDisplay(), site.ask)
      : await openEngine(found, [certificate.keyHash]);
    const lane = new Lane(engine, beacons, site, siteFront, place);
    await lane.newVisitor();
    return lane;
  }

  get tab(): Tab {
    return this.#tab;
  }

  get isUndriven(): boolean {
    return this.engine instanceof UndrivenWebKit;
  }

  /** How long a byte that is on its way may not be heard of. */
  get patienceMs(): number {
    return this.#place.delayMs + MARGIN_MS;
  }

  /** Makes so many page views, each of which sends at its moment; sees what becomes of the events. */
  async run(visit: Visit, count: number): Promise<Fate[]> {
    const fates: Fate[] = [];
    if (visit.moment === 'back') await this.#tab.goto(this.#url('/away'));
    let last: Fate[] = [];
    for (let number = 0; number <= count; number++) {
      const visitId = randomUUID();
      await this.#view(visitId, visit, last);
      if (isTag(visit.transports[0])) await this.#secondChance(last);
      if (number === count) break;
      await leave(this, visit.moment);
      const sent = visit.transports.map(transport => [transport, messageIdOf(visitId, transport)] as const);
      const quietMs = isTag(visit.transports[0]) ? TAG_QUIET_MS : QUIET_MS;
      await this.#arrive(
        sent.map(([, messageId]) => messageId),
        quietMs,
      );
      last = sent.map(([transport, messageId]) => {
        const before = this.#place.arrivals.has(messageId);
        return { visitId, transport, messageId, before, after: before };
      });
      fates.push(...last);
    }
    return fates;
  }

  async newTab(): Promise<void> {
    this.#tab = await this.#visitor.open();
  }

  async newVisitor(): Promise<void> {
    // The one before may have gone with its renderer.
    await this.#visitor?.close().catch(() => {});
    this.#visitor = await this.engine.visitor();
    // Stays, so that the browser outlives its other tab.
    await this.#visitor.open();
    await this.newTab();
  }

  async close(): Promise<void> {
    await this.#visitor.close().catch(() => {});
    await this.engine.close();
    for (const front of [this.beacons, this.#siteFront]) front.stop();
  }

  #url(path: string): string {
    return `https://localhost:${this.#siteFront.port}${path}`;
  }

  /** A page view of the site, with nothing of it still under way. */
  async #view(visitId: string, visit: Visit, last: Fate[]): Promise<void> {
    this.site.expect(visitId, visit);
    await this.#tab.goto(this.#url('/visit'));
    // What a renderer stored in its last moment may have gone with it.
    if (visit.moment !== 'crash' && last[0]) {
      const fired = await this.#tab.run('return localStorage.before');
      if (fired !== last[0].visitId) throw new Error('the page never saw its moment');
    }
    if (isTag(visit.transports[0]))
      await this.#tab.run("await new Promise(callback => tgp('page', {}, { callback }))");
    await within(DEADLINE_MS, this.beacons.quiet(this.patienceMs));
    // The next connection is to be a new one.
    this.beacons.cut();
  }

  async #secondChance(last: Fate[]): Promise<void> {
    const lost = last.filter(({ before }) => !before);
    if (lost.length)
      await this.#arrive(
        lost.map(({ messageId }) => messageId),
        this.#place.stayMs,
      );
    for (const fate of lost) fate.after = this.#place.arrivals.has(fate.messageId);
  }

  async #arrive(messageIds: string[], quietMs: number): Promise<void> {
    const arrived = Promise.all(messageIds.map(messageId => this.#place.arrivals.of(messageId)));
    await within(DEADLINE_MS, arrived, this.beacons.quiet(quietMs));
  }
}
