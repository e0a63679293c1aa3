import { openAt, openPostgres } from '../../support/postgres/openPostgres.ts';
import { conformance } from '../store/conformance.ts';

/** On two it takes some minutes more: `npm run test:postgres` does both. */
const SERVERS = process.env.TGP_POSTGRES_RUNS === undefined ? [1] : [1, 2];

for (const servers of SERVERS) {
  conformance(
    servers === 1 ? 'PostgreSQL' : `${servers} servers of PostgreSQL`,
    async ({ onDisk: _, ...options } = {}) => {
      const { store, urls } = await openPostgres(options, servers);
      return {
        store,
        async reopen() {
          await store.close();
          return openAt(urls, options);
        },
      };
    },
    { hasDisk: true },
  );
}
