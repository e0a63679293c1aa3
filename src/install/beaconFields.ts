import type { Context, Properties } from '../protocol/event.ts';
import type { PixelCall } from './pixelCall.ts';

/** Where the beacon of a call goes, below the endpoint, and the fields that the call itself gives it. */
export function beaconFields({ command, type, id }: PixelCall, properties: Properties) {
  const pixel: Context['pixel'] = command === 'page' ? { id } : { id, type: command, conversion_type: type! };
  return {
    route: command === 'page' ? ('page' as const) : ('track' as const),
    fields: { event: type, context: { pixel }, properties },
  };
}
