import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { MINUTE_MS } from '../../../protocol/durations.ts';
import { isPassword } from '../../access/password.ts';
import { SESSION_MS } from '../../access/session.ts';
import { AUTH_COOKIE, setCookie } from '../../access/sessionCookie.ts';
import { hashToken, makeToken } from '../../access/token.ts';
import { addressOf } from '../../http/addressOf.ts';
import { RateLimit } from '../../http/rateLimit.ts';
import { checkedBy } from '../../http/validate.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { AuthAnswer } from './answers.ts';
import { badFields, ResponseError, rateExceeded } from './error.ts';

const WINDOW_MS = 5 * MINUTE_MS;
const TRIES_OF_NAME = 10;
/** Those of a whole office; a stranger who tries many names stops here. */
const TRIES_OF_ADDRESS = 100;
/** Log-ins under made-up names that the audit log takes: a flood of them must not fill the disk. */
const RECORDED_STRANGERS = 300;
/** Passwords that are checked at once, at 32 MiB each. */
const MAX_CHECKS = 8;

const Body = Type.Object(
  {
    auth: Type.Object(
      {
        username: Type.String({ minLength: 1, maxLength: 100, fix: 'must be the name of a user' }),
        password: Type.String({ minLength: 1, maxLength: 200, fix: 'must be the password' }),
      },
      { fix: 'must be like {"username": "…", "password": "…"}' },
    ),
  },
  { fix: 'must be like {"auth": {"username": "…", "password": "…"}}' },
);
const problemsOf = checkedBy(Body);

/** `POST /auth`: a token for a user's name and password. */
export function logIn(app: FastifyInstance, parts: ApiParts): void {
  const { store, random, passwordCost, now, senderOf } = parts;
  const byName = new RateLimit(TRIES_OF_NAME, WINDOW_MS);
  const byAddress = new RateLimit(TRIES_OF_ADDRESS, WINDOW_MS);
  const strangers = new RateLimit(RECORDED_STRANGERS, WINDOW_MS);
  let checks = 0;

  /** Throws where there were too many. An address comes first: past its limit it uses up nobody's tries. */
  function countTry(name: string, address: string | undefined): void {
    const time = now();
    const seconds = (address ? byAddress.hit(address, time) : 0) || byName.hit(name, time);
    if (seconds) throw tooMany(seconds);
  }

  app.post(
    '/auth',
    {
      config: { isOpen: true },
      schema: {
        summary: 'Log in: a token for a name and a password',
        shown: { body: Body, response: { 200: AuthAnswer }, refusals: [401, 429] },
      },
    },
    async (request, reply) => {
      const { body, ip } = request;
      const problems = problemsOf(body ?? null);
      if (problems.length) throw badFields(problems);
      const { username, password } = (body as { auth: { username: string; password: string } }).auth;
      countTry(username, addressOf(ip));
      if (checks >= MAX_CHECKS) throw tooMany(1);
      checks++;
      try {
        const user = await store.users.get(username);
        const isStranger = user === undefined;
        // A name that is nobody's may be a password in the wrong field.
        if (!isStranger || !strangers.hit('', now())) {
          request.logIn = isStranger ? { kind: 'nobody', name: '' } : { kind: 'user', name: username };
        }
        if (!(await isPassword(password, user?.password, passwordCost))) {
          throw new ResponseError('NOAUTH', 'no user with this name and password');
        }
      } finally {
        checks--;
      }
      const token = makeToken(random);
      const time = now();
      const session = { hash: hashToken(token), user_name: username, created_at: time, used_at: time };
      // An expired one is kept for as long again, to be called expired.
      await store.sessions.add(session, time - 2 * SESSION_MS);
      // From another's page it would put its visitor into an account that is not his.
      if (senderOf(request) !== 'other') setCookie(request, reply, AUTH_COOKIE, token);
      return { response: { status: 'OK', token } };
    },
  );
}

const tooMany = (seconds: number) => rateExceeded(`too many log-ins: try again in ${seconds} s`, seconds);
