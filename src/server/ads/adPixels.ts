import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { expandMacros } from '../../protocol/macros.ts';
import type { Fields } from '../../protocol/query.ts';
import { newTag } from '../access/newTag.ts';
import { CLICK_ID } from '../attribution/touch.ts';
import { answerStored, beaconHeaders } from '../collect/beaconAnswer.ts';
import { dialect } from '../collect/beaconSchemas.ts';
import type { CollectParts } from '../collect/collect.ts';
import { answerRefusals, Refused } from '../collect/refused.ts';
import { setDialect } from '../http/openapi/dialect.ts';
import type { AdRow, Piggyback } from '../store/adRecords.ts';
import type { StoredType, TagRow } from '../store/rows.ts';
import { adPixelSchemas } from './adPixelSchemas.ts';
import { piggybackScript } from './piggybackScript.ts';
import { readId, readParameters, readVisit } from './readAd.ts';
import { mayShare, readProperties, readSignals } from './readFire.ts';
import { allowedRedirect, HOP, marked, redirectHosts } from './redirect.ts';

/** `/px` fires a conversion pixel, `/imp` and `/click` tell of an ad. No token: each carries an id of a record. */
export async function adPixels(app: FastifyInstance, parts: CollectParts): Promise<void> {
  const { store, live, now, random, limits } = parts;
  const { conversionPixels: pixels, lineItems, campaigns } = store;
  app.setErrorHandler(answerRefusals(app, now));
  setDialect(app, dialect);
  app.addHook('onRequest', async (request, reply) => {
    beaconHeaders(request, reply);
    limits.countAddress(request, now());
  });

  /** The tag that an account's ads and pixels are counted for. */
  async function tagOf(account_id: string): Promise<TagRow> {
    const tags = await store.tags.list([account_id]);
    const tag = tags.find(({ disabled }) => !disabled) ?? tags[0];
    if (tag) return tag;
    const made = newTag({ random, now }, { account_id, name: 'Conversion pixels', domain: '' });
    await store.tags.add(made);
    return made;
  }

  /** Stores an event, and gives its id and visitor back. */
  async function keep(
    request: FastifyRequest,
    parameters: Map<string, string>,
    {
      type,
      row,
      ...own
    }: { type: StoredType; row: AdRow; event: string; context: Fields; properties: Fields },
  ) {
    const visit = readVisit(request, parameters);
    const { anonymousId, userId, messageId = random.uuid() } = visit;
    const { write_key } = await tagOf(row.account_id);
    const time = now();
    limits.countTag(write_key, time);
    const event = {
      writeKey: write_key,
      messageId,
      type,
      event: String(row.id),
      anonymousId,
      userId,
      receivedAt: time,
      time,
      clamped: false,
      fields: {
        ...(anonymousId && { anonymousId }),
        ...(userId && { userId }),
        ...own,
        context: { ...visit.context, ...own.context },
      },
    };
    if (await store.append(event, request.url.length)) live.tell(event, row.account_id);
    return { messageId, anonymousId, userId };
  }

  const hostsOf = async (accountId: string) =>
    redirectHosts((await store.accounts.get(accountId))!, await store.tags.list([accountId]));

  app.get('/px', { schema: adPixelSchemas.fire }, async (request, reply) => {
    const parameters = readParameters(request);
    const id = readId(parameters, 'id');
    if (id === undefined) throw new Refused(400, 'id: name the pixel, like /px?id=37');
    const t = parameters.get('t') || '2';
    if (t !== '1' && t !== '2') throw new Refused(400, 't: must be 1 (JavaScript) or 2 (image)');
    const pixel = await pixels.get(id);
    if (!pixel) throw new Refused(400, `id: there is no pixel ${id}`);
    const properties = readProperties(parameters);
    const isScript = t === '1';
    if (pixel.state !== 'active') return isScript ? answerScript(reply, []) : answerStored(request, reply);

    const context = { pixel: { id: String(id), type: 'conversion' } };
    const visit = await keep(request, parameters, {
      type: 'fire',
      row: pixel,
      event: pixel.name,
      context,
      properties,
    });
    const signals = readSignals(parameters);
    const time = now();
    const values = {
      ...signals,
      ...visit,
      event: pixel.name,
      properties,
      context,
      ORDER_ID: properties.order_id,
      REVENUE: properties.value,
      CACHEBUSTER: random.int(0, 2 ** 47),
      timestamp: time,
    };
    const piggybacks: Piggyback[] = mayShare(request, signals) ? JSON.parse(pixel.piggyback_pixels) : [];
    const expanded = piggybacks.map(({ pixel_type, url }) => ({
      pixel_type,
      url: expandMacros(url, values),
    }));
    if (isScript) return answerScript(reply, expanded);
    if (parameters.has(HOP)) return answerStored(request, reply);
    const redir = allowedRedirect(parameters.get('redir'), await hostsOf(pixel.account_id), request);
    const [image] = expanded.filter(({ pixel_type }) => pixel_type === 'img');
    const own = image && allowedRedirect(image.url, new Set([new URL(image.url).host]), request);
    const target = redir ?? own;
    if (!target) return answerStored(request, reply);
    return reply.header('referrer-policy', 'no-referrer').redirect(marked(target), 302);
  });

  /** The line item or campaign that a request is about, and both ids as they travel on. */
  async function readAd(parameters: Map<string, string>) {
    const find = async (name: string, records: typeof campaigns) => {
      const id = readId(parameters, name);
      const row = id === undefined ? undefined : await records.get(id);
      if (id !== undefined && !row) throw new Refused(400, `${name}: there is no ${name.slice(0, -3)} ${id}`);
      return row;
    };
    const lineItem = await find('line_item_id', lineItems);
    const campaign = await find('campaign_id', campaigns);
    const row = lineItem ?? campaign;
    if (!row) throw new Refused(400, 'line_item_id: name the ad, like line_item_id=12 or campaign_id=34');
    if (lineItem && campaign && lineItem.account_id !== campaign.account_id) {
      throw new Refused(400, `campaign_id: there is no campaign ${campaign.id}`);
    }
    const ids = {
      ...(lineItem && { line_item_id: String(lineItem.id) }),
      ...(campaign && { campaign_id: String(campaign.id) }),
    };
    return { row, ids, isActive: [lineItem, campaign].every(each => !each || each.state === 'active') };
  }

  app.get('/imp', { schema: adPixelSchemas.impression }, async (request, reply) => {
    const parameters = readParameters(request);
    const { row, ids, isActive } = await readAd(parameters);
    const own = { event: row.name, context: { campaign: ids }, properties: {} };
    if (isActive) await keep(request, parameters, { type: 'impression', row, ...own });
    return answerStored(request, reply);
  });

  app.get('/click', { schema: adPixelSchemas.click }, async (request, reply) => {
    const parameters = readParameters(request);
    const { row, ids, isActive } = await readAd(parameters);
    const target = allowedRedirect(parameters.get('redir'), await hostsOf(row.account_id), request);
    const own = { event: row.name, context: { campaign: ids }, properties: {} };
    if (isActive) {
      const { messageId } = await keep(request, parameters, { type: 'click', row, ...own });
      // The landing page's tag sends it on: so the click is known for the visitor's there.
      target?.searchParams.set(CLICK_ID, messageId);
    }
    return target ? reply.redirect(target.href, 302) : answerStored(request, reply);
  });
}

const answerScript = (reply: FastifyReply, piggybacks: Piggyback[]): FastifyReply =>
  reply.type('text/javascript; charset=utf-8').send(piggybackScript(piggybacks));
