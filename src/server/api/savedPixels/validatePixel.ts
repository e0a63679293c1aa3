import type { PlatformName } from '../../../install/platforms.ts';
import { variableProblem } from '../../../install/variableProblem.ts';
import type { FieldProblem } from '../../http/errors.ts';

interface Loose {
  [name: string]: unknown;
}

/**
 * What is wrong with a saved pixel's configuration that a schema can't see. Reads what it finds: where a part
 * isn't of its type, the schema says so.
 * @param platform whose variables the configuration names; undefined where that is not known
 */
export function validatePixel(config: unknown, platform: PlatformName | undefined): FieldProblem[] {
  if (!isObject(config)) return [];
  const problems: FieldProblem[] = [];
  const add = (name: string, fix: string, type: string) => {
    const field = `config.${name}`;
    problems.push({ field, message: `${field}: ${fix}`, type });
  };
  const { type, conversion_type, revenue, currency } = config;
  if (type === 'pageview' && conversion_type !== undefined) {
    add('conversion_type', 'is for conversions and microconversions: leave it out of a page view', 'refused');
  }
  if ((type === 'conversion' || type === 'microconversion') && conversion_type === undefined) {
    add('conversion_type', `a ${type} needs one, like "purchase": 1 to 50 characters`, 'missing');
  }
  if ((type === 'pageview' || type === 'microconversion') && revenue !== undefined) {
    add('revenue', `is for conversions: leave it out of a ${type}`, 'refused');
  }

  const checkValue = (name: string, sent: unknown, check?: (text: string) => Fault | undefined) => {
    if (!isObject(sent) || typeof sent.value !== 'string' || !sent.value) return;
    const { source, value } = sent;
    const fault =
      source === 'variable'
        ? variableFault(platform, value)
        : source === 'fixed'
          ? check?.(value)
          : undefined;
    if (fault) add(`${name}.value`, fault.fix, fault.type);
  };
  checkValue('revenue', revenue, amountFault);
  checkValue('currency', currency, currencyFault);

  const taken = new Map<unknown, string>();
  if (revenue !== undefined) taken.set('revenue', 'the revenue');
  if (currency !== undefined) taken.set('currency', 'the currency');
  const properties = Array.isArray(config.properties) ? config.properties.filter(isObject) : [];
  for (const [at, property] of properties.entries()) {
    const name = `properties.${at}`;
    const { key } = property;
    const other = taken.get(key);
    if (other) add(`${name}.key`, `"${key}" is taken by ${other}: choose another key`, 'duplicate');
    else if (typeof key === 'string') taken.set(key, `property ${at}`);
    // An object literal would take it for its prototype.
    if (key === '__proto__') add(`${name}.key`, '"__proto__" can be no key: choose another', 'reserved');
    checkValue(name, property);
  }
  return problems;
}

interface Fault {
  fix: string;
  type: string;
}

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function variableFault(platform: PlatformName | undefined, name: string): Fault | undefined {
  const problem = platform && variableProblem(platform, name);
  if (!problem) return undefined;
  return { fix: `"${name}" ${problem}${remedyOf(platform, name)}`, type: 'variable' };
}

/** Other platforms that would read a variable of that name: whoever says nothing of the platform gets javascript. */
function remedyOf(platform: PlatformName, name: string): string {
  const candidates: PlatformName[] = /^\{\{.*\}\}$/.test(name.trim()) ? ['gtm'] : ['gtm', 'tealium'];
  const others = candidates.filter(each => each !== platform && variableProblem(each, name) === undefined);
  const values = others.map(each => `"${each}"`).join(' or ');
  return values && `; as a variable of another platform it is valid: send "target_platform": ${values}`;
}

/** Plain decimals: what every platform's code and every reader of a beacon takes for the same number. */
const amountFault = (text: string): Fault | undefined =>
  /^\d+(\.\d+)?$/.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER
    ? undefined
    : {
        fix: 'must be a number of zero or more, like 59.90, without sign and thousands separator',
        type: 'number',
      };

const currencyFault = (text: string): Fault | undefined =>
  Intl.supportedValuesOf('currency').includes(text)
    ? undefined
    : { fix: 'must be an ISO 4217 code in capitals, like EUR', type: 'currency' };
