type Json = unknown;

/** The examples of the conversion pixel's contract end here or begin there. */
const FIELD = /^( *)\{?"(\w+)": ?(.*?),?$/;

interface Open {
  indent: number;
  value: Record<string, Json> | Json[];
}

/**
 * The examples of a text that has lost every line of nothing but brackets. What is left are lines with a field. One
 * that ends in "{" or "[" holds the lines below it that are indented by four more, so the bracket closes before the
 * first that is not; in a list, a field whose name the current object has already begins the next object. The second
 * request has lost its outermost field as well, which is "pixel" in the vendor's own text.
 */
export const repaired = (text: string): Json[] =>
  blocksIn(text).map(lines => {
    const whole = objectOf(lines);
    return 'pixel' in whole || 'response' in whole ? whole : { pixel: whole };
  });

/** Lines with a field that follow each other. */
function blocksIn(text: string): string[][] {
  const blocks: string[][] = [[]];
  for (const line of text.split('\n')) {
    if (FIELD.test(line.trimEnd())) blocks.at(-1)!.push(line.trimEnd());
    else if (blocks.at(-1)!.length) blocks.push([]);
  }
  return blocks.filter(block => block.length);
}

function objectOf(lines: string[]): Record<string, Json> {
  const whole: Record<string, Json> = {};
  const open: Open[] = [{ indent: Number.NEGATIVE_INFINITY, value: whole }];
  for (const line of lines) {
    const [, { length: indent } = '', name = '', text = ''] = FIELD.exec(line)!;
    while (indent < open.at(-1)!.indent + 4) open.pop();
    const inside = objectIn(open.at(-1)!.value, name);
    if (text === '{' || text === '[') {
      const value = text === '{' ? {} : [];
      inside[name] = value;
      open.push({ indent, value });
    } else {
      inside[name] = JSON.parse(text);
    }
  }
  return whole;
}

/** The object that a field of this name goes into: in a list its last one, or the next. */
function objectIn(value: Open['value'], name: string): Record<string, Json> {
  if (!Array.isArray(value)) return value;
  const last = value.at(-1) as Record<string, Json> | undefined;
  if (last && !(name in last)) return last;
  const next: Record<string, Json> = {};
  value.push(next);
  return next;
}
