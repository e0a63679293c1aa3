/** What one check found. */
export interface Check {
  name: string;
  state: 'ok' | 'FAIL' | 'skip';
  /** In one line. */
  found: string;
  /** What to do about it. */
  fix?: string;
}

export const ok = (name: string, found: string): Check => ({ name, state: 'ok', found });
export const skip = (name: string, found: string): Check => ({ name, state: 'skip', found });
export const bad = (name: string, found: string, fix: string): Check => ({ name, state: 'FAIL', found, fix });

/** As it is printed: one line. */
export const checkLine = ({ name, state, found, fix }: Check): string =>
  `${state.padEnd(4)}  ${name.padEnd(11)}  ${found}${fix ? `; ${fix}` : ''}`.replaceAll(/\s*\n\s*/g, ' ');
