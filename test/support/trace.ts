import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** strace, and leave to trace. */
export const canTrace = spawnSync('strace', ['-D', '-o', '/dev/null', 'true']).status === 0;

/** Shell that has the command's system calls written to a file. `-D` leaves the command its own process id. */
export const tracing = (file: string): string =>
  `exec strace -D -f -qq -y -s 8192 -o '${file}' -e trace=read,write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync "$0" "$@";`;

export interface Call {
  name: string;
  /** Where its file is; a connection is `socket:[…]`. */
  file: string;
  /** Its arguments and what it returned, as strace writes them. */
  text: string;
}

const OUT = ['write', 'writev', 'sendto', 'sendmsg'];

/**
 * The calls of a trace in their order. What goes out counts from its begin, everything else from its end: so that
 * threads side by side can't make an answer look later than it was.
 */
export function readTrace(file: string): Call[] {
  const begun = new Map<string, { call: Call; isOut: boolean }>();
  const calls: Call[] = [];
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const begin = /^(\d+) +(\w+)\(\d+<([^>]*)>(.*)$/.exec(line);
    const rest = /^(\d+) +<\.\.\. \w+ resumed>(.*)$/.exec(line);
    if (begin) {
      const [, thread, name, path, text] = begin as unknown as [string, string, string, string, string];
      const call = { name, file: path, text };
      const isOut = OUT.includes(name);
      const isWhole = !text.endsWith('<unfinished ...>');
      if (!isWhole) begun.set(thread, { call, isOut });
      if (isWhole || isOut) calls.push(call);
    } else if (rest) {
      const [, thread, text] = rest as unknown as [string, string, string];
      const { call, isOut } = begun.get(thread) ?? {};
      begun.delete(thread);
      if (!call) continue;
      call.text += text;
      if (!isOut) calls.push(call);
    }
  }
  return calls;
}
