/** Why no code can be made: the platform can't express what the pixel or the settings say. */
export declare class InstallError extends Error {
    /** What is wrong, as a path: `config.revenue`, `config.properties.2`, `settings.globalName`. */
    readonly field: string;
    constructor(field: string, reason: string);
}
