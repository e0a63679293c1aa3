import type { PixelRule } from '../../store/adRecords.ts';
import type { Session } from '../session.ts';
import { numbers, texts } from './arrays.ts';
import type { Facts } from './facts.ts';

/** What is asked of an account. */
export type Asked = { accountId: string } & (
  | { kind: 'tags' | 'words' | 'names'; id: string }
  | { kind: 'rules' | 'categories'; id: number }
  | { kind: 'orders' | 'isRemade' }
);

type Of<Kind extends Asked['kind']> = Extract<Asked, { kind: Kind }>;

/** What was asked, one row each. */
const TEXTS = 'unnest($1::text[], $2::text[]) AS asked(account_id, id)';
const NUMBERS = 'unnest($1::text[], $2::bigint[]) AS asked(account_id, id)';

const TAGS = `SELECT account_id, id,
    (SELECT true FROM tags WHERE tags.account_id = asked.account_id AND tags.write_key = asked.id) AS is_there,
    (SELECT true FROM husks WHERE husks.account_id = asked.account_id AND husks.write_key = asked.id LIMIT 1) AS has_husks
  FROM ${TEXTS}`;

const WORDS = `SELECT account_id, id, since_seq, word FROM ${TEXTS}
  CROSS JOIN LATERAL (SELECT since_seq, word FROM record_words AS said
    WHERE said.account_id = asked.account_id AND said.id = asked.id ORDER BY since_seq OFFSET 0) AS found`;

const NAMES = `SELECT account_id, id,
    (SELECT since_seq FROM known_names AS known WHERE known.account_id = asked.account_id AND known.event = asked.id)
  FROM ${TEXTS}`;

const RULES = `SELECT found.* FROM ${NUMBERS}
  CROSS JOIN LATERAL (SELECT * FROM pixel_rules AS rule
    WHERE rule.account_id = asked.account_id AND rule.pixel_id = asked.id ORDER BY since_seq OFFSET 0) AS found`;

const CATEGORIES = `SELECT account_id, id, pixel_id FROM ${NUMBERS}
  CROSS JOIN LATERAL (SELECT DISTINCT pixel_id FROM pixel_rules AS rule
    WHERE rule.account_id = asked.account_id AND rule.pixel_conversion_event_id = asked.id
    ORDER BY pixel_id OFFSET 0) AS found`;

const ORDERS = `SELECT account_id, since_seq, orders_across_tags FROM account_rules
  WHERE account_id = ANY($1) ORDER BY account_id, since_seq`;

const REMADE = `SELECT account_id, EXISTS (
    SELECT 1 FROM visits_due AS due WHERE due.account_id = asked.account_id AND due.session = '') AS is_remade
  FROM unnest($1::text[]) AS asked(account_id)`;

/** Reads what is asked: one statement for each kind of it. */
export async function readFacts(
  session: Session,
  of: (accountId: string) => Facts,
  asked: readonly Asked[],
): Promise<void> {
  const those = <Kind extends Asked['kind']>(kind: Kind) =>
    asked.filter((each): each is Of<Kind> => each.kind === kind);
  const accounts = (rows: readonly Asked[]) => texts(rows, each => each.accountId);
  const byText = (rows: Of<'tags' | 'words' | 'names'>[]) => [accounts(rows), texts(rows, each => each.id)];
  const byNumber = (rows: Of<'rules' | 'categories'>[]) => [accounts(rows), numbers(rows, each => each.id)];

  const tags = those('tags');
  if (tags.length) {
    type Row = { account_id: string; id: string; is_there: true | null; has_husks: true | null };
    for (const row of await session.all<Row>(TAGS, byText(tags))) {
      of(row.account_id).tags.set(row.id, {
        isThere: row.is_there === true,
        hasHusks: row.has_husks === true,
      });
    }
  }

  const words = those('words');
  if (words.length) {
    for (const { accountId, id } of words) of(accountId).words.set(id, []);
    type Row = { account_id: string; id: string; since_seq: number; word: string | null };
    for (const { account_id, id, since_seq, word } of await session.all<Row>(WORDS, byText(words))) {
      of(account_id).words.get(id)!.push({ since_seq, value: word });
    }
  }

  const names = those('names');
  if (names.length) {
    type Row = { account_id: string; id: string; since_seq: number | null };
    for (const { account_id, id, since_seq } of await session.all<Row>(NAMES, byText(names))) {
      of(account_id).names.set(id, since_seq ?? Number.POSITIVE_INFINITY);
    }
  }

  const rules = those('rules');
  if (rules.length) {
    for (const { accountId, id } of rules) of(accountId).rules.set(id, []);
    for (const rule of await session.all<PixelRule>(RULES, byNumber(rules))) {
      of(rule.account_id).rules.get(rule.pixel_id)!.push(rule);
    }
  }

  const categories = those('categories');
  if (categories.length) {
    for (const { accountId, id } of categories) of(accountId).categories.set(id, []);
    type Row = { account_id: string; id: number; pixel_id: number };
    for (const { account_id, id, pixel_id } of await session.all<Row>(CATEGORIES, byNumber(categories))) {
      of(account_id).categories.get(id)!.push(pixel_id);
    }
  }

  const orders = those('orders');
  if (orders.length) {
    for (const { accountId } of orders) of(accountId).orders = [];
    type Row = { account_id: string; since_seq: number; orders_across_tags: 0 | 1 };
    for (const row of await session.all<Row>(ORDERS, [accounts(orders)])) {
      of(row.account_id).orders!.push({ since_seq: row.since_seq, value: row.orders_across_tags === 1 });
    }
  }

  const remade = those('isRemade');
  if (remade.length) {
    type Row = { account_id: string; is_remade: boolean };
    for (const row of await session.all<Row>(REMADE, [accounts(remade)])) {
      of(row.account_id).isRemade = row.is_remade;
    }
  }
}
