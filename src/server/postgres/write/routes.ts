import { NotStored } from '../../store/errors.ts';
import type { Context } from '../context.ts';
import type { Server } from '../server.ts';

/** Most write keys whose way is known by heart. */
const MAX_KEYS = 100_000;

/** Where the events of a tag go. */
export interface Route {
  accountId: string;
  server: Server;
}

export interface Routes {
  /** By heart, or once it was asked: whoever asks for the same key is answered in turn. Throws `NotStored` where there is none. */
  of(writeKey: string): Route | Promise<Route>;
  forget(accountId?: string): void;
}

export function routes({ servers }: Pick<Context, 'servers'>): Routes {
  const known = new Map<string, Route>();
  const asked = new Map<string, Promise<Route>>();
  let forgotten = 0;

  async function ask(writeKey: string): Promise<Route> {
    const before = forgotten;
    const accountId = await servers.accountOf('write_key', writeKey);
    const server = accountId === undefined ? undefined : await servers.find(accountId);
    if (!server) throw new NotStored('there is no tag with this write key');
    const route = { accountId: accountId!, server };
    if (known.size >= MAX_KEYS) known.clear();
    // What was told meanwhile may be of this one.
    if (before === forgotten) known.set(writeKey, route);
    return route;
  }

  return {
    of(writeKey) {
      const waiting = asked.get(writeKey);
      if (waiting) return waiting;
      const route = known.get(writeKey);
      if (route) return route;
      const asking = ask(writeKey);
      asked.set(writeKey, asking);
      // After all of those that waited for it.
      const end = () => setImmediate(() => asked.delete(writeKey));
      asking.then(end, end);
      return asking;
    },
    forget(accountId) {
      forgotten++;
      if (accountId === undefined) known.clear();
      else for (const [key, route] of known) if (route.accountId === accountId) known.delete(key);
    },
  };
}
