import type { AdRow } from '../../store/adRecords.ts';
import type { PublicKind } from '../schema.ts';
import type { PublicId } from './directory.ts';

/** What advertising records have in common: a number that is one in all servers, and counted revisions. */
export const numbered = (kind: PublicKind) => ({
  key: ['id'] as const,
  kind,
  isRevised: true,
  ids: ({ id }: Partial<AdRow>): PublicId[] =>
    id === undefined ? [] : [{ kind, id: String(id), field: 'id' }],
});
