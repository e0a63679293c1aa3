import { expect, test, vi } from 'vitest';
import { uuid } from '../../src/tag/uuid.ts';

// What real browsers make is tested in one (e2e): here there is only their way to say it.
test('is the id in a Blob URL of its own', () => {
  const id = '3e57bcef-3efa-43e3-98fd-1dbbf8c3c3b7';
  const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue(`blob:https://shop.example/${id}`);
  expect(uuid()).toBe(id);
  made.mockReturnValue(`blob:null/${id}`);
  expect(uuid()).toBe(id);
  expect(made.mock.calls).toHaveLength(2);
});
