import { MAX_URL_LENGTH } from "../protocol/limits.js";
import { encodeQuery } from "../protocol/query.js";
import { beaconFields } from "./beaconFields.js";
import { beaconAddress } from "./endpoint.js";
import { InstallError } from "./installError.js";
import { ORDER_KEY, orderMessageId } from "./orderMessageId.js";
import { fixedValue } from "./pixelCall.js";
/**
 * The URL of a beacon that no tag makes: all of it is known beforehand.
 * @param library the name by which the collector sees what made the beacon
 */
export function beaconUrl({ call, settings }, library, identity) {
    const properties = Object.fromEntries(call.values.filter(({ source }) => source === 'fixed').map(value => [value.key, fixedValue(value)]));
    const { route, fields } = beaconFields(call, properties);
    const messageId = orderMessageId(call, properties[ORDER_KEY]);
    const { context, ...rest } = fields;
    const base = `${beaconAddress(settings, route)}?`;
    const { query, skipped } = encodeQuery({
        writeKey: settings.writeKey,
        ...(messageId && { messageId }),
        ...identity,
        ...rest,
        context: { library: { name: library }, ...context },
    }, { maxLength: MAX_URL_LENGTH - base.length });
    const lost = skipped.find(({ key }) => key !== 'event');
    if (lost)
        throw new InstallError(lost.key, `${lost.key} can't be sent: ${lost.reason}`);
    return base + query;
}
