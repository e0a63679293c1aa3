import { type CutNames, type Cutting, cutSource, cutUrl } from '../../protocol/cutUrl.ts';
import { encodeText } from '../../protocol/encodeText.ts';
import type { Fields } from '../../protocol/query.ts';
import { cutNames } from '../store/cutNames.ts';
import type { TagRow } from '../store/rows.ts';

/** Cuts the parameters that are secrets or persons from all addresses in a tag's event; tells of each: where, and its name. */
export type CutAddresses = (fields: Fields, tag: TagRow, told?: (place: string) => void) => Fields;

/**
 * What an address begins with: a scheme, a host, a path, a query. Browsers read past blanks before it, and an address may be in
 * another one (`blob:https://…`).
 */
const ADDRESS =
  /^\s*(?:(?:[a-z][a-z\d+.-]*:){0,2}\/\/|[/?#]|(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,63}(?::\d{1,5})?[/?#])/i;

/** Fields that hold an address, or a part of one, whatever they begin with. */
const PLACES =
  /^(?:url|href|search|path|referr?er|(?:initial|document|page|tab|current)_(?:url|referrer|location))$/i;

/** Without any of these there is nothing to cut. */
const PARTS = /[?#&@;=]/;

/** @param own of the collector, beside what the tag says */
export function cutAddresses(own: CutNames = {}): CutAddresses {
  const sources = new Map<string, Cutting>();
  const sourceOf = (tag: TagRow): Cutting => {
    const key = `${tag.cut_parameters} ${tag.keep_parameters}`;
    const known = sources.get(key);
    if (known !== undefined) return known;
    const source = cutSource(cutNames(tag, own));
    sources.set(key, source);
    return source;
  };
  return (fields, tag, told = () => {}) => {
    const source = sourceOf(tag);
    const all = cutIn(fields, '', source, told) as Fields;
    const context = all.context as Fields | undefined;
    if (!isObject(context) || !isObject(context.campaign)) return all;
    const campaign = cutCampaign(context.campaign, source, told);
    return campaign === context.campaign ? all : { ...all, context: { ...context, campaign } };
  };
}

/** A value with the addresses in it cut; the same where nothing is. */
function cutIn(value: unknown, place: string, source: Cutting, told: (place: string) => void): unknown {
  if (typeof value === 'string') return PARTS.test(value) ? cutText(value, place, source, told) : value;
  if (typeof value !== 'object' || value === null) return value;
  let changed: Fields | unknown[] | undefined;
  for (const key in value) {
    const each = (value as Fields)[key];
    // Of most there is nothing to look at.
    if (typeof each === 'string' && !PARTS.test(each)) continue;
    const now = cutIn(each, place ? `${place}.${key}` : key, source, told);
    if (now === each) continue;
    changed ??= Array.isArray(value) ? [...value] : Object.assign(Object.create(null), value);
    (changed as Fields)[key] = now;
  }
  return changed ?? value;
}

function cutText(text: string, place: string, source: Cutting, told: (place: string) => void): string {
  const name = place.slice(place.lastIndexOf('.') + 1);
  const isAddress = ADDRESS.test(text) || PLACES.test(name);
  if (!isAddress) return text;
  const say = (parameter: string) => told(`${place}: ${parameter}`);
  // `location.search` begins with it, what is made of a form does not.
  const isBare = /^search$/i.test(name) && /^[^?#/=&]+=/.test(text);
  return isBare ? cutUrl(`?${text}`, source, say).replace(/^\?/, '') : cutUrl(text, source, say);
}

/** What a landing's address said of its campaign: the same names and values, apart from it. */
function cutCampaign(campaign: Fields, source: Cutting, told: (place: string) => void): Fields {
  const kept = Object.entries(campaign).filter(([name, value]) => {
    if (typeof value !== 'string') return true;
    const pair = `?${[name, value].map(text => encodeText(text)).join('=')}`;
    const isCut = cutUrl(pair, source, () => {}) === '';
    if (isCut) told(`context.campaign: ${name}`);
    return !isCut;
  });
  return kept.length === Object.keys(campaign).length ? campaign : Object.fromEntries(kept);
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
