import { type Static, Type } from 'typebox';
import { ownTag } from '../../access/auth.ts';
import { judge, windowsOf } from '../../attribution/judge.ts';
import { HttpError } from '../../http/errors.ts';
import type { ConversionTouches } from '../../store/conversions.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { whileThere } from '../whileThere.ts';
import { conversionJson } from './conversionsJson.ts';
import { ConversionTouchesAnswer } from './conversionTouchesAnswer.ts';

/** Most touches that are told of one conversion: its credit looks at so many of a kind. */
const MAX_TOUCHES = 100;

const ConversionPath = Type.Object({
  pixel_id: Type.String({ pattern: '^\\d{1,10}$', fix: 'must be the number of a pixel' }),
  messageId: Type.String(),
});
const ConversionQuery = Type.Object(
  { writeKey: Type.String({ fix: 'must be there: the tag that the messageId is of' }) },
  { additionalProperties: false },
);

/** One conversion with the touches of its visitor, and what became of each. */
export const conversionTouches: ApiRoutes = async (app, { store }) => {
  app.get(
    '/conversions/:pixel_id/:messageId',
    {
      schema: {
        summary: 'One conversion, and what it could be credited to',
        params: ConversionPath,
        querystring: ConversionQuery,
        response: { 200: ConversionTouchesAnswer },
        shown: { refusals: [404] },
      },
    },
    async ({ access, params, query: { writeKey } }, reply) => {
      const tag = await ownTag(store, access, writeKey);
      const { pixel_id, messageId } = params;
      const place = { account: tag.account_id, pixelId: Number(pixel_id), writeKey, messageId };
      const found = await store.conversionTouches({ ...place, limit: MAX_TOUCHES }, whileThere(reply));
      if (!found) {
        throw new HttpError(
          'not_found',
          `no conversion of the pixel ${pixel_id} by the event "${messageId}"`,
        );
      }
      return touchesJson(found);
    },
  );
};

function touchesJson({
  conversion,
  rule,
  touches,
  isWhole,
}: ConversionTouches): Static<typeof ConversionTouchesAnswer> {
  const windows = rule && windowsOf(rule);
  return {
    conversion: conversionJson(conversion),
    rule:
      rule && windows
        ? {
            trigger_type: rule.trigger_type,
            click_window: windows.click,
            view_window: windows.view,
            landings_count: rule.landings_count === 1,
            line_item_ids: JSON.parse(rule.line_items),
            post_click_value: rule.post_click_value,
            post_view_value: rule.post_view_value,
          }
        : null,
    touches: touches.map(touch => ({
      kind: touch.kind,
      time: isoTime(touch.time),
      counts_from: isoTime(touch.since),
      line_item_id: touch.line_item_id,
      campaign_id: touch.campaign_id,
      campaign: touch.campaign ? JSON.parse(touch.campaign) : null,
      verdict: rule ? judge(touch, conversion, rule) : 'settled',
    })),
    whole: isWhole,
  };
}
