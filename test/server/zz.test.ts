import { it } from 'vitest';
import { collector } from '../support/collector.ts';
it('x', async () => {
  const { app, call, writeKey } = await collector({ distDir: new URL('../../dist/', import.meta.url).pathname });
  console.log(app.printRoutes({ commonPrefix: false }).slice(0, 3000));
  const [{ path }] = (await call('GET', '/accounts/acme/tags')).json().tags;
  for (const u of [`/${path}/${writeKey}.js`, `/${path}/v?writeKey=${writeKey}&userId=u`, `/${path}/e?writeKey=${writeKey}&userId=u&event=E`, `/${path}/px?id=3`, '/foo/v', '/foo/px', '/foo/x.js', `/foo/${writeKey}.js`, '/events/v', '/accounts/v', '/tgp/x.js']) {
    const a = await app.inject(u); console.log(u, a.statusCode, a.headers['content-type'], a.body.slice(0, 120));
  }
  for (const u of [`/${path}/v`, '/foo/v', '/foo/px', `/foo/${writeKey}.js`, '/foo/x.js']) { const a = await app.inject({ method: 'DELETE', url: u }); console.log('DELETE', u, a.statusCode, a.body.slice(0, 100)); }
  console.log(Object.keys((await app.inject('/openapi.json')).json().paths).join(' '));
});
