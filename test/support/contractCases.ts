import type { TestAdvertising } from './advertising.ts';
import type { ContractCase, Example } from './contractCase.ts';
import { conversionCases } from './conversionCases.ts';

const SAVED = 'saved-pixels-api';
const EVENTS = 'pixel-events-api';

const makeSaved = ({ call }: TestAdvertising, { name, description, config, target_platform }: Example) =>
  call('POST', '/saved-pixels?account_id=acme', { name, description, config, target_platform });

/** A request of the pixel events names this account. */
const withAccount = async ({ call }: TestAdvertising, id: string) => {
  await call('POST', '/accounts', { id, name: id });
  await call('POST', `/accounts/${id}/tags`, { name: 'Shop', domain: 'shop.example' });
};

/** Every example of the contracts, with how the collector comes to answer the same. */
export const contractCases: ContractCase[] = [
  {
    answer: [SAVED, 'one'],
    route: 'POST /saved-pixels',
    status: 201,
    send: (at, _request, { data }) => makeSaved(at, data),
  },
  {
    answer: [SAVED, 'one'],
    route: 'GET /saved-pixels/{pixel_id}',
    status: 200,
    async send(at, _request, { data }) {
      const { id } = (await makeSaved(at, data)).json().data;
      return at.call('GET', `/saved-pixels/${id}?account_id=acme`);
    },
  },
  {
    answer: [SAVED, 'list'],
    route: 'GET /saved-pixels',
    status: 200,
    async send(at, _request, { data: [shown] }) {
      const { pixel_type: type, conversion_type } = shown;
      await makeSaved(at, { ...shown, config: { type, conversion_type } });
      return at.call('GET', '/saved-pixels?account_id=acme');
    },
  },
  {
    answer: [SAVED, 'options'],
    route: 'GET /saved-pixels/options',
    status: 200,
    send: ({ call }) => call('GET', '/saved-pixels/options'),
  },
  {
    answer: [EVENTS, 'list'],
    route: 'GET /api/pixel_events/',
    status: 200,
    async send({ call }, _request, { items: [{ title, type }] }) {
      await call('POST', '/api/pixel_events/', { account_id: 'acme', title, type });
      return call('GET', '/api/pixel_events/?account_id=acme');
    },
  },
  {
    answer: [EVENTS, 'code'],
    route: 'GET /api/pixel_events/{account_id}/code_snippet',
    status: 200,
    send: ({ call }) => call('GET', '/api/pixel_events/acme/code_snippet'),
  },
  {
    answer: [EVENTS, 'types'],
    route: 'GET /api/pixel_events/types',
    status: 200,
    send: ({ call }) => call('GET', '/api/pixel_events/types'),
  },
  {
    answer: [EVENTS, 'list'],
    request: 'make: request',
    route: 'POST /api/pixel_events/',
    status: 201,
    async send(at, request) {
      await withAccount(at, request.account_id);
      return at.call('POST', '/api/pixel_events/', request);
    },
    // The contract shows no answer to this request.
    part: ({ items }) => items[0],
  },
  {
    answer: [EVENTS, 'list'],
    request: 'rename: request',
    route: 'PATCH /api/pixel_events/{event_id}',
    status: 200,
    async send(at, request) {
      const { account_id } = request;
      await withAccount(at, account_id);
      const made = await at.call('POST', '/api/pixel_events/', { account_id, title: 'E', type: 'custom' });
      return at.call('PATCH', `/api/pixel_events/${made.json().id}`, request);
    },
    part: ({ items }) => items[0],
  },
  {
    answer: ['ads-pixel-by-id', 'one'],
    route: 'GET /businesses/{business_id}/pixels/{pixel_id}',
    status: 200,
    async send({ call, app, clock }, _request, { name, domain, dataset_id, created_at, historical_events }) {
      clock.now = Date.parse(created_at);
      const root = `/businesses/${(await call('GET', '/accounts/acme')).json().business_id}/pixels`;
      const { id } = (await call('POST', root, { name, domain, dataset_id })).json();
      const [{ type }] = historical_events;
      await app.inject(`/pixel/v1/track?writeKey=${id}&anonymousId=a&event=${type.toLowerCase()}`);
      const day = created_at.slice(0, 10);
      const dates = `historical_events_start_date=${day}&historical_events_end_date=${day}`;
      return call('GET', `${root}/${id}?include_events=true&include_historical_events=true&${dates}`);
    },
  },
  ...conversionCases,
];
