/** Most of a list in a header that is read: a browser's has some hundred characters, and there may be 64 kB of commas. */
const MAX_READ = 1000;

/** The start of a header that holds a list; what it says beyond is not asked. '' where there is none. */
export const startOf = (header = ''): string => header.slice(0, MAX_READ);
