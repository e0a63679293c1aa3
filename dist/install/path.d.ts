/** Why that is no path, to follow it; undefined if it is one. */
export declare function pathProblem(path: string): string | undefined;
/** The word of the language that a path starts with, if it does. */
export declare const reservedWord: (path: string) => string | undefined;
/** The names and indexes on a path. */
export declare const pathSteps: (path: string) => string[];
