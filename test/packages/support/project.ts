import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from '../../../scripts/npm.mjs';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What a program wrote, and how it ended. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** An empty project of somebody's, in a folder of its own. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'tgp-project-'));

  constructor() {
    this.write('package.json', JSON.stringify({ private: true, scripts: { which: 'node -v' } }));
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Settles with what npm says; throws where it fails. */
  async npm(...args: string[]): Promise<string> {
    const { code, output } = await npm([...args, `--prefix=${this.folder}`, '--no-audit', '--no-fund'], {
      cwd: this.folder,
    });
    if (code !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${output}`);
    return output;
  }

  /** Runs a module of the project's with a Node, until it ends by itself. */
  run(node: string, text: string, name = 'main.mjs'): Ran {
    return execute(node, [this.write(name, text)], this.folder);
  }

  /** The packages that are installed, without npm's own files. */
  installed(): string[] {
    return readdirSync(join(this.folder, 'node_modules')).filter(name => !name.startsWith('.'));
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs a program with a Node first on the PATH. */
export function execute(node: string, args: string[], cwd: string): Ran {
  const { status, stdout, stderr } = spawnSync(node, args, {
    cwd,
    encoding: 'utf8',
    timeout: 30_000,
    env: withNode(node),
  });
  return { code: status, out: stdout, err: stderr };
}

/** An environment whose `node` is that one, without what the runner of the tests set for itself. */
export function withNode(node: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_|TGP_|VITEST|FORCE_COLOR)/i.test(name),
  );
  return { ...Object.fromEntries(own), PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
}
