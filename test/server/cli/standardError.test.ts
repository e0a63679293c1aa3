import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { standardError } from '../../../src/server/cli/standardError.ts';
import { tempDir } from '../../support/collector.ts';

/** A pipe, of which both ends are here. */
function pipe(): { descriptor: number; read(): string } {
  const path = join(tempDir(), 'pipe');
  spawnSync('mkfifo', [path]);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(descriptor));
  const bytes = Buffer.alloc(1 << 20);
  return {
    descriptor,
    read() {
      try {
        return bytes.toString('utf8', 0, readSync(descriptor, bytes));
      } catch {
        return '';
      }
    },
  };
}

describe.skipIf(process.platform === 'win32')('a log that nobody reads', () => {
  it('loses whole lines alone, and says how many when it is read again', () => {
    const { descriptor, read } = pipe();
    const out = standardError(descriptor);
    const line = (at: number) => `${JSON.stringify({ at, text: 'x'.repeat(997) })}\n`;
    for (let at = 0; at < 200; at++) out.write(line(at));
    const first = read();
    out.write(line(200));
    out.write(line(201));
    const texts = (first + read())
      .trimEnd()
      .split('\n')
      .map(text => JSON.parse(text));
    const written = texts.filter(({ at }) => at !== undefined).map(({ at }) => at);
    const [note, ...more] = texts.filter(({ lost }) => lost);
    expect(more).toEqual([]);
    expect(note).toMatchObject({ level: 40, msg: 'lines of this log could not be written' });
    expect(written.length + note.lost).toBe(202);
    expect(written.slice(-2)).toEqual([200, 201]);
  });

  it('throws nothing where there is nothing to write to', () => {
    const descriptor = openSync(tempDir(), 'r');
    const out = standardError(descriptor);
    out.write('a\n');
    closeSync(descriptor);
    expect(() => out.write('b\n')).not.toThrow();
  });
});
