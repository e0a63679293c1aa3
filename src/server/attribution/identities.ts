/**
 * How many devices of a user, and how many users of a device, are joined: the first of them. A stranger can make any number
 * up, and a device that more people use is nobody's.
 */
export const MAX_DEVICES = 10;
export const MAX_USERS = 3;
