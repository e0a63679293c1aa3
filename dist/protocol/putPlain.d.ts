type Fields = Record<string, unknown>;
/**
 * Puts a value where most paths lead: to a name in an object, at any depth, or into an object of its own in a list's next
 * place. False where it is any other: then nothing is changed.
 */
export declare function putPlain(root: Fields, path: string, value: string): boolean;
export {};
