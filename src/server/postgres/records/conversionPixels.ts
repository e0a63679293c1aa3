import type { ConversionPixelRow } from '../../store/adRecords.ts';
import { InUse } from '../../store/errors.ts';
import type { Records } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { CONVERSION_PIXEL } from './columns.ts';
import type { Directory } from './directory.ts';
import { numbered } from './numbered.ts';
import { owned } from './owned.ts';
import type { RowCache } from './rowCache.ts';
import { writePixelRule } from './rules.ts';

/** Conversion pixels, and what they said when. */
export const conversionPixels = (
  context: Context,
  directory: Directory,
  cache: RowCache,
): Records<ConversionPixelRow, [id: number]> =>
  owned<ConversionPixelRow, [id: number]>(context, directory, {
    table: 'conversion_pixels',
    columns: CONVERSION_PIXEL,
    ...numbered('conversion_pixel'),
    cache,
    written: (session, row) => writePixelRule(session, row, row.state),
    async removed(session, row) {
      const place = [row.account_id, row.id];
      const link = 'SELECT 1 FROM line_item_pixels WHERE account_id = $1 AND pixel_id = $2 LIMIT 1';
      if (await session.first(link, place)) throw new InUse(`the pixel ${row.id} is in use`);
      await session.run('DELETE FROM campaign_pixels WHERE account_id = $1 AND pixel_id = $2', place);
      await writePixelRule(session, row, 'deleted');
      return [];
    },
  });
