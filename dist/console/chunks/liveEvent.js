/** The text at a path of an event; '' where there is none or something else. */
function textAt(event, ...path) {
    let value = event;
    for (const key of path) {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
            return '';
        value = value[key];
    }
    return typeof value === 'string' ? value : '';
}

export { textAt };
