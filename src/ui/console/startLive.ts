import { find } from '../find.ts';
import { callApi } from './callApi.ts';
import { countTable } from './countTable.ts';
import { eventList } from './eventList.ts';
import { followCounts } from './followCounts.ts';
import { followEvents, MAX_EVENTS } from './followEvents.ts';
import { lineNote } from './lineNote.ts';
import { listControls } from './listControls.ts';
import type { LiveEvent } from './liveEvent.ts';
import type { Demo } from './readDemo.ts';
import { readWay } from './readWay.ts';
import { readWhole } from './readWhole.ts';
import { refusalList } from './refusalList.ts';
import { snippetBox } from './snippetBox.ts';
import { type Choice, tagPicker } from './tagPicker.ts';
import type { Visitor } from './visitor.ts';

/** Younger than this, a page whose token is refused would be refused again: it must not reload for ever. */
const YOUNG_MS = 10_000;

export interface Live {
  demo: Demo | null;
  /** Whether somebody is logged in: his tags are shown then. */
  isSignedIn: boolean;
  /** The log-in is over. */
  onSignedOut: () => void;
}

/** Shows the events of a tag in the live page as they arrive. Returns the function that ends it. */
export function startLive({ demo, isSignedIn, onSignedOut }: Live): () => void {
  const say = lineNote(find('line', HTMLElement));
  const showSnippet = snippetBox();
  let shown: Choice | null = null;
  const place = () => (shown?.zone ? { timeZone: shown.zone } : {});
  const list = eventList(find('events', HTMLElement), listed => controls.tell(listed), {
    readWhole: event => readWhole(event, shown!),
    readWay: event => readWay(event, shown!),
    place,
    onVisitor: visitor => controls.follow(visitor),
  });
  /** The newest events of a visitor, or of all. */
  const read = async (visitor: Visitor | null): Promise<void> => {
    const choice = shown;
    if (!choice) return;
    const query = new URLSearchParams({ writeKey: choice.writeKey, limit: String(MAX_EVENTS) });
    if (visitor) query.set(visitor.by, visitor.id);
    const { events } = await callApi<{ events: LiveEvent[] }>(`/events?${query}`, choice.token);
    if (shown === choice && controls.visitor() === visitor) list.replace(events.reverse());
  };
  const controls = listControls(list, read);
  const refused = refusalList(
    find('refused-box', HTMLElement),
    find('refused-sum', HTMLElement),
    find('refused', HTMLElement),
    place,
  );
  let stop = () => {};

  function show(choice: Choice | null): void {
    stop();
    shown = choice;
    controls.reset();
    refused.clear();
    countTable(find('counts', HTMLElement), []);
    showSnippet(choice ?? undefined);
    say('idle');
    if (!choice) return;

    const counts = followCounts({
      ...choice,
      onRows: rows => countTable(find('counts', HTMLElement), rows),
    });
    const hangUp = followEvents({
      ...choice,
      onEvents(events) {
        list.add(events);
        counts.refresh();
      },
      onRefusals: refused.add,
      onState(state, error) {
        say(state);
        if (!error) return;
        if (isSignedIn && error.status === 401) onSignedOut();
        // The demo's token changes with each start of the collector; the page brings the new one.
        else if (choice.token === demo?.token && performance.now() > YOUNG_MS) location.reload();
        else if (choice.token !== demo?.token) {
          if (error.status === 404) picker.lose(choice.writeKey);
          else picker.refuse(error);
        }
      },
    });
    stop = () => {
      hangUp();
      counts.stop();
    };
  }

  const picker = tagPicker({ demo, isSignedIn, onChoose: show });
  return () => {
    picker.stop();
    stop();
    controls.stop();
    list.stop();
  };
}
