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
}

export interface Rule {
  pixel: number;
  trigger: 'view' | 'click' | 'hybrid';
  interval: number | null;
  viewWindow: number | null;
  clickWindow: number | null;
  viewValue: number | null;
  clickValue: number | null;
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

/** What a history should come to, told as plainly as can be: every conversion looks at everything. */
export function reference(history: Made[]): Result[] {
  const counted: { rule: Rule; made: Made }[] = [];
  for (const made of history) {
    for (const rule of made.rules ?? []) {
      const earlier = counted.filter(each => each.rule.pixel === rule.pixel);
      if (made.orderId && earlier.some(each => each.made.orderId === made.orderId)) continue;
      const isNear = (other: Made) =>
        rule.interval === null || Math.abs(other.time - made.time) < rule.interval;
      if (earlier.some(each => isSame(each.made, made) && isNear(each.made))) continue;
      counted.push({ rule, made });
    }
  }
  const touches = touchesOf(history);
  return counted.map(({ rule, made }) => {
    const before = touches
      .filter(touch => isSame(touch, made) && touch.time <= made.time)
      .sort((a, b) => b.time - a.time || b.order - a.order);
    const views = before.filter(touch => !touch.isClick);
    const impressionOf = (click: Touch) =>
      click.lineItem === null
        ? undefined
        : views.find(view => view.lineItem === click.lineItem && view.time <= click.time);
    const click = before
      .filter(touch => touch.isClick)
      .find(touch => made.time - (impressionOf(touch) ?? touch).time <= (rule.clickWindow || 129_600));
    const view = views.find(touch => made.time - touch.time <= (rule.viewWindow || 43_200));
    const byClick = rule.trigger === 'view' ? undefined : click;
    const byView = rule.trigger === 'click' ? undefined : view;
    const touch = byClick ?? byView;
    const pixelValue = byClick ? rule.clickValue : byView ? rule.viewValue : null;
    return {
      pixel_id: rule.pixel,
      messageId: made.id,
      attribution: byClick ? 'click' : byView ? 'view' : 'unattributed',
      value: made.value ?? pixelValue,
      line_item_id: touch?.lineItem ?? null,
      campaign: touch?.campaign ?? null,
      touch: touch?.time ?? null,
    };
  });
}
