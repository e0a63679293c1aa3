import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { isPassword } from '../password.ts';
import { hashToken, makeToken } from '../token.ts';
import type { ApiParts } from './apiRoutes.ts';
import { AuthAnswer } from './recordAnswers.ts';
import { COOKIE, SESSION_MS } from './responseAuth.ts';
import { badFields, ResponseError } from './responseError.ts';
import { checkedBy } from './validate.ts';

const MAX_TRIES = 10;
const WINDOW_MS = 5 * 60_000;
/** Names whose tries are remembered; the oldest go first. */
const MAX_NAMES = 10_000;
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
export function logIn(app: FastifyInstance, { store, random, now }: ApiParts): void {
  const tries = new Map<string, number[]>();
  let checks = 0;

  /** Throws where the user has tried too often. */
  function countTry(name: string): void {
    const time = now();
    const recent = (tries.get(name) ?? []).filter(each => time - each < WINDOW_MS);
    if (recent.length >= MAX_TRIES) throw tooMany(Math.ceil((recent[0]! + WINDOW_MS - time) / 1000));
    tries.delete(name);
    tries.set(name, [...recent, time]);
    if (tries.size > MAX_NAMES) tries.delete(tries.keys().next().value!);
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
    async ({ body, protocol }, reply) => {
      const problems = problemsOf(body ?? null);
      if (problems.length) throw badFields(problems);
      const { username, password } = (body as { auth: { username: string; password: string } }).auth;
      countTry(username);
      if (checks >= MAX_CHECKS) throw tooMany(1);
      checks++;
      try {
        const user = await store.users.find(username);
        if (!(await isPassword(password, user?.password))) {
          throw new ResponseError('NOAUTH', 'no user with this name and password');
        }
      } finally {
        checks--;
      }
      const token = makeToken(random);
      const time = now();
      const session = { hash: hashToken(token), user_name: username, created_at: time, used_at: time };
      // An expired one is kept for as long again, to be called expired.
      await store.users.addSession(session, time - 2 * SESSION_MS);
      const secure = protocol === 'https' ? '; Secure' : '';
      reply.header(
        'set-cookie',
        `${COOKIE}=${token}; Path=/; Max-Age=${SESSION_MS / 1000}; HttpOnly; SameSite=Strict${secure}`,
      );
      return { response: { status: 'OK', token } };
    },
  );
}

const tooMany = (seconds: number): ResponseError =>
  new ResponseError('SYSTEM', `too many log-ins: try again in ${seconds} s`, {
    status: 429,
    error_code: 'RATE_EXCEEDED',
    headers: { 'retry-after': String(seconds) },
  });
