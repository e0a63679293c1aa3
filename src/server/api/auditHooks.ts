import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Change } from '../access/noteChanges.ts';
import { HttpError } from '../http/errors.ts';
import type { ActorKind, NewAuditRow } from '../store/audit.ts';
import type { ApiParts } from './apiRoutes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True where also who looks is recorded. */
    isAudited?: boolean;
    /** True where nothing is changed, whatever its method. */
    isLooking?: boolean;
  }
  interface FastifyRequest {
    /** What the request changed so far. */
    changes: Change[] | null;
    /** Who tried to log in: the one request that is recorded even where it failed. */
    logIn: { kind: ActorKind; name: string } | null;
  }
}

const NOT_RECORDED =
  'the change was made, but its entry in the audit log could not be written; look before you try again';
const NO_LOG_IN = 'log-ins can not be recorded just now, so that none gives a token; try again later';

/**
 * Writes an entry for each record that a request changed. It is written after the change and before the answer: where
 * that fails the answer is a 500 that says so, and the log has the entry. A power cut in between leaves a change
 * that nobody was told of and that has no entry.
 */
export function auditHooks(app: FastifyInstance, { store, noting, now }: ApiParts): void {
  app.decorateRequest('changes', null);
  app.decorateRequest('logIn', null);

  app.addHook('preHandler', (request, _reply, done) => {
    request.changes = [];
    noting(request.changes, done);
  });

  app.addHook('onSend', async (request, reply) => {
    const { changes } = request;
    // The answer to what went wrong here comes by as well.
    request.changes = null;
    const { isAudited, isLooking } = request.routeOptions.config;
    const isReading = isLooking || (!isAudited && (request.method === 'GET' || request.method === 'HEAD'));
    if (!changes || isReading || (reply.statusCode >= 400 && !request.logIn)) return;
    const entries = entriesOf(request, changes, now(), reply.statusCode);
    try {
      await store.audit.add(entries);
    } catch (err) {
      // A log-in that the store had no room for has had its answer, and gave no token.
      if (reply.statusCode >= 500) return;
      request.log.error({ err, entries, request_id: request.id }, 'changed, but not recorded');
      reply.removeHeader('set-cookie');
      throw new HttpError('internal_error', request.logIn ? NO_LOG_IN : NOT_RECORDED);
    }
  });
}

/**
 * For an answer that is sent while its work goes on: gives what records the changes that are made from now on, once that is over. Those before
 * are recorded as ever.
 */
export function recordLater(
  request: FastifyRequest,
  { store, now }: Pick<ApiParts, 'store' | 'now'>,
): () => Promise<void> {
  const changes = request.changes!;
  const before = changes.length;
  return async () => {
    const later = changes.slice(before);
    if (later.length) await store.audit.add(entriesOf(request, later, now(), 200));
  };
}

function entriesOf(
  { access, logIn, method, routeOptions }: FastifyRequest,
  changes: Change[],
  time: number,
  status: number,
): NewAuditRow[] {
  const actor = logIn ? { ...logIn, id: logIn.name } : access.actor;
  const common = {
    time,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    method,
    route: routeOptions.url!,
    status,
    published: null,
  };
  const none = { ...common, record_kind: logIn && ('session' as const), record_id: null, account_id: null };
  if (!changes.length) return [none];
  return changes.map(({ kind, id, accountId, published = null }) => ({
    ...common,
    record_kind: kind,
    record_id: id,
    account_id: accountId,
    published,
  }));
}
