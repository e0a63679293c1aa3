/** It has no types of its own. */
declare module 'dot-object' {
  const dot: { dot(fields: object): object; object(flat: object): object };
  export default dot;
}
