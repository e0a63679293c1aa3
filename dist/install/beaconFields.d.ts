import type { Properties } from '../protocol/event.js';
import type { PixelCall } from './pixelCall.js';
/** Where the beacon of a call goes, below the endpoint, and the fields that the call itself gives it. */
export declare function beaconFields({ command, type, id }: PixelCall, properties: Properties): {
    route: "page" | "track";
    fields: {
        event: string | undefined;
        context: {
            pixel: {
                id?: string;
                type?: "conversion" | "microconversion";
                conversion_type?: string;
            };
        };
        properties: Properties;
    };
};
