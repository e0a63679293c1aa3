/** What the client may do: read requests and answer them, run the container, and send to the collector alone. */
export declare const serverPermissions: (collector: string) => {
    instance: {
        key: {
            publicId: string;
            versionId: string;
        };
        param: {
            key: string;
            value: object;
        }[];
    };
    clientAnnotations: {
        isEditedByUser: boolean;
    };
    isRequired: boolean;
}[];
