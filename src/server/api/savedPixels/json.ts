import type { SavedPixelRow } from '../../store/rows.ts';
import { configOf } from '../../store/savedPixelConfig.ts';
import { isoSeconds as seconds } from '../time.ts';
import type { SavedPixel, SavedPixelItem } from './answers.ts';

/** A saved pixel in a list. */
export const itemJson = (row: SavedPixelRow): SavedPixelItem => ({
  id: row.id,
  name: row.name,
  description: row.description,
  pixel_type: row.pixel_type,
  conversion_type: row.conversion_type,
  target_platform: row.target_platform,
  created_at: seconds(row.created_at),
});

/** A saved pixel as a whole. */
export const pixelJson = (row: SavedPixelRow): SavedPixel => ({
  id: row.id,
  account_id: row.account_id,
  name: row.name,
  description: row.description,
  config: configOf(row),
  target_platform: row.target_platform,
  created_by: row.created_by,
  created_at: seconds(row.created_at),
  updated_at: seconds(row.updated_at),
});
