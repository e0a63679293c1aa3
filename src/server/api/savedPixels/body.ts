import { type Static, type TSchema, Type } from 'typebox';
import type { PixelConfig } from '../../../install/pixel.ts';
import { type FieldProblem, invalid } from '../../http/errors.ts';
import { checkedBy, MAX_PROBLEMS } from '../../http/validate.ts';
import type { TargetPlatform } from '../../store/rows.ts';
import { oneOf } from '../oneOf.ts';
import { validatePixel } from './validatePixel.ts';

export const PIXEL_TYPES: PixelConfig['type'][] = ['pageview', 'conversion', 'microconversion'];
const TARGET_PLATFORMS: TargetPlatform[] = ['javascript', 'gtm', 'tealium'];

const text = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, fix: `must be a text of 1 to ${maxLength} characters` });
const strict = { additionalProperties: false };

const value = {
  source: Type.Enum(['fixed', 'variable'], { fix: oneOf(['fixed', 'variable']) }),
  value: text(500),
};
const Value = Type.Object(value, { ...strict, fix: 'must be like {"source": "fixed", "value": "EUR"}' });
const Property = Type.Object(
  { key: text(50), ...value },
  { ...strict, fix: 'must be like {"key": "sku", "source": "fixed", "value": "SKU-1"}' },
);
const Config = Type.Object(
  {
    type: Type.Enum(PIXEL_TYPES, { fix: oneOf(PIXEL_TYPES) }),
    conversion_type: Type.Optional(text(50)),
    revenue: Type.Optional(Value),
    currency: Type.Optional(Value),
    properties: Type.Optional(
      Type.Array(Property, { maxItems: 20, fix: 'must be a list of at most 20 properties' }),
    ),
  },
  { ...strict, fix: 'must be an object with a "type", like {"type": "pageview"}' },
);
/** A saved pixel's fields, as clients write them. */
export const fields = {
  name: text(100),
  // Null is what a saved pixel without one shows.
  description: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    maxLength: 500,
    fix: 'must be a text of at most 500 characters',
  }),
  config: Config,
  target_platform: Type.Enum(TARGET_PLATFORMS, { fix: oneOf(TARGET_PLATFORMS) }),
};
const { name, description, config, target_platform } = fields;

export const NewPixel = Type.Object(
  { name, config, description: Type.Optional(description), target_platform: Type.Optional(target_platform) },
  strict,
);
export const PixelChange = Type.Partial(Type.Object(fields, strict), strict);

/** What only this side writes: a change may have it, as an answer of ours had it. */
const OURS = ['id', 'account_id', 'created_by', 'created_at', 'updated_at'] as const;

const asShown = { readOnly: true, description: 'As it was answered; nothing is changed by it.' };
const ours = Object.fromEntries(OURS.map(each => [each, Type.Optional(Type.Unknown(asShown))]));

/** The same for the document: null is as good as nothing, and what was answered may come back. */
const ShownConfig = Type.Unsafe<PixelConfig>({
  ...Config,
  properties: Object.fromEntries(
    Object.entries(Config.properties).map(([each, schema]) => [
      each,
      each === 'type' ? schema : Type.Union([schema as TSchema, Type.Null()]),
    ]),
  ),
});
export const ShownNewPixel = Type.Object({ ...NewPixel.properties, config: ShownConfig }, strict);
export const ShownPixelChange = Type.Object(
  { ...PixelChange.properties, config: Type.Optional(ShownConfig), ...ours },
  strict,
);

export type NewPixel = Static<typeof NewPixel>;
export type PixelChange = Static<typeof PixelChange>;

/** What a change is checked against. */
export interface Stored {
  config: PixelConfig;
  target_platform: TargetPlatform;
}

export const readNewPixel = reader<NewPixel>(NewPixel);
const readChange = reader<PixelChange>(PixelChange);

/** A change, without what only this side writes; an id that is another's is refused. */
export function readPixelChange(
  body: unknown,
  stored: Stored & Record<(typeof OURS)[number], unknown>,
): PixelChange {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return readChange(body, stored);
  const entries = Object.entries(body);
  for (const field of ['id', 'account_id'] as const) {
    const sent = entries.find(([name]) => name === field)?.[1];
    if (sent === undefined || sent === null || sent === stored[field]) continue;
    const message = `${field}: can't be changed: leave it out, or send "${stored[field]}"`;
    throw invalid({ field, message, type: 'readOnly' });
  }
  const own = entries.filter(([name]) => !OURS.some(each => each === name));
  return readChange(Object.fromEntries(own), stored);
}

/** The function that gives a body back as it is to be stored, or throws all that is wrong with it. */
function reader<Body>(schema: TSchema): (body: unknown, stored?: Stored) => Body {
  const problemsOf = checkedBy(schema);
  return (body, stored) => {
    const sent = withoutNulls(trimmed(body));
    const byField = new Map<string, FieldProblem>();
    for (const problem of [...problemsOf(sent), ...brokenTexts(sent), ...ruleProblems(sent, stored)]) {
      if (!byField.has(problem.field)) byField.set(problem.field, problem);
    }
    if (byField.size) throw invalid(...[...byField.values()].slice(0, MAX_PROBLEMS));
    return sent as Body;
  };
}

/** Two names that differ in the blanks around them would look the same, and one of blanks alone like none. */
function trimmed(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { name, config } = body;
  return {
    ...body,
    ...(typeof name === 'string' && { name: name.trim() }),
    ...(isObject(config) && { config: trimmedConfig(config) }),
  };
}

function trimmedConfig({ ...config }: Loose): Loose {
  const { conversion_type, properties } = config;
  if (typeof conversion_type === 'string') config.conversion_type = conversion_type.trim();
  if (Array.isArray(properties))
    config.properties = properties.map(each =>
      isObject(each) && typeof each.key === 'string' ? { ...each, key: each.key.trim() } : each,
    );
  return config;
}

/** What a configuration has none of is as good as null: so clients of typed languages send it. */
function withoutNulls(body: unknown): unknown {
  if (!isObject(body)) return body;
  return isObject(body.config) ? { ...body, config: withValues(body.config) } : body;
}

interface Loose {
  [name: string]: unknown;
}

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withValues = (config: Loose): object =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));

function ruleProblems(sent: unknown, stored: Stored | undefined): FieldProblem[] {
  const { config, target_platform } = (sent ?? {}) as Partial<Record<keyof Stored, unknown>>;
  const sentPlatform = target_platform ?? stored?.target_platform ?? 'javascript';
  const platform = TARGET_PLATFORMS.find(each => each === sentPlatform);
  // A new platform must be able to hold the variables that are there.
  const whole = config ?? (target_platform === undefined ? undefined : stored?.config);
  return validatePixel(whole, platform);
}

/** The deepest field there is; what is below is unknown anyway. */
const DEEPEST = ['config', 'properties', '0', 'value'];

/** Texts that a beacon, which is UTF-8, could not carry, and names that no list could show. */
function brokenTexts(sent: unknown, path: string[] = []): FieldProblem[] {
  if (path.length > DEEPEST.length) return [];
  if (typeof sent === 'object' && sent !== null) {
    return Object.entries(sent).flatMap(([key, each]) => brokenTexts(each, [...path, key]));
  }
  if (typeof sent !== 'string') return [];
  const field = path.join('.');
  if (/\p{Cs}/u.test(sent)) {
    return [
      { field, message: `${field}: holds half a character (a lone surrogate): send it whole`, type: 'text' },
    ];
  }
  if (field === 'name' && /\p{Cc}/u.test(sent)) {
    return [{ field, message: `${field}: must be without control characters and line ends`, type: 'text' }];
  }
  return [];
}
