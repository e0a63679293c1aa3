import { readFileSync } from 'node:fs';
import { BadOption } from '../badOption.ts';

/** A record as the API takes it. */
export interface Item {
  [field: string]: unknown;
}

export interface AccountItem extends Item {
  id: string;
  tags: Item[];
  pixels: Item[];
  conversion_pixels: Item[];
}

export interface UserItem extends Item {
  name: string;
  password: string;
}

/** What the file says, with its secrets read. */
export interface Config {
  /** As messages name it. */
  file: string;
  accounts: AccountItem[];
  users: UserItem[];
}

/** What is wrong, with its place in the file: `accounts[0].tags[1].domain: …`. */
export const configProblem = (file: string, path: string, message: string): BadOption =>
  new BadOption(`${file}: ${path ? `${path}: ` : ''}${message}`);

/** Reads the accounts, tags, pixels and users that an operator keeps as a file. */
export function readConfig(file: string, env: NodeJS.ProcessEnv): Config {
  const wrong = (path: string, message: string) => configProblem(file, path, message);

  const object = (value: unknown, path: string): Item => {
    if (typeof value === 'object' && value && !Array.isArray(value)) return value as Item;
    throw wrong(path, 'must be an object');
  };
  const list = (value: unknown, path: string): Item[] => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw wrong(path, 'must be a list');
    return value.map((each, at) => object(each, `${path}[${at}]`));
  };
  /** A list whose items are known by one field, each by another text. */
  const named = (value: unknown, path: string, key: string): Item[] => {
    const items = list(value, path);
    const seen = new Set<string>();
    for (const [at, item] of items.entries()) {
      const name = item[key];
      if (typeof name !== 'string' || !name)
        throw wrong(`${path}[${at}].${key}`, 'must be a text: it is known by that');
      if (seen.has(name)) throw wrong(`${path}[${at}].${key}`, `"${name}" is there twice`);
      seen.add(name);
    }
    return items;
  };
  const secret = (value: unknown, path: string): string => {
    const { env: name, ...more } = (typeof value === 'object' && value ? value : {}) as Item;
    if (typeof name !== 'string' || !name || Object.keys(more).length)
      throw wrong(path, 'a secret is not written here: use {"env": "NAME"}, a variable that has it');
    const text = env[name];
    if (!text) throw wrong(path, `the variable ${name} is not set`);
    return text;
  };

  const root = object(parse(file), '');
  const unknown = Object.keys(root).find(name => name !== 'accounts' && name !== 'users');
  if (unknown !== undefined) throw wrong(unknown, 'is not known here: there are accounts and users');
  return {
    file,
    accounts: named(root.accounts, 'accounts', 'id').map((account, at) => ({
      ...account,
      id: account.id as string,
      tags: named(account.tags, `accounts[${at}].tags`, 'name'),
      pixels: named(account.pixels, `accounts[${at}].pixels`, 'name'),
      conversion_pixels: named(account.conversion_pixels, `accounts[${at}].conversion_pixels`, 'code'),
    })),
    users: named(root.users, 'users', 'name').map((user, at) => ({
      ...user,
      name: user.name as string,
      password: secret(user.password, `users[${at}].password`),
    })),
  };
}

function parse(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadOption(`--config: can't read ${file}: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new BadOption(`${file}: this is no JSON: ${(error as Error).message.replaceAll(/\s+/g, ' ')}`);
  }
}
