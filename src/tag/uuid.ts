/** A uuid v4. `crypto.randomUUID` is missing on plain http, `getRandomValues` is not. */
export const uuid = (): string =>
  '00000000-0000-4000-8000-000000000000'.replace(/0/g, () =>
    (crypto.getRandomValues(new Uint8Array(1))[0]! & 15).toString(16),
  );
