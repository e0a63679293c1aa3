/** What the sandboxed script may do: exactly what it does. */
export declare const permissions: (scriptUrl: string) => {
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
