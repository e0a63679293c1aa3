import { readFileSync } from 'node:fs';
import { BadOption } from './badOption.ts';

/** Fewer can be guessed. */
const MIN_LENGTH = 16;

/** An option as it was given: by which name, and what. */
export interface Given {
  name: string;
  value: string | undefined;
}

/** The owner's token, or the one in a file of his, which no list of processes shows. */
export function readAdminToken(token: Given, file: Given): string | undefined {
  const given = readGiven(token, file);
  if (!given) return undefined;
  const { name, text } = given;
  if (!/^[\x21-\x7e]+$/.test(text)) throw new BadOption(`${name}: use letters, digits and signs, no spaces`);
  if (text.length < MIN_LENGTH) {
    throw new BadOption(`${name}: too easy to guess; give it ${MIN_LENGTH} characters or more`);
  }
  return text;
}

/** What was given, or what is in the file that was; undefined where nothing was. */
export function readGiven(own: Given, file: Given): { name: string; text: string } | undefined {
  if (own.value && file.value) {
    throw new BadOption(`${file.name}: there is ${own.name} too; give one of them`);
  }
  if (own.value) return { name: own.name, text: own.value };
  return file.value ? { name: file.name, text: readText(file) } : undefined;
}

export function readText({ name, value }: Given): string {
  try {
    return readFileSync(value!, 'utf8').trim();
  } catch (error) {
    throw new BadOption(`${name}: can't read ${value}: ${(error as Error).message}`);
  }
}
