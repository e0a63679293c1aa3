/**
 * The path of one record. Not what a tag has below its own path: one that was called like a service before the service was there
 * goes on working.
 */
export const onePath = (service: string): string => `${service}/:id(^(?!v$|e$|px$|.*\\.js$).*$)`;
