/** What was sent, as the test knows it: by whom, how, and what it is of. */
export interface Sent {
  id: string;
  tag: string;
  /** Of `page`, what a page view says; of `px`, a conversion pixel; of `evt`, a pixel event; else a name. */
  door: 'page' | 'px' | 'evt' | 'name';
  kind: Kind | undefined;
  /** The conversion pixel or the pixel event that it names. */
  names?: string;
  /** The category of the conversion pixel that it names. */
  category?: number | undefined;
  order: string;
  value: string;
  isSigned: boolean;
  anonymousId: string;
  userId: string;
  /** In minutes. */
  time: number;
}

/** What a site's owner calls what happened; written down here once more, not taken from the product. */
export type Kind = 'purchase' | 'lead' | 'contact' | 'complete_registration' | 'add_to_cart' | 'subscribe';

const CATEGORY: Record<Kind, number | undefined> = {
  purchase: 7,
  lead: 8,
  contact: 8,
  complete_registration: 8,
  add_to_cart: 4,
  subscribe: undefined,
};

const BUSINESS: Record<number, string> = { 7: 'PURCHASE', 8: 'LEAD', 4: 'ADD_TO_CART' };

/** Whether the same conversion pixels count two kinds: then they are one thing. */
const groupOf = (kind: Kind): string => String(CATEGORY[kind] ?? kind);

export interface Views {
  /** By kind: how many, and of page views. */
  counts: Record<string, number>;
  /** By tag and what a business calls it. */
  business: Record<string, number>;
  /** `pixel message` of each conversion. */
  conversions: string[];
  /** Which event each repeat tells of again. */
  repeats: Record<string, string>;
  /** When each pixel event was triggered last, in minutes. */
  triggered: Record<string, number | null>;
}

/**
 * What every view should show of what was sent, told as plainly as can be: each one looks at all that went before.
 * @param pixels the category of each conversion pixel
 * @param pixelEvents the kind of each pixel event; undefined of a custom one
 */
export function oracle(
  history: Sent[],
  pixels: Map<string, number | null>,
  pixelEvents: Map<string, Kind | undefined>,
): Views {
  const views: Views = { counts: {}, business: {}, conversions: [], repeats: {}, triggered: {} };
  const add = (sums: Record<string, number>, key: string) => {
    sums[key] = (sums[key] ?? 0) + 1;
  };
  /** `root` is the one that was first before a signed one took its place. */
  const counted: { sent: Sent; order: string; root: string }[] = [];
  const ordered = new Set<string>();
  const less = (sums: Record<string, number>, key: string) => {
    if (--sums[key]! === 0) delete sums[key];
  };
  for (const sent of history) {
    if (sent.door === 'page') {
      add(views.counts, 'page_view');
      add(views.business, `${sent.tag} PAGE_VIEW`);
      continue;
    }
    let first: (typeof counted)[number] | undefined;
    if (sent.kind) {
      const group = groupOf(sent.kind);
      const same = counted.filter(each => each.sent.tag === sent.tag && groupOf(each.sent.kind!) === group);
      const isNear = (other: Sent) =>
        (other.door === 'evt') !== (sent.door === 'evt') &&
        other.value === sent.value &&
        Math.abs(other.time - sent.time) <= 30 &&
        ((sent.anonymousId !== '' && other.anonymousId === sent.anonymousId) ||
          (sent.userId !== '' && other.userId === sent.userId));
      const near = same.filter(each => isNear(each.sent) && !(each.order && sent.order));
      first =
        same.find(each => sent.order !== '' && each.order === sent.order) ??
        near.sort((a, b) => a.sent.time - b.sent.time)[0];
      if (first && takesPlace(sent, first.sent)) {
        views.repeats[first.sent.id] = sent.id;
        less(views.counts, first.sent.kind!);
        add(views.counts, sent.kind);
        Object.assign(first, { sent, order: sent.order });
      } else if (first) {
        views.repeats[sent.id] = first.sent.id;
        first.order ||= sent.order;
      } else {
        counted.push({ sent, order: sent.order, root: sent.id });
        add(views.counts, sent.kind);
        const business = BUSINESS[CATEGORY[sent.kind] ?? 0];
        if (business) add(views.business, `${sent.tag} ${business}`);
      }
    }
    const category = sent.kind && CATEGORY[sent.kind];
    const fired =
      sent.door === 'px'
        ? [sent.names!]
        : [...pixels].flatMap(([id, of]) => (category !== undefined && of === category ? id : []));
    for (const pixel of fired) {
      if (sent.order && ordered.has(`${pixel} ${sent.order}`)) continue;
      if (first && views.conversions.includes(`${pixel} ${first.root}`)) continue;
      views.conversions.push(`${pixel} ${sent.id}`);
      if (sent.order) ordered.add(`${pixel} ${sent.order}`);
    }
  }
  for (const [id, kind] of pixelEvents) {
    const own = history.filter(
      sent =>
        (sent.door === 'evt' && sent.names === id) ||
        ((sent.door === 'px' || sent.door === 'name') && kind !== undefined && sent.kind === kind),
    );
    views.triggered[id] = own.length ? Math.max(...own.map(({ time }) => time)) : null;
  }
  views.conversions.sort();
  return views;
}

/** Whether a signed order is no repeat of what is not signed. */
function takesPlace(sent: Sent, first: Sent): boolean {
  if (!sent.isSigned || sent.order === '' || sent.door === 'px' || first.isSigned) return false;
  const isSame =
    first.anonymousId === sent.anonymousId || (sent.userId !== '' && first.userId === sent.userId);
  return !isSame || Math.abs(first.time - sent.time) <= 30;
}
