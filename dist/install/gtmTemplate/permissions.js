const text = (string) => ({ type: 1, string });
const yesNo = (boolean) => ({ type: 8, boolean });
const global = (key, rights) => ({
    type: 3,
    mapKey: ['key', 'read', 'write', 'execute'].map(text),
    mapValue: [text(key), yesNo(!!rights.read), yesNo(!!rights.write), yesNo(!!rights.execute)],
});
const permission = (publicId, values) => ({
    instance: {
        key: { publicId, versionId: '1' },
        param: Object.entries(values).map(([key, value]) => ({ key, value })),
    },
    clientAnnotations: { isEditedByUser: true },
    isRequired: true,
});
/** What the sandboxed script may do: exactly what it does. */
export const permissions = (scriptUrl) => [
    permission('access_globals', {
        keys: {
            type: 2,
            listItem: [
                global('tgp', { execute: true }),
                global('tgp.tgp', { read: true }),
                global('tgp.queue', { read: true }),
                global('tgp.views', { read: true, write: true }),
            ],
        },
    }),
    permission('get_url', { urlParts: text('any'), queriesAllowed: text('any') }),
    permission('inject_script', { urls: { type: 2, listItem: [text(scriptUrl)] } }),
    permission('logging', { environments: text('debug') }),
];
