import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, it } from 'vitest';
import { ADMIN } from '../collector.ts';
import { anyDocument, type Operation, operationsOf } from '../openapi.ts';
import { changed, filled, thingsIn } from './fill.ts';
import type { Request, Row, Table, Wrong } from './table.ts';
import { unfounded } from './unfounded.ts';
import { type Things, type World, world } from './world.ts';

/** The cases of a row that are refused for what is in the request. */
const WRONG = ['missing', 'wrongType', 'overLimit'] as const;

/** Tests each row of a table, case by case; what is refused must have changed nothing. */
export function runTable(table: Table): void {
  describe.each(table.rows)(`${table.dialect}: $route`, row => {
    it('refuses what is wrong, missing, too much, not there, not yours or not allowed, and takes the rest', async () => {
      const at = await world();
      const document = await anyDocument(at.app);
      const operation = operationsOf(document).find(([route]) => route === row.route)?.[1];
      if (!operation) throw new Error(`${row.route}: the document has no such route`);
      for (const problem of unfounded(row, operation, document)) throw new Error(`${row.route}: ${problem}`);
      await new RowRun(table, row, at, operation).all();
    });
  });
}

class RowRun {
  readonly table: Table;
  readonly row: Row;
  readonly at: World;
  readonly operation: Operation;

  constructor(table: Table, row: Row, at: World, operation: Operation) {
    this.table = table;
    this.row = row;
    this.at = at;
    this.operation = operation;
  }

  async all(): Promise<void> {
    const { row, at } = this;
    const isReading = /^(GET|HEAD|OPTIONS) /.test(row.route);
    const accounts = row.as === 'everyone' ? '*' : (['acme'] as string[]);
    const token = row.as === 'everyone' ? ADMIN : await at.token('write', accounts);

    for (const name of WRONG) {
      const wrong = row[name];
      if (typeof wrong !== 'string') await this.wrong(name, wrong, token);
    }
    await this.things(token);

    if (typeof row.otherAccount !== 'string') {
      await this.otherAccount(await at.token('write', ['other']), isReading);
    }
    if (row.noToken === undefined) {
      for (const none of ['', 'tgp_nobodys']) await this.refused(`token "${none}"`, row, none, 401);
    }
    if (row.readOnly === undefined && !isReading) {
      await this.refused('a token that can only read', row, await at.token('read', accounts), 403);
    }
    if (typeof row.readOnly === 'number')
      await this.taken('a token that can only read', await this.readingToken(accounts), row.readOnly);
    if (typeof row.ok === 'string') return;
    if (row.readOnly === undefined && isReading) {
      await this.taken('a token that can only read', await this.readingToken(accounts), row.ok);
    }
    await this.taken('the request as it stands', token, row.ok);
  }

  /** Reads all that an owner's token reads, and changes nothing. */
  private async readingToken(accounts: string[] | '*'): Promise<string> {
    const asked = { name: 'R', scope: 'read', accounts, people: accounts === '*' };
    return (await this.at.call('POST', '/tokens', asked)).json().token;
  }

  /** The request, changed as the case has it, names the wrong field. */
  private async wrong(name: string, wrong: Wrong, token: string): Promise<void> {
    const { field, status = this.table.invalid, ...change } = wrong;
    const answer = await this.refused(name, changed(this.row, change), token, status);
    expect(answer.body, `${name}: names ${field}`).toContain(field);
  }

  /** Each thing in turn that is not there, and that is another account's: nobody can tell which. */
  private async things(token: string): Promise<void> {
    const { row, at } = this;
    if (typeof row.notFound === 'string') return;
    const status = row.notFound ?? 404;
    for (const thing of thingsIn([row.path, row.query, row.body])) {
      const gone = await this.refused(`a ${thing} that is not there`, row, token, status, {
        ...at.acme,
        [thing]: at.nobody[thing]!,
      });
      if (row.as === 'everyone') continue;
      const theirs = await this.refused(`another account's ${thing}`, row, token, status, {
        ...at.acme,
        [thing]: at.other[thing]!,
      });
      const plain = ({ body }: LightMyRequestResponse, things: Things) =>
        body.replaceAll(String(things[thing]), 'ID').replace(/"(request_id|sp_trace_id)":"[^"]*"/, '');
      expect(plain(theirs, at.other), `another's ${thing} looks like none`).toBe(plain(gone, at.nobody));
    }
  }

  private async otherAccount(token: string, isReading: boolean): Promise<void> {
    const { row, at } = this;
    const name = 'a token of another account';
    if (row.otherAccount !== undefined) {
      await this.refused(name, row, token, row.otherAccount as number);
    } else if (thingsIn([row.path, row.query, row.body]).length) {
      await this.refused(name, row, token, 404);
    } else if (isReading && typeof row.ok === 'number') {
      const { body } = await this.taken(name, token, row.ok);
      const { account, ...ids } = at.acme;
      for (const [thing, id] of Object.entries(ids))
        expect(body, `${name}: ${thing}`).not.toContain(String(id));
      expect(body, name).not.toContain(`"${account}"`);
    } else {
      throw new Error(`${row.route}: say what a token of another account gets`);
    }
  }

  private async refused(
    name: string,
    request: Request,
    token: string,
    status: number,
    things = this.at.acme,
  ): Promise<LightMyRequestResponse> {
    const before = await this.at.stored();
    const answer = await this.send(request, token, things);
    expect(answer.statusCode, `${name}: ${answer.body.slice(0, 300)}`).toBe(status);
    this.isDocumented(name, status);
    expect((await this.at.stored()) === before, `${name}: changes nothing`).toBe(true);
    return answer;
  }

  private async taken(name: string, token: string, status: number): Promise<LightMyRequestResponse> {
    const answer = await this.send(this.row, token, this.at.acme);
    expect(answer.statusCode, `${name}: ${answer.body.slice(0, 300)}`).toBe(status);
    expect(this.operation.responses, `${name}: ${status} is in the document`).toHaveProperty(String(status));
    return answer;
  }

  /** The answer itself was held against the document on its way (`watchAnswers`). */
  private isDocumented(name: string, status: number): void {
    const [schema] = Object.values(this.operation.responses[status]?.content ?? {}).map(each => each.schema);
    const { error } = this.table;
    const form = error === 'text' ? { type: 'string' } : { $ref: `#/components/schemas/${error}` };
    expect(schema, `${name}: ${status} is in the document, in the dialect's form`).toMatchObject(form);
  }

  private send(request: Request, token: string, things: Things): Promise<LightMyRequestResponse> {
    const { method, url, body } = filled(this.row.route, request, things);
    return this.at.call(method, url, body, token);
  }
}
