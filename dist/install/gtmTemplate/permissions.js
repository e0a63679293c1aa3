const text = (string) => ({ type: 1, string });
const yesNo = (boolean) => ({ type: 8, boolean });
const global = (key, rights) => ({
    type: 3,
    mapKey: ['key', 'read', 'write', 'execute'].map(text),
    mapValue: [text(key), yesNo(!!rights.read), yesNo(false), yesNo(!!rights.execute)],
});
const permission = (publicId, key, value) => ({
    instance: { key: { publicId, versionId: '1' }, param: [{ key, value }] },
    clientAnnotations: { isEditedByUser: true },
    isRequired: true,
});
/** What the sandboxed script may do: exactly what it does. */
export const permissions = (scriptUrl) => [
    permission('access_globals', 'keys', {
        type: 2,
        listItem: [global('tgp', { execute: true }), global('tgp.tgp', { read: true })],
    }),
    permission('inject_script', 'urls', { type: 2, listItem: [text(scriptUrl)] }),
    permission('logging', 'environments', text('debug')),
];
