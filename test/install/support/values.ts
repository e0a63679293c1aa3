import { pathSteps } from '../../../src/install/path.ts';

export type Values = { [name: string]: unknown };

/** An object that has a value at each path. Undefined values are not there. */
export function objectOf(values: Values): Values {
  const top: Values = {};
  for (const [name, value] of Object.entries(values)) {
    const steps = pathSteps(name);
    const last = steps.pop()!;
    let at = top;
    for (const step of value === undefined ? [] : steps) {
      at[step] ??= {};
      at = at[step] as Values;
    }
    if (value !== undefined) at[last] = value;
  }
  return top;
}

/** Whether the paths can all be in one object: none is another's, and none goes through another's value. */
export function areApart(values: Values): boolean {
  const names = Object.keys(values).map(name => pathSteps(name).join('.'));
  return (
    new Set(names).size === names.length &&
    names.every(name => names.every(other => name === other || !other.startsWith(`${name}.`)))
  );
}
