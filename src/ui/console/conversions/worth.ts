import { money } from '../parts/format.ts';

/** What something is worth; a dash where nothing is known. */
export const worth = (value: number | null, currency: string | null): string =>
  value === null ? '–' : money(value, currency ?? '');
