import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../../../e2e/support/certificate.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';
import { NOBODY, type StartedPostgres, startPostgres } from '../../support/postgres/startPostgres.ts';
import { tempRoot } from '../../support/tempRoot.ts';

let postgres: StartedPostgres;
const folder = mkdtempSync(join(tempRoot, 'tgp-tls-'));
const root = join(folder, 'root.pem');
const stranger = join(folder, 'stranger.pem');

beforeAll(async () => {
  const { cert, key } = makeCertificate('db.example');
  const own = mkdtempSync(join(tempRoot, 'tgp-tls-'));
  if (process.getuid?.() === 0) chownSync(own, NOBODY, NOBODY);
  const [certFile, keyFile] = [join(own, 'cert.pem'), join(own, 'key.pem')];
  for (const [file, text] of [
    [certFile, cert],
    [keyFile, key],
  ] as const) {
    writeFileSync(file, text, { mode: 0o600 });
    if (process.getuid?.() === 0) chownSync(file, NOBODY, NOBODY);
  }
  writeFileSync(root, cert);
  writeFileSync(stranger, makeCertificate('db.example').cert);
  postgres = await startPostgres({ settings: { ssl: 'on', ssl_cert_file: certFile, ssl_key_file: keyFile } });
  rmSync(own, { recursive: true });
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true });
});

/** Whether a connection is encrypted, or why there is none. */
async function ask(url: string): Promise<unknown> {
  const server = new Server(readServers(url)[0]!, { connections: 2 });
  onTestFinished(() => server.close());
  try {
    return await server.first('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
  } catch (error) {
    return String(((error as Error).cause as Error).message);
  }
}

describe('a connection', () => {
  it.each([
    ['', { ssl: true }],
    ['?sslmode=disable', { ssl: false }],
    ['?sslmode=require', { ssl: true }],
    [`?sslmode=verify-ca&sslrootcert=${root}`, { ssl: true }],
    // Of the address it is one too.
    [`?sslmode=verify-full&sslrootcert=${root}`, { ssl: true }],
    [`?sslmode=verify-full&sslrootcert=${stranger}`, expect.stringMatching(/self.signed|certificate/)],
    // As libpq has it: a root that is named is asked.
    [`?sslmode=require&sslrootcert=${stranger}`, expect.stringMatching(/self.signed|certificate/)],
    ['?sslmode=verify-full', expect.stringMatching(/self.signed|certificate/)],
  ])('with %s', async (query, expected) => {
    expect(await ask(postgres.url('postgres') + query)).toEqual(expected);
  });

  it('to another name than that of the certificate is none', async () => {
    const url = postgres.url('postgres').replace('127.0.0.1', 'localhost');
    expect(await ask(`${url}?sslmode=verify-full&sslrootcert=${root}`)).toMatch(/localhost.*altnames/);
    expect(await ask(`${url}?sslmode=verify-ca&sslrootcert=${root}`)).toEqual({ ssl: true });
  });

  it('to a server without TLS is there only where that may be', async () => {
    const url = await emptyDatabase();
    expect(await ask(url)).toEqual({ ssl: false });
    expect(await ask(`${url}?sslmode=require`)).toMatch(/does not support SSL/);
  });
});
