import type { FastifyRequest } from 'fastify';
import type { Store } from '../store/store.ts';
import { Refused } from './refused.ts';

/**
 * Lets a request through whose address begins with the path of a tag, of today or of before. Whose it is does not
 * matter: a page may have several tags, and all of them send where its script came from.
 */
export const knownPath = (store: Store) => async (request: FastifyRequest) => {
  const { path } = request.params as { path: string };
  if (!(await store.tags.ofPath(path))) throw new Refused(404, `no tag has the path "${path.slice(0, 32)}"`);
};
