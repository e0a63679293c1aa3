import type { FastifyInstance } from 'fastify';
import type { Access } from '../../access/access.ts';
import { adminAccess } from '../../access/auth.ts';
import { configProblem, type Item } from './readConfig.ts';

/** What the file may do, and how the audit log knows it. */
export const configAccess: Access = {
  ...adminAccess,
  actor: { kind: 'admin', id: 'config', name: 'config' },
};

/** One call of the API; throws what it refuses, with the place in the file that it is about. */
export type ConfigCall = (path: string, method: string, url: string, body?: Item) => Promise<Item>;

/** Calls the collector's own API, so that the file is checked and recorded as any other client's records. */
export function configCall(app: FastifyInstance, token: string, file: string): ConfigCall {
  return async (path, method, url, body) => {
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: { authorization: `Bearer ${token}` },
      ...(body && { payload: body }),
    });
    const json = answer.json() as Item;
    if (answer.statusCode < 300) return json;
    const [first = answer.payload] = messagesOf(json);
    const [, field, rest] = /^([\w.[\]]+): (.*)$/s.exec(first) ?? [];
    throw field ? configProblem(file, `${path}.${field}`, rest!) : configProblem(file, path, first);
  };
}

interface Refusal {
  error?: { message: string; detail?: { message: string }[] };
  response?: { error: string };
}

function messagesOf({ error, response }: Refusal): string[] {
  if (response) return response.error.split('; ');
  return error?.detail?.map(({ message }) => message) ?? (error ? [error.message] : []);
}
