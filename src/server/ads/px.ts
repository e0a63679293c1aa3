import type { FastifyReply, FastifyRequest } from 'fastify';
import { allowCredentials, answerStored } from '../collect/beaconAnswer.ts';
import type { CollectParts } from '../collect/collect.ts';
import { isPrefetch, isSilent } from '../collect/isSilent.ts';
import { Refused } from '../collect/refused.ts';
import { sentBytes } from '../collect/sentBytes.ts';
import { withSigns } from '../collect/withSigns.ts';
import type { Piggyback } from '../store/adRecords.ts';
import type { TagRow } from '../store/rows.ts';
import { adEvent } from './adEvent.ts';
import { answerScript, isOfScript } from './answerScript.ts';
import { expandPiggybacks } from './expandPiggybacks.ts';
import { readId, readParameters } from './readParameters.ts';
import { orderWarning, readProperties } from './readProperties.ts';
import { mayShare, readSignals } from './readSignals.ts';
import { readVisit } from './readVisit.ts';
import { allowedRedirect, HOP, redirectHosts, redirectTo } from './redirect.ts';
import { countAll, putInto, segment, segmentsOf } from './segment.ts';
import { knownTagOf, tagOf } from './tagOf.ts';

/** A conversion pixel fires: the event, then its piggybacks, as a script or a redirect. One that is off fires nothing. */
export function px(parts: CollectParts) {
  const { store, accept, now, networks } = parts;
  const ofSegments = segment(parts);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const parameters = readParameters(request);
    const id = readId(parameters, 'id');
    if (id === undefined && parameters.get('seg')) return ofSegments(request, reply);
    if (id === undefined) throw new Refused(400, 'id: name the pixel, like /px?id=37');
    const isScript = isOfScript(parameters);

    const pixel = await store.conversionPixels.get(id);
    if (!pixel) throw new Refused(400, `id: there is no pixel ${id}`);
    const { origin } = request.headers;
    if (origin !== undefined && (await isOfAccount(origin, pixel.account_id)))
      allowCredentials(reply, origin);
    const properties = readProperties(parameters);
    const warning = orderWarning(properties);
    if (warning) reply.header('x-debug', warning);
    if (pixel.state !== 'active')
      return isScript ? answerScript(reply, [], warning) : answerStored(request, reply);

    const visit = readVisit(request, parameters, parts);
    const tag = isSilent(request)
      ? await knownTagOf(pixel.account_id, parts)
      : await tagOf(pixel.account_id, parts);
    const signature = parameters.get('signature') || parameters.get('context.signature');
    const context = { pixel: { id: String(id), type: 'conversion' } };
    if (tag && !isSilent(request)) {
      const segments = await segmentsOf(pixel.account_id, request, parameters, store);
      countAll(1 + segments.length, request, parts);
      const signed = signature ? { ...context, signature } : context;
      const event = adEvent({ type: 'fire', row: pixel, context: signed, properties }, visit, tag, now());
      await accept(withSigns(event, tag, { request, networks }), sentBytes(request, true), tag);
      for (const row of segments) await putInto(row, visit, { request, tag, parts });
    }

    const signals = readSignals(parameters);
    const fired = { pixel, visit, context, properties, signals };
    const mayFire = mayShare(request, signals) && !isPrefetch(request);
    const all = mayFire ? expandPiggybacks(fired, parts) : [];
    const piggybacks = (await isImagesOnly(request, tag))
      ? all.filter(({ pixel_type }) => pixel_type === 'img')
      : all;
    if (isScript) {
      const scripts = piggybacks.filter(({ pixel_type }) => pixel_type === 'js');
      return answerScript(reply, isForPage(request) ? scripts : [], warning);
    }
    if (parameters.has(HOP)) return answerStored(request, reply);

    const hosts = await redirectHosts(store, pixel.account_id);
    const target = allowedRedirect(parameters.get('redir'), hosts, request) ?? imageOf(piggybacks, request);
    if (!target) return answerStored(request, reply);
    return redirectTo(reply, target);
  };

  /** Whether an origin is on a host of the account's: the visitor's id is its own, and nobody else's. */
  async function isOfAccount(origin: string, accountId: string): Promise<boolean> {
    if (!URL.canParse(origin)) return false;
    const { host, hostname } = new URL(origin);
    const hosts = await redirectHosts(store, accountId);
    return hosts.has(host) || hosts.has(hostname);
  }

  /** Whether the tag that it counts for, or the one whose path it came by, runs no scripts of others. */
  async function isImagesOnly({ params }: FastifyRequest, tag: TagRow | undefined): Promise<boolean> {
    const { path } = params as { path?: string };
    return (
      tag?.images_only === 1 || (path !== undefined && (await store.tags.ofPath(path))?.images_only === 1)
    );
  }
}

/** The address of a pixel's one image piggyback. It may be our own here: it was saved under another of our names. */
function imageOf(piggybacks: Piggyback[], request: FastifyRequest): URL | undefined {
  const image = piggybacks.find(({ pixel_type }) => pixel_type === 'img');
  return image && allowedRedirect(image.url, new Set([new URL(image.url).host]), request);
}

/** Whether a script of a page asks, or nobody says what does. Opened as a page, or as a worker, it runs nothing. */
function isForPage({ headers }: FastifyRequest): boolean {
  const { 'sec-fetch-dest': as = 'script', 'service-worker': worker } = headers;
  return worker === undefined && (as === 'script' || as === 'empty');
}
