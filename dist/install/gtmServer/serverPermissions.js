const text = (string) => ({ type: 1, string });
const permission = (publicId, param) => ({
    instance: { key: { publicId, versionId: '1' }, param },
    clientAnnotations: { isEditedByUser: true },
    isRequired: true,
});
const any = (...keys) => keys.map(key => ({ key, value: text('any') }));
/** What the client may do: read requests and answer them, run the container, and send to the collector alone. */
export const serverPermissions = (collector) => [
    permission('read_request', any('requestAccess', 'headerAccess', 'queryParameterAccess')),
    permission('access_response', any('writeResponseAccess', 'writeHeaderAccess')),
    permission('return_response', []),
    permission('run_container', []),
    permission('send_http', [
        { key: 'allowedUrls', value: text('specific') },
        { key: 'urls', value: { type: 2, listItem: [text(`${collector}/*`)] } },
    ]),
];
