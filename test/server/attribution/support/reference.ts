/** An event as the test made it, in the order of arrival. */
export interface Made {
  kind: 'impression' | 'click' | 'event' | 'fire';
  id: string;
  /** By the collector's clock, in minutes. */
  time: number;
  anonymousId: string;
  userId: string;
  lineItem?: number;
  /** Of an event: what it came with, and its visit. */
  campaign?: Record<string, string> | undefined;
  session?: string;
  /** Of a fire: the pixels it fires, as they were then. */
  rules?: Rule[];
  orderId?: string;
  value?: number | undefined;
  /** Whose order it is; a fire's may be any tag's. */
  tag?: number;
}

export interface Rule {
  pixel: number;
  trigger: 'view' | 'click' | 'hybrid';
  interval: number | null;
  viewWindow: number | null;
  clickWindow: number | null;
  viewValue: number | null;
  clickValue: number | null;
  /** The line items whose touches alone count; none: all. */
  lineItems: number[];
  landingsCount: boolean;
}

export interface Result {
  pixel_id: number;
  messageId: string;
  attribution: string;
  value: number | null;
  line_item_id: number | null;
  campaign: Record<string, string> | null;
  touch: number | null;
}

/** A conversion that counts, with all that its order's events know. */
interface Counted {
  rule: Rule;
  made: Made;
  anonymousId: string;
  userId: string;
  value: number | undefined;
  tag: number | undefined;
}

interface Touch extends Pick<Made, 'anonymousId' | 'userId' | 'time'> {
  isClick: boolean;
  lineItem: number | null;
  campaign: Record<string, string> | null;
  order: number;
}

const isSame = (a: Pick<Made, 'anonymousId' | 'userId'>, b: Pick<Made, 'anonymousId' | 'userId'>) =>
  (a.anonymousId !== '' && a.anonymousId === b.anonymousId) || (a.userId !== '' && a.userId === b.userId);

/** All touches of a history. The events of a visit with one campaign are one, at the earliest time. */
function touchesOf(history: Made[]): Touch[] {
  const touches: Touch[] = [];
  const visits = new Map<string, Touch>();
  for (const [order, made] of history.entries()) {
    const { anonymousId, userId, time, campaign, lineItem = null } = made;
    const who = { anonymousId, userId, time, order };
    if (made.kind === 'impression') touches.push({ ...who, isClick: false, lineItem, campaign: null });
    if (made.kind === 'click') touches.push({ ...who, isClick: true, lineItem, campaign: null });
    if (!campaign) continue;
    const key = JSON.stringify([anonymousId, userId, made.session, campaign]);
    const known = visits.get(key);
    if (known) known.time = Math.min(known.time, time);
    else {
      const click = history
        .slice(0, order)
        .find(each => each.kind === 'click' && each.id === campaign.tgpclid);
      const touch = { ...who, isClick: true, lineItem: click?.lineItem ?? null, campaign };
      visits.set(key, touch);
      touches.push(touch);
    }
  }
  return touches;
}

/** Each user with each device that he was seen on. */
const joinsOf = (history: Made[]) =>
  history.filter(({ anonymousId, userId }) => anonymousId !== '' && userId !== '');

type Ids = Pick<Made, 'anonymousId' | 'userId'>;

/** Where touches of a visitor are: his own ids, and each that is joined to them, by a user. */
function placesOf({ anonymousId, userId }: Ids, joins: Made[]): (Ids & { via?: string })[] {
  const users = userId
    ? [userId]
    : joins.filter(join => join.anonymousId === anonymousId).map(join => join.userId);
  const joined = [...new Set(users)].flatMap(via => [
    // His own id is looked at with the device.
    ...(via === userId ? [] : [{ anonymousId: '', userId: via, via }]),
    ...joins
      .filter(join => join.userId === via && join.anonymousId !== anonymousId)
      .map(join => ({ anonymousId: join.anonymousId, userId: '', via })),
  ]);
  return [{ anonymousId, userId }, ...joined];
}

function isTaken({ lineItem, campaign }: Touch, { lineItems, landingsCount }: Rule): boolean {
  if (campaign && lineItem === null) return landingsCount;
  return lineItems.length === 0 || (lineItem !== null && lineItems.includes(lineItem));
}

const latestFirst = (a: Touch, b: Touch) => b.time - a.time || b.order - a.order;

/** What a history should come to, told as plainly as can be: every conversion looks at everything. */
export function reference(history: Made[]): Result[] {
  const counted: Counted[] = [];
  for (const made of history) {
    for (const rule of made.rules ?? []) {
      const earlier = counted.filter(each => each.rule.pixel === rule.pixel);
      const alike = earlier.filter(each => made.orderId && each.made.orderId === made.orderId);
      const known =
        made.tag === undefined
          ? alike[0]
          : (alike.find(each => each.tag === made.tag) ?? alike.find(each => each.tag === undefined));
      if (known) {
        known.anonymousId ||= made.anonymousId;
        known.userId ||= made.userId;
        known.value ??= made.value;
        known.tag ??= made.tag;
        continue;
      }
      const isNear = (other: Made) =>
        rule.interval === null || Math.abs(other.time - made.time) < rule.interval;
      if (earlier.some(each => isSame(each, made) && isNear(each.made))) continue;
      const { anonymousId, userId, value, tag } = made;
      counted.push({ rule, made, anonymousId, userId, value, tag });
    }
  }
  const touches = touchesOf(history);
  const joins = joinsOf(history);
  return counted.map(each => {
    const { rule, made } = each;
    const found = placesOf(each, joins).map(place => {
      const before = touches
        .filter(touch => isSame(touch, place) && touch.time <= made.time)
        .sort(latestFirst);
      const views = before.filter(touch => !touch.isClick);
      const startOf = (click: Touch) => {
        const isBefore = (view: Touch) => view.lineItem === click.lineItem && view.time <= click.time;
        return (click.lineItem === null ? undefined : views.find(isBefore)) ?? click;
      };
      const counts = (touch: Touch) =>
        isTaken(touch, rule) &&
        (place.via === undefined || touch.userId === '' || touch.userId === place.via);
      return {
        click: before.find(
          touch =>
            touch.isClick &&
            counts(touch) &&
            made.time - startOf(touch).time <= (rule.clickWindow || 129_600),
        ),
        view: views.find(touch => counts(touch) && made.time - touch.time <= (rule.viewWindow || 43_200)),
      };
    });
    const click = found.flatMap(({ click }) => click ?? []).sort(latestFirst)[0];
    const view = found.flatMap(({ view }) => view ?? []).sort(latestFirst)[0];
    const byClick = rule.trigger === 'view' ? undefined : click;
    const byView = rule.trigger === 'click' ? undefined : view;
    const touch = byClick ?? byView;
    const pixelValue = byClick ? rule.clickValue : byView ? rule.viewValue : null;
    return {
      pixel_id: rule.pixel,
      messageId: made.id,
      attribution: byClick ? 'click' : byView ? 'view' : 'unattributed',
      value: each.value ?? pixelValue,
      line_item_id: touch?.lineItem ?? null,
      campaign: touch?.campaign ?? null,
      touch: touch?.time ?? null,
    };
  });
}
