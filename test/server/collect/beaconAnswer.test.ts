import { describe, expect, it } from 'vitest';
import { collector } from '../../support/collector.ts';

describe('every answer', () => {
  it.each([
    ['200', 'GET', '/pixel/v1/page?writeKey=KEY&userId=u'],
    ['400', 'GET', '/pixel/v1/page?writeKey=KEY'],
    ['401', 'HEAD', '/pixel/v1/page?writeKey=nope&userId=u'],
    ['405', 'DELETE', '/pixel/v1/page'],
    ['204', 'OPTIONS', '/pixel/v1/page'],
  ])('lets the page that sent it read the status: %s', async (status, method, url) => {
    const { app, writeKey } = await collector();
    for (const origin of ['https://shop.example', 'null']) {
      const answer = await app.inject({
        method: method as 'GET',
        url: url.replace('KEY', writeKey),
        headers: { origin },
      });
      expect(answer.statusCode).toBe(Number(status));
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
      });
      expect(answer.headers.vary).toMatch(/^Origin/);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('says nothing of CORS to what is no page', async () => {
    const { beacon } = await collector();
    const { headers } = await beacon('event=E');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers.vary).toBe('Origin');
  });

  it('to a preflight allows what was asked for, and for how long', async () => {
    const { app } = await collector();
    const answer = await app.inject({
      method: 'OPTIONS',
      url: '/pixel/v1/track',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, x-y',
      },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'content-type, x-y',
      'access-control-max-age': '900',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    });
    expect(answer.body).toBe('');
  });
});
