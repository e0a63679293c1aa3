import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const { getNativeImagePath } = createRequire(import.meta.url)('google-closure-compiler/lib/utils.js') as {
  getNativeImagePath(): string | undefined;
};

/** The compiler's own binary, where there is one for this machine. */
export const COMPILER = getNativeImagePath();

/** What Tag Manager's validator says of a script, which is this compiler: its errors, or nothing. */
export function checkEs5(code: string): string {
  try {
    compile(code, ['--checks_only']);
    return '';
  } catch (error) {
    return `${(error as { stderr: string }).stderr}`;
  }
}

/** What Tag Manager publishes of it. */
export const optimize = (code: string): string => compile(code, ['--compilation_level', 'SIMPLE']);

const compile = (code: string, flags: string[]): string =>
  execFileSync(
    COMPILER!,
    [
      ...flags,
      '--language_in',
      'ECMASCRIPT5',
      '--language_out',
      'ECMASCRIPT5',
      '--warning_level',
      'QUIET',
      '--env',
      'CUSTOM',
    ],
    { input: code, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 26 },
  );
