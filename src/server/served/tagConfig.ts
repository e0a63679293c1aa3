import { scriptLiteral } from '../../install/escape.ts';
import { InstallError } from '../../install/installError.ts';
import { pixelFunction } from '../../install/pixelFunction.ts';
import type { CutNames } from '../../protocol/cutUrl.ts';
import { kindNamed, namesOfCategory } from '../../protocol/kinds.ts';
import { firedOf } from '../ads/firedOf.ts';
import type { ConversionPixelRow } from '../store/adRecords.ts';
import { cutNames } from '../store/cutNames.ts';
import type { PixelEventRow, SavedPixelRow, TagRow } from '../store/rows.ts';
import { configOf } from '../store/savedPixelConfig.ts';
import type { Store } from '../store/store.ts';

/** With more pixel events than that their ids are left out: the tag is small, and then says nothing of a wrong one. */
const MAX_EVENT_IDS = 100;

/**
 * What is built into one tag, as the expression that the tag takes for it: the piggybacks of its account's conversion
 * pixels, its saved pixels by id and the ids of its pixel events, its own path if it has one, and which parameters of
 * addresses are cut or kept beside the usual ones (see state.ts in src/tag).
 * @param own of the collector, beside what the tag says
 */
export async function tagConfig(store: Store, tag: TagRow, own: CutNames = {}): Promise<string> {
  const { account_id, write_key, path } = tag;
  const conversions = await store.conversionPixels.list([account_id]);
  const saved = await store.savedPixels.list([account_id]);
  const events = await store.pixelEvents.list([account_id]);
  const piggybacks = conversions.flatMap(pixel => piggybacksOf(pixel, tag, events));
  const pixels = saved.flatMap(pixel => functionOf(pixel, write_key) ?? []);
  if (events.length <= MAX_EVENT_IDS) pixels.push(...events.map(({ id }) => `${scriptLiteral(id)}:0`));
  const byId = pixels.length ? `{\n${pixels.join(',\n')}\n}` : '';
  const parts = [
    scriptLiteral(piggybacks),
    byId,
    path === null ? '' : scriptLiteral(path),
    cuttingOf(tag, own),
  ];
  return `[${parts.join(',').replace(/,+$/, '')}]`;
}

/** What the tag need not send, as the collector would cut it, and may: empty where both know the usual names alone. */
function cuttingOf(tag: TagRow, own: CutNames): string {
  const { cut, kept } = cutNames(tag, own);
  const said = Object.entries({ cutParameters: cut, keepParameters: kept }).filter(
    ([, names]) => names.length,
  );
  return said.length ? scriptLiteral(Object.fromEntries(said)) : '';
}

/** The pixels that a conversion pixel fires, as the tag takes them: on every name of what it counts, and pixel events of it. */
function piggybacksOf(
  pixel: ConversionPixelRow,
  { write_key: to, images_only }: TagRow,
  events: PixelEventRow[],
) {
  const { pixel_conversion_event_id: category, state } = pixel;
  if (category === null || state !== 'active') return [];
  const piggybacks = firedOf(pixel).filter(({ pixel_type }) => pixel_type === 'img' || !images_only);
  const ofKind = events.filter(({ type }) => kindNamed(type)?.category === category);
  const on = [...namesOfCategory(category), ...ofKind.map(({ id }) => id)];
  return piggybacks.map(({ url, pixel_type: type }) => ({ url, type, on, to }));
}

/** Undefined where it needs variables that a plain page does not have. */
function functionOf(
  { id, name, target_platform, ...row }: SavedPixelRow,
  writeKey: string,
): string | undefined {
  const config = configOf(row);
  const { revenue, currency, properties = [] } = config;
  const isFixed = [revenue, currency, ...properties].every(value => value?.source !== 'variable');
  if (target_platform !== 'javascript' && !isFixed) return undefined;
  try {
    return `${scriptLiteral(id)}:${pixelFunction({ id, name, config }, writeKey)}`;
  } catch (error) {
    if (error instanceof InstallError) return undefined;
    throw error;
  }
}
