import type { FastifyInstance } from 'fastify';
import { beaconHeaders } from '../collect/beaconAnswer.ts';
import { dialect } from '../collect/beaconSchemas.ts';
import type { CollectParts } from '../collect/collect.ts';
import { knownPath } from '../collect/knownPath.ts';
import { answerRefusals } from '../collect/refused.ts';
import { sentBytes } from '../collect/sentBytes.ts';
import { setDialect } from '../http/openapi/dialect.ts';
import { adPixelSchemas } from './adPixelSchemas.ts';
import { click } from './click.ts';
import { impression } from './impression.ts';
import { px } from './px.ts';
import { segment } from './segment.ts';

/** `/px`, also under a tag's own path, fires a conversion pixel; `/imp` and `/click` tell of an ad. No token: each carries an id of a record. */
export async function adPixels(app: FastifyInstance, parts: CollectParts): Promise<void> {
  const { store, now, limits } = parts;
  app.setErrorHandler(answerRefusals(app, parts));
  setDialect(app, dialect);
  app.addHook('onRequest', async (request, reply) => {
    beaconHeaders(request, reply);
    limits.countAddress(request, now(), sentBytes(request, true));
  });
  const config = { isPersonal: true };
  app.get('/px', { config, schema: adPixelSchemas.fire }, px(parts));
  app.get('/:path/px', { config, schema: adPixelSchemas.ownFire, onRequest: knownPath(store) }, px(parts));
  app.get('/seg', { schema: adPixelSchemas.segment }, segment(parts));
  app.get('/imp', { schema: adPixelSchemas.impression }, impression(parts));
  app.get('/click', { schema: adPixelSchemas.click }, click(parts));
}
