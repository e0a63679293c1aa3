import { existsSync } from 'node:fs';
import { BadOption } from './badOption.ts';
import { type MakeApp, planConfig } from './config/planConfig.ts';
import { readConfig } from './config/readConfig.ts';
import { DATA_OPTION, placeOf, withStore } from './dataCommand.ts';
import { readArgs } from './readArgs.ts';

const HELP = `Usage: tgp plan --config <file> [--data <folder>]

Prints what a start with this --config would make (+) and change (~), and does none of it. The file is JSON: accounts with
their tags and pixels, and users; docs/config.md has all of it.

  --config <file>        the file                                TGP_CONFIG
${DATA_OPTION}`;

/** `tgp plan`: what it prints. */
export const planCommand =
  (makeApp: MakeApp) =>
  async (args: string[], env: NodeJS.ProcessEnv): Promise<string> => {
    const text = { type: 'string' } as const;
    const flags = {
      config: text,
      data: text,
      store: text,
      'store-file': text,
      help: { type: 'boolean', short: 'h' },
    } as const;
    const hint = '"tgp plan --help" lists the options';
    const { values, positionals } = readArgs(args, flags, hint);
    if (values.help) return HELP;
    if (positionals.length) throw new BadOption(`plan takes no argument; ${hint}`);
    const file = (values.config as string | undefined) ?? (env.TGP_CONFIG || undefined);
    if (!file) throw new BadOption(`--config: name the file; ${hint}`);
    const config = readConfig(file, env);
    const place = placeOf(values, env);
    const changes =
      place.file === undefined || existsSync(place.file)
        ? await withStore(place, open => planConfig(config, open, makeApp))
        : await planConfig(config, undefined, makeApp);
    return changes.length ? changes.join('\n') : 'nothing to do: all is as the file says';
  };
