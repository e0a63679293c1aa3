/** Why no code can be made: the platform can't express what the pixel or the settings say. */
export class InstallError extends Error {
    /** What is wrong, as a path: `config.revenue`, `config.properties.2`, `settings.globalName`. */
    field;
    constructor(field, reason) {
        super(reason);
        this.name = 'InstallError';
        this.field = field;
    }
}
