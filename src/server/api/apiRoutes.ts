import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { Access } from '../access/access.ts';
import type { ApiLimits } from '../access/apiLimits.ts';
import type { FindAccess } from '../access/auth.ts';
import type { NotedStore } from '../access/noteChanges.ts';
import type { PasswordCost } from '../access/password.ts';
import type { CheckPassword } from '../access/passwordChecks.ts';
import type { SecretBox } from '../access/secretBox.ts';
import type { Accept } from '../collect/accept.ts';
import type { Live } from '../collect/live.ts';
import type { Refusals } from '../collect/refusals.ts';
import type { OneAtATime } from '../http/oneAtATime.ts';
import type { Random } from '../http/random.ts';
import type { Sender } from '../http/sender.ts';
import type { Turns } from '../http/turns.ts';
import type { Store } from '../store/store.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request's token opens; set before every route of the API. */
    access: Access;
  }
}

export interface ApiParts {
  /** Tells `noting` of what changes in it. */
  store: Store;
  noting: NotedStore['noting'];
  live: Live;
  refusals: Pick<Refusals, 'list' | 'listen'>;
  now: () => number;
  random: Random;
  passwordCost: PasswordCost;
  checkPassword: CheckPassword;
  /** Users are changed one after the other: somebody must be left who can do all. */
  changingUsers: OneAtATime;
  version: string;
  /** Makes the first user; undefined where there is no such link. */
  firstUserKey?: string | undefined;
  findAccess: FindAccess;
  /** The door for events that somebody with a token brings. */
  accept: Accept;
  /** Keeps the secrets of tags. */
  box: SecretBox;
  /** Whose page sends a request with a cookie. */
  senderOf: (request: FastifyRequest) => Sender;
  limits: ApiLimits;
  /** For reads that may take some milliseconds. */
  turns: Turns;
  /** How often a silent stream shows that it lives. */
  heartbeatMs: number;
}

export type ApiRoutes = FastifyPluginAsyncTypebox<ApiParts>;
