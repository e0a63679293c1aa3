import { readFileSync } from 'node:fs';
import { InstallError, installCode } from '../../install/installCode.ts';
import type { Pixel } from '../../install/pixel.ts';
import { PLATFORMS, type PlatformName } from '../../install/platforms.ts';
import { readNewPixel } from '../api/savedPixels/body.ts';
import { codeAlone } from '../api/savedPixels/codeAlone.ts';
import { BadOption } from './badOption.ts';
import { readArgs } from './readArgs.ts';

export const INSTALL_HELP = `Usage: tgp install --pixel <file> [options]

Prints the code that installs a saved pixel.

  --pixel <file>         the pixel, as the API shows or takes it; - for standard input
  --platform <name>      where the code goes; the pixel's own target_platform where not given
  --write-key <key>      the tag's write key                     TGP_WRITE_KEY
  --collector <origin>   the collector, like https://c.example   TGP_COLLECTOR
  --script-url <url>     the tag's script                        (/tgp.js of the collector)
  --global-name <name>   name of the tag's global                (tgp)
  --integrity <hash>     hash of a versioned script, sha384-…
  --nonce <nonce>        nonce of the inline scripts
  --preconnect           connect to the collector early
  --part <part>          base or event: one of the two codes     (both)
  --json                 all of it: codes, files, variables, notes
  --list                 the platforms
  --help                 this text
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const FLAGS = {
  pixel: text,
  platform: text,
  'write-key': text,
  collector: text,
  'script-url': text,
  'global-name': text,
  integrity: text,
  nonce: text,
  preconnect: flag,
  part: text,
  json: flag,
  list: flag,
  help: { ...flag, short: 'h' },
};

/** `tgp install`: the code of a pixel that is kept in a file, as the API would give it. */
export function installCommand(args: string[], env: NodeJS.ProcessEnv): string {
  const flags = readFlags(args);
  if (flags.help) return INSTALL_HELP.trimEnd();
  if (flags.list) return PLATFORMS.join('\n');
  if (!flags.pixel)
    throw new BadOption('--pixel: name the file of a saved pixel; "tgp install --help" has more');
  const { pixel, target } = readPixel(flags.pixel);
  const platform = (flags.platform ?? target) as PlatformName;
  if (!PLATFORMS.includes(platform)) {
    throw new BadOption(`--platform: "${platform}" is none of ${PLATFORMS.join(', ')}`);
  }
  if (flags.part && flags.part !== 'base' && flags.part !== 'event') {
    throw new BadOption(`--part: "${flags.part}" is neither base nor event`);
  }
  const collector = flags.collector ?? (env.TGP_COLLECTOR || undefined) ?? 'https://YOUR-COLLECTOR';
  try {
    const code = installCode(platform, pixel, {
      writeKey: flags['write-key'] ?? (env.TGP_WRITE_KEY || undefined) ?? 'YOUR_WRITE_KEY',
      scriptUrl: flags['script-url'] ?? `${collector.replace(/\/$/, '')}/tgp.js`,
      globalName: flags['global-name'],
      integrity: flags.integrity,
      nonce: flags.nonce,
      preconnect: flags.preconnect,
    });
    return flags.json ? JSON.stringify(code, null, 2) : codeAlone(code, flags.part);
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    throw new BadOption(`${error.field}: ${error.message}`);
  }
}

function readFlags(args: string[]) {
  const hint = '"tgp install --help" lists the options';
  const { values, positionals } = readArgs(args, FLAGS, hint);
  if (positionals.length) throw new BadOption(`"${positionals[0]}": install takes no argument; ${hint}`);
  return values as {
    [flag in keyof typeof FLAGS]?: (typeof FLAGS)[flag] extends typeof text ? string : boolean;
  };
}

/** A pixel as the API shows it, or as it takes it. */
function readPixel(file: string): { pixel: Pixel; target: string } {
  try {
    const read = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
    const { id = 'pix_example', account_id, created_by, created_at, updated_at, ...body } = read.data ?? read;
    const { name, config, target_platform } = readNewPixel(body);
    return { pixel: { id, name, config }, target: target_platform ?? 'javascript' };
  } catch (error) {
    throw new BadOption(`--pixel ${file}: ${(error as Error).message.replaceAll('; ', '\n  ')}`);
  }
}
