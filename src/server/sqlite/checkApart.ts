import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside this file, as source or as it is packed. */
const PROGRAM = fileURLToPath(new URL(`./checkProgram${extname(import.meta.url)}`, import.meta.url));

/**
 * Rejects with what SQLite finds wrong with a file that nobody writes. That takes minutes with ten million events, and hears
 * of nothing meanwhile: in a process of its own, this one can be told to end, and that one ends with it.
 */
export async function checkApart(file: string): Promise<void> {
  const found = await new Promise<string>((resolve, reject) => {
    const args = ['--disable-warning=ExperimentalWarning', PROGRAM, file];
    const program = execFile(process.execPath, args, (error, output) => {
      process.off('exit', end);
      if (error) reject(error);
      else resolve(output.trim());
    });
    const end = () => program.kill('SIGKILL');
    process.on('exit', end);
  });
  if (found !== 'ok') throw new Error(found);
}
