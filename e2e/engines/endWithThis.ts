import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();

/** A child that must not outlive this process, however that ends. */
export function endWithThis(child: ChildProcess): void {
  if (!children.size) process.once('exit', endAll);
  children.add(child);
  child.once('exit', () => {
    children.delete(child);
    if (!children.size) process.off('exit', endAll);
  });
}

function endAll(): void {
  for (const child of children) child.kill('SIGKILL');
}
