import { BadOption } from './badOption.ts';

const UNITS = { MB: 1e6, GB: 1e9, TB: 1e12 };

/** Reads a size of storage, like `20GB`, in bytes. */
export function readSize(name: string, text: string): number {
  const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?) ?([MGT]B)$/i.exec(text) ?? [];
  const bytes = Number(number) * UNITS[unit?.toUpperCase() as keyof typeof UNITS];
  if (bytes >= UNITS.MB) return bytes;
  throw new BadOption(`${name}: "${text}" is no size; use one like 500MB or 20GB`);
}
