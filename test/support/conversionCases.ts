import type { TestAdvertising } from './advertising.ts';
import type { ContractCase, Example } from './contractCase.ts';

const CONVERSION = 'conversion-pixel-service';
const OWN = 'the vendor shows it elsewhere, in the answer to a PUT';
const PAGE = 'every list tells how long it is; the example of one leaves it out';

const ADDED = 'ours: the vendor credits no landings';
const PAGING = ['count', 'start_element', 'num_elements'];
const OWN_FIELDS = ['member_id', 'pixel_conversion_event', 'pixel_conversion_event_id'];
const here = (names: string[], at: string, reason: string) =>
  Object.fromEntries(names.map(name => [`${at}${name}: only here`, reason]));
const missing = (names: string[], reason: string) =>
  Object.fromEntries(names.map(name => [`it/response must have required property '${name}'`, reason]));

/** A pixel as an example shows it, with its links, a link that was lost among them. */
async function makePixel(at: TestAdvertising, shown: Example): Promise<number> {
  const {
    id: _,
    created_on,
    last_modified,
    advertiser_id,
    member_id,
    pixel_conversion_event,
    ...rest
  } = shown;
  const { campaigns, line_items, piggyback_pixels, ...fields } = rest;
  const { id } = await at.make('/pixel', { ...fields, piggyback_pixels: linked(piggyback_pixels) });
  for (const _each of campaigns ?? []) await at.make('/campaign', { name: 'C', pixels: [{ id }] });
  for (const { name, state } of line_items ?? [])
    await at.make('/line-item', { name, state, pixels: [{ id }] });
  return id;
}

const linked = (piggybacks: Example) =>
  piggybacks?.map((each: object) => ({ ...each, url: 'https://pixel.example/p' })) ?? null;

/** The examples of conversion pixels. */
export const conversionCases: ContractCase[] = [
  {
    answer: [CONVERSION, 'change'],
    request: 'make: request',
    route: 'POST /pixel',
    status: 200,
    send: (at, { pixel }) =>
      at.send('POST', `/pixel?advertiser_id=${at.advertiser}`, {
        pixel: { ...pixel, piggyback_pixels: linked(pixel.piggyback_pixels) },
      }),
    // The contract shows no answer to this request; its pixel has other fields filled than the one of the PUT.
    differs: {
      'response.id: string there, number here': 'a number in the vendor\'s documentation of POST: {"id": 17}',
      'response.pixel.piggyback_pixels: null there, list here': 'this request has one',
      'response.pixel.post_click_expire_mins: number there, null here': 'this request has none',
      'response.pixel.post_view_value: null there, number here': 'this request has one',
      'response.pixel.pixel_conversion_event: object there, null here': 'this request has none',
      'response.pixel.pixel_conversion_event_id: number there, null here': 'this request has none',
      ...here(['landings_count'], 'response.pixel.', ADDED),
    },
    undocumented: { 'it/response/id must be integer': 'as above' },
    unsent: {
      'it/pixel/piggyback_pixels/0/url must NOT have fewer than 1 characters':
        'the text has lost its links: the test puts one in',
    },
  },
  {
    answer: [CONVERSION, 'one'],
    route: 'GET /pixel',
    status: 200,
    async send(at, _request, { response }) {
      const id = await makePixel(at, response.pixels[0]);
      return at.send('GET', `/pixel?id=${id}&advertiser_id=${at.advertiser}`);
    },
    differs: {
      ...here([...PAGING, 'dbg_info'], 'response.', PAGE),
      ...here(OWN_FIELDS, 'response.pixels[].', OWN),
      ...here(['landings_count'], 'response.pixels[].', ADDED),
    },
    undocumented: missing([...PAGING, 'dbg_info'], PAGE),
  },
  {
    answer: [CONVERSION, 'list'],
    route: 'GET /pixel',
    status: 200,
    async send(at, _request, { response }) {
      for (const pixel of response.pixels) await makePixel(at, pixel);
      return at.send('GET', '/pixel');
    },
    differs: {
      ...here(['dbg_info'], 'response.', OWN),
      ...here(OWN_FIELDS, 'response.pixels[].', OWN),
      ...here(['landings_count'], 'response.pixels[].', ADDED),
    },
    undocumented: missing(['dbg_info'], OWN),
  },
  {
    answer: [CONVERSION, 'change'],
    request: 'change: request',
    route: 'PUT /pixel',
    status: 200,
    differs: here(['landings_count'], 'response.pixel.', ADDED),
    async send(at, request, { response }) {
      const { pixel_conversion_event_id: _, ...before } = response.pixel;
      const id = await makePixel(at, before);
      return at.send('PUT', `/pixel?id=${id}&advertiser_id=${at.advertiser}`, request);
    },
  },
];
