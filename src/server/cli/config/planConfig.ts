import type { FastifyInstance } from 'fastify';
import type { Access } from '../../access/access.ts';
import { makeToken } from '../../access/token.ts';
import { random } from '../../http/random.ts';
import type { Store } from '../../store/store.ts';
import { applyConfig, type Changes } from './applyConfig.ts';
import { configAccess, configCall } from './configCall.ts';
import type { Config } from './readConfig.ts';
import { recordsOf } from './recordsOf.ts';

/** Makes a collector: `createApp`, which is above this. */
export type MakeApp = (parts: {
  store: Store;
  fixed: [token: string, access: Access][];
}) => Promise<FastifyInstance>;

/**
 * What the file would change, tried in a copy of the records: a mistake in its last line is found before the first is
 * applied.
 * @param store undefined where there is none yet
 */
export async function planConfig(
  config: Config,
  store: Store | undefined,
  makeApp: MakeApp,
): Promise<Changes> {
  const copy = await recordsOf(store);
  const token = makeToken(random);
  const app = await makeApp({ store: copy, fixed: [[token, configAccess]] });
  try {
    return await applyConfig(config, {
      call: configCall(app, token, config.file),
      store: copy,
      now: Date.now(),
    });
  } finally {
    await app.close();
    await copy.close();
  }
}
