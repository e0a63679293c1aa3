/** Where the beacon of a call goes, below the endpoint, and the fields that the call itself gives it. */
export function beaconFields({ command, type, id }, properties) {
    const pixel = command === 'page' ? { id } : { id, type: command, conversion_type: type };
    return {
        route: command === 'page' ? 'page' : 'track',
        fields: { event: type, context: { pixel }, properties },
    };
}
