import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const RENDERER = /--type=renderer\b|-contentproc\b.*\btab$|WebKitWebProcess/;

export interface Running {
  pid: number;
  parent: number;
  command: string;
}

/** The processes that a process started, and those that they started. */
export async function descendants(root: number): Promise<Running[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], {
    maxBuffer: 2 ** 26,
  });
  const all = [...stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)].map(([, pid, parent, command = '']) => ({
    pid: Number(pid),
    parent: Number(parent),
    command: command.trim(),
  }));
  const found: Running[] = [];
  const roots = [root];
  for (let parent = roots.pop(); parent; parent = roots.pop()) {
    const children = all.filter(running => running.parent === parent);
    found.push(...children);
    roots.push(...children.map(({ pid }) => pid));
  }
  return found;
}

/** Finds the processes below this one that render pages, and gives what ends them all. */
export async function rendererKiller(root: number): Promise<() => void> {
  const renderers = (await descendants(root)).filter(({ command }) => RENDERER.test(command));
  if (!renderers.length) throw new Error(`process ${root} has no renderer to end`);
  return () => {
    for (const { pid } of renderers) kill(pid);
  };
}

/** Ends a process at once; one that has gone by itself is as well. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
