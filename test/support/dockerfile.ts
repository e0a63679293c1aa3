import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a Dockerfile's last stage leaves, in a folder in place of an image's root. */
export interface Built {
  root: string;
  env: Record<string, string>;
  user: string;
  volumes: string[];
  entrypoint: string[];
  /** The command that tells whether it is well. */
  health: string[];
}

/** Folders of the image that its own steps make; what else a step names is the machine's. */
const OWN = /(?<![\w./])\/(tgp|data|usr\/local\/bin)(?=\/|\s|$)/g;

/** As the words of a step's arguments, or its list in JSON. */
const words = (text: string): string[] => (text.startsWith('[') ? JSON.parse(text) : text.split(/\s+/));

/**
 * Runs the steps of a Dockerfile one by one, each as Docker would but for the isolation: no image is there, so what its base
 * has must be on this machine, and files belong to whoever runs this.
 * @param ignored whether the build's context leaves a path out
 */
export function buildByHand(
  file: string,
  context: string,
  folder: string,
  ignored: (path: string) => boolean,
): Built {
  const steps = readFileSync(file, 'utf8')
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .flatMap(
      line => (/^([A-Z]+) +(.*)$/.exec(line.trim())?.slice(1, 3) as [string, string] | undefined) ?? [],
    );
  const stages = new Map<string, string>();
  let built: Built = { root: '', env: {}, user: 'root', volumes: [], entrypoint: [], health: [] };
  let workdir = '/';
  const inside = (text: string) => text.replaceAll(OWN, (path: string) => `${built.root}${path}`);

  for (let at = 0; at < steps.length; at += 2) {
    const [name, rest] = [steps[at] as unknown as string, steps[at + 1] as unknown as string];
    if (name === 'FROM') {
      const [, stage = String(stages.size)] = / AS (\w+)$/i.exec(rest) ?? [];
      built = { root: join(folder, stage), env: {}, user: 'root', volumes: [], entrypoint: [], health: [] };
      workdir = '/';
      stages.set(stage, built.root);
      mkdirSync(join(built.root, 'usr/local/bin'), { recursive: true });
    } else if (name === 'WORKDIR') {
      workdir = rest;
      mkdirSync(join(built.root, workdir), { recursive: true });
    } else if (name === 'COPY') {
      const [, stage, paths = rest] = /^--from=(\w+) (.*)$/.exec(rest) ?? [];
      const parts = words(paths);
      const to = parts.pop()!;
      for (const from of parts) {
        const source = stage ? join(stages.get(stage)!, from) : join(context, from);
        if (!stage && ignored(from)) throw new Error(`${from} is not in the build's context`);
        const isFolder = to.endsWith('/') || to === '.';
        const target = join(built.root, workdir, to, isFolder ? from.split('/').at(-1)! : '');
        mkdirSync(dirname(target), { recursive: true });
        cpSync(source, target, { recursive: true, verbatimSymlinks: true });
      }
    } else if (name === 'RUN') {
      // Whose a file is, is for an image alone.
      const script = `set -eu; chown() { :; }; ${inside(rest)}`;
      execFileSync('/bin/sh', ['-c', script], { cwd: join(built.root, workdir), stdio: 'pipe' });
    } else if (name === 'ENV') {
      for (const pair of words(rest)) {
        const [key, value] = pair.split(/=(.*)/s) as [string, string];
        built.env[key] = inside(value);
      }
    } else if (name === 'USER') built.user = rest;
    else if (name === 'VOLUME') built.volumes.push(...words(rest));
    else if (name === 'ENTRYPOINT') built.entrypoint = words(rest);
    else if (name === 'HEALTHCHECK') built.health = words(rest.slice(rest.indexOf('CMD ') + 4));
    else if (name !== 'EXPOSE' && name !== 'STOPSIGNAL') throw new Error(`what does ${name} do?`);
  }
  return built;
}

/** The paths that a `.dockerignore` of `*` and exceptions lets in. */
export function contextOf(file: string): (path: string) => boolean {
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.startsWith('!'))
    .map(line => line.slice(1));
  return path => !kept.some(each => path === each || path.startsWith(`${each}/`));
}

export const removeBuilt = (folder: string): void => rmSync(folder, { recursive: true, force: true });
