import { type Kysely, sql } from 'kysely';
import type { AccountRow, PixelEventRow, SavedPixelRow, Schema, TagRow, TokenRow } from '../store/schema.ts';
import { Exists, type SavedPixelChange } from '../store/store.ts';

/** The records that people make and change: accounts, tags, saved pixels, pixel events, tokens. */
export class SqliteRecords {
  protected readonly query: Kysely<Schema>;

  constructor(query: Kysely<Schema>) {
    this.query = query;
  }

  async addAccount(account: AccountRow): Promise<void> {
    await unique(this.query.insertInto('accounts').values(account).execute());
  }

  account(id: string): Promise<AccountRow | undefined> {
    return this.query.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
  }

  async changeAccount(
    id: string,
    change: Partial<Pick<AccountRow, 'name' | 'redirect_hosts'>>,
  ): Promise<void> {
    await this.query.updateTable('accounts').set(change).where('id', '=', id).execute();
  }

  accounts(): Promise<AccountRow[]> {
    return this.query.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('id').execute();
  }

  accountOfBusiness(businessId: string): Promise<AccountRow | undefined> {
    return this.query
      .selectFrom('accounts')
      .selectAll()
      .where('business_id', '=', businessId)
      .executeTakeFirst();
  }

  async addTag(tag: TagRow): Promise<void> {
    await unique(this.query.insertInto('tags').values(tag).execute());
  }

  tagsOf(accounts: string[] | '*'): Promise<TagRow[]> {
    let query = this.query.selectFrom('tags').selectAll();
    if (accounts !== '*') query = query.where('account_id', 'in', accounts);
    return query.orderBy('created_at').orderBy('write_key').execute();
  }

  async changeTag(writeKey: string, change: Partial<TagRow>): Promise<void> {
    await this.query.updateTable('tags').set(change).where('write_key', '=', writeKey).execute();
  }

  async addSavedPixel(pixel: SavedPixelRow): Promise<void> {
    await unique(this.query.insertInto('saved_pixels').values(pixel).execute());
  }

  savedPixel(accountId: string, id: string): Promise<SavedPixelRow | undefined> {
    return this.query
      .selectFrom('saved_pixels')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  savedPixels(accountId: string, type?: SavedPixelRow['pixel_type']): Promise<SavedPixelRow[]> {
    let query = this.query.selectFrom('saved_pixels').selectAll().where('account_id', '=', accountId);
    if (type !== undefined) query = query.where('pixel_type', '=', type);
    return query.orderBy('created_at').orderBy('id').execute();
  }

  async changeSavedPixel(read: SavedPixelRow, change: SavedPixelChange): Promise<boolean> {
    const { numUpdatedRows } = await unique(
      this.query
        .updateTable('saved_pixels')
        .set({ ...change, revision: read.revision + 1 })
        .where('account_id', '=', read.account_id)
        .where('id', '=', read.id)
        .where('revision', '=', read.revision)
        .executeTakeFirst(),
    );
    return numUpdatedRows > 0;
  }

  async removeSavedPixel(accountId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.query
      .deleteFrom('saved_pixels')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0;
  }

  async addPixelEvent(event: PixelEventRow): Promise<void> {
    await unique(this.query.insertInto('pixel_events').values(event).execute());
  }

  pixelEvents(accountId: string): Promise<PixelEventRow[]> {
    return this.query
      .selectFrom('pixel_events')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
  }

  renamePixelEvent(accountId: string, id: string, title: string): Promise<PixelEventRow | undefined> {
    return this.query
      .updateTable('pixel_events')
      .set({ title })
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
  }

  async removePixelEvent(accountId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.query
      .deleteFrom('pixel_events')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0;
  }

  addToken(token: Omit<TokenRow, 'number'>): Promise<TokenRow> {
    const number = sql<number>`(SELECT coalesce(max(number), 0) + 1 FROM tokens)`;
    return unique(
      this.query
        .insertInto('tokens')
        .values({ ...token, number })
        .returningAll()
        .executeTakeFirstOrThrow(),
    );
  }

  token(hash: string): Promise<TokenRow | undefined> {
    return this.query.selectFrom('tokens').selectAll().where('hash', '=', hash).executeTakeFirst();
  }

  tokens(): Promise<TokenRow[]> {
    return this.query.selectFrom('tokens').selectAll().orderBy('number').execute();
  }

  async revokeToken(id: string, time: number): Promise<void> {
    await this.query
      .updateTable('tokens')
      .set({ revoked_at: time })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
  }

  async hasTokens(): Promise<boolean> {
    return Boolean(await this.query.selectFrom('tokens').select('id').limit(1).executeTakeFirst());
  }
}

async function unique<Result>(change: Promise<Result>): Promise<Result> {
  try {
    return await change;
  } catch (error) {
    if (/UNIQUE constraint failed/.test((error as Error).message)) {
      throw new Exists((error as Error).message, { cause: error });
    }
    throw error;
  }
}
