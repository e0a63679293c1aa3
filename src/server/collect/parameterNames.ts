/** As far as names are looked for in what was sent, how many are told, and how long they may be. */
const MAX_READ = 8000;
const MAX_NAMES = 40;
const MAX_NAME = 60;

/** A name as a developer writes one: what has other letters, or many digits, may be a value in a name's place. */
const PLAIN = /^(?!.*\d{5})[A-Za-z_$][\w$.[\]-]*$/;

/** The names of a query's parameters, each once, and none of their values. */
export function parameterNames(query: string): string[] {
  const names = new Set<string>();
  for (const part of query.slice(0, MAX_READ).split('&')) {
    const name = decoded(part.split('=', 1)[0]!);
    if (name.length <= MAX_NAME && PLAIN.test(name)) names.add(name);
    if (names.size === MAX_NAMES) break;
  }
  return [...names];
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
