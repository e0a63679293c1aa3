import { describe, expect, it } from 'vitest';
import { isPostgres, readServers } from '../../../src/server/postgres/readServers.ts';

describe('reads servers', () => {
  const read = (text: string) =>
    readServers(text).map(
      ({ hosts, user, password, database, name, sslMode, applicationName, connectMs }) => ({
        hosts: hosts.map(({ host, port }) => `${host} ${port}`),
        user,
        password,
        database,
        name,
        sslMode,
        applicationName,
        connectMs,
      }),
    );

  it('with hosts, a log-in and parameters as libpq has them', () => {
    expect(
      read(
        'postgres://me:p%40ss:word@a.example,b.example:5433,[::1]:5434/my%20db?sslmode=require&connect_timeout=3&application_name=x',
      ),
    ).toEqual([
      {
        hosts: ['a.example 5432', 'b.example 5433', '::1 5434'],
        user: 'me',
        password: 'p@ss:word',
        database: 'my db',
        name: 'a.example:5432,b.example:5433,[::1]:5434/my db',
        sslMode: 'require',
        applicationName: 'x',
        connectMs: 3000,
      },
    ]);
  });

  it('of which there are several, and what is left out', () => {
    expect(read(' postgres://  postgresql://%2Frun%2Fpg/tgp ').map(({ name }) => name)).toEqual([
      'localhost:5432/',
      '/run/pg:5432/tgp',
    ]);
    expect(read('postgres:///tgp')).toMatchObject([
      { sslMode: 'prefer', applicationName: 'tgp', connectMs: 5000 },
    ]);
  });

  it.each([
    ['mysql://a/b', 'write postgres://user:password@host:5432/database'],
    ['postgres://u:se@cret@a/b', 'in a password, write %40 for @'],
    ['postgres://u:se/cret@a/b', '%2F for /'],
    ['postgres://u:se?cret@a/b', '%3F for ?'],
    ['postgres://u:se cret@a/b', 'has a host that is none'],
    ['postgres://u:s%zz@a/b', 'has a % that stands for nothing'],
    ['postgres://a:0/b', 'has a host that is none'],
    ['postgres://a/b?sslmod=require', 'has the parameter "sslmod", which is none of sslmode, sslrootcert'],
    ['postgres://a/b?sslmode=allow', 'has sslmode=allow: use one of disable, prefer'],
    ['postgres://a/b?sslmode=require&sslmode=disable', 'has the parameter "sslmode" more than once'],
    ['postgres://a/b?sslrootcert=/nowhere.pem', "sslrootcert=/nowhere.pem, which can't be read (ENOENT)"],
    ['postgres://a/b?sslcert=/nowhere.pem', 'has sslcert alone'],
    ['postgres://a/b?connect_timeout=0', 'has connect_timeout=0: use a number of seconds'],
  ])('not %s', (text, message) => {
    expect(() => readServers(text)).toThrow(message);
    expect(() => readServers(text)).not.toThrow(/cret|u:se/);
  });

  it('and knows them from folders', () => {
    expect(['postgres://a', ' postgresql://', './data', '/postgres://'].map(isPostgres)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
