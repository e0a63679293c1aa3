/** A day of the calendar, by itself or with a time and its zone. A + that was not written as %2B arrives as a space. */
const TIME =
  /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:(Z)|([-+ ])(\d\d):?(\d\d)))?$/i;

/**
 * ISO 8601 in ms: a time with its zone, or a day, which begins at 00:00 UTC. Undefined where there is no such time: without a
 * zone it is another one on each machine, and what no calendar and no clock has (31 February, 24:00, 60 s) nobody meant.
 */
export function parseTime(text: string): number | undefined {
  const [, day, hours = '00', minutes = '00', seconds = '00', part = '0', , sign, zoneHours, zoneMinutes] =
    TIME.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  if (hours > '23' || minutes > '59' || seconds > '59') return undefined;
  if (zoneHours && zoneMinutes && (zoneHours > '23' || zoneMinutes > '59')) return undefined;
  const zone = sign ? `${sign === '-' ? '-' : '+'}${zoneHours}:${zoneMinutes}` : 'Z';
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}.${part.slice(0, 3)}${zone}`);
}

/** `Date.parse` makes the 31st of February the 3rd of March. */
export function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
