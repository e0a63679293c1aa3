import type { CutNames } from '../../protocol/cutUrl.ts';
import type { TagRow } from './rows.ts';

/** Which parameters of addresses a tag cuts and keeps beside the usual ones. @param own of the collector, for every tag */
export const cutNames = (
  { cut_parameters = '[]', keep_parameters = '[]' }: TagRow,
  own: CutNames,
): { cut: string[]; kept: string[] } => ({
  cut: [...(JSON.parse(cut_parameters) as string[]), ...(own.cut ?? [])],
  kept: [...(JSON.parse(keep_parameters) as string[]), ...(own.kept ?? [])],
});
