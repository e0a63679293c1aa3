import { openAt, openPostgres } from '../../support/postgres/openPostgres.ts';
import { conformance } from '../store/conformance.ts';

for (const servers of [1, 2]) {
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
