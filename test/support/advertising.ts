import type { LightMyRequestResponse } from 'fastify';
import type { Parts } from '../../src/server/app.ts';
import { ADMIN, collector, type Keeping, type TestCollector } from './collector.ts';

export interface TestAdvertising extends TestCollector {
  /** `acme`'s. */
  advertiser: number;
  /** Of the account `other`. */
  other: number;
  /** Calls the dialect with a raw token, the administrator's by default; '' sends none. */
  send(method: string, url: string, body?: object | string, token?: string): Promise<LightMyRequestResponse>;
  /** Makes a record for `acme` and returns it as it was answered. */
  make(path: string, fields: object): Promise<Record<string, unknown> & { id: number }>;
}

/** A collector with two advertisers. */
export async function advertisers(
  parts: Partial<Parts> = {},
  keeping: Keeping = {},
): Promise<TestAdvertising> {
  const it = await collector(parts, keeping);
  it.clock.now = Date.parse('2018-07-25T18:39:30.900Z');
  const other = (await it.call('POST', '/accounts', { id: 'other', name: 'Other' })).json().advertiser_id;
  const advertiser = (await it.call('GET', '/accounts/acme')).json().advertiser_id;
  const send: TestAdvertising['send'] = (method, url, body, token = ADMIN) =>
    it.app.inject({
      method: method as 'GET',
      url,
      headers: { ...(token && { authorization: token }) },
      ...(body !== undefined && { payload: body }),
    });
  return {
    ...it,
    advertiser,
    other,
    send,
    async make(path, fields) {
      const one = path.slice(1);
      const answer = await send('POST', `${path}?advertiser_code=acme`, { [one]: fields });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json().response[one];
    },
  };
}

/** Status, `error_id` and message of an answer. */
export const problemOf = (answer: LightMyRequestResponse) => {
  const { error_id, error } = answer.json().response;
  return [answer.statusCode, error_id, error];
};
