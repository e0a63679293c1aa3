import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { BadOption } from './badOption.ts';

export interface ReadArgs {
  values: Record<string, string | boolean | string[] | undefined>;
  positionals: string[];
}

/**
 * Reads a command's arguments. What is wrong is said in one line, that names the option.
 * @param hint where the options are listed
 */
export function readArgs(args: string[], options: ParseArgsOptionsConfig, hint: string): ReadArgs {
  const read = parsed(args, options, hint);
  const empty = Object.entries(read.values).find(([, value]) => [value].flat().some(isEmpty));
  // `--store "$STORE"` of a variable that nobody set is not "in the folder, then".
  if (empty) throw new BadOption(`--${empty[0]}: give it a value; ${hint}`);
  return read;
}

const isEmpty = (value: unknown): boolean => typeof value === 'string' && !value.trim();

function parsed(args: string[], options: ParseArgsOptionsConfig, hint: string): ReadArgs {
  try {
    const { values, positionals } = parseArgs({
      args: joined(args, options),
      allowPositionals: true,
      options,
    });
    return { values: values as ReadArgs['values'], positionals };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, name = ''] = /'(?:-\w, )?(--[\w-]+)/.exec(message) ?? [];
    const isMissing = code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' && isText(name, options);
    const problem = isMissing ? `${name}: give it a value` : message.split(/\. |\n/)[0];
    throw new BadOption(`${problem}; ${hint}`);
  }
}

const isText = (flag: string, options: ParseArgsOptionsConfig): boolean =>
  flag.startsWith('--') && options[flag.slice(2)]?.type === 'string';

/** `--days -1` as `--days=-1`: a value may begin with a sign, and whoever reads it says what is wrong with it. */
function joined(args: string[], options: ParseArgsOptionsConfig): string[] {
  const all: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const [arg, next] = [args[at]!, args[at + 1]];
    if (arg === '--') return [...all, ...args.slice(at)];
    if (isText(arg, options) && next !== undefined && /^-[^-]/.test(next)) {
      all.push(`${arg}=${next}`);
      at++;
    } else all.push(arg);
  }
  return all;
}
