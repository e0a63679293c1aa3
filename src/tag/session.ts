import { attempt } from './attempt.ts';
import { allowedCampaign, type Campaign, readCampaign } from './campaign.ts';
import { settings } from './settings.ts';
import { read, write } from './storage.ts';

export const SESSION = 'tgp_session';

/** One visit, as it is stored: its start (also its id) and its last event in ms since 1970, its campaign. */
type Session = [start: number, last: number, campaign: Campaign];

let landing: Campaign | undefined;

/** The session that an event at that time belongs to, and whether the event starts it. */
export function touchSession(time: number, url: string): [session: Session, isNew: boolean] {
  let session = attempt<Session>(() => JSON.parse(read(SESSION)!));
  // Half an hour, as Google Analytics and RudderStack have it.
  const isNew = !session || !(time - session[1] < (settings.sessionMinutes || 30) * 60_000);
  if (!session || isNew) session = [time, time, {}];
  if (!landing) landing = readCampaign(url);
  session = [
    session[0],
    Math.max(time, session[1]),
    allowedCampaign(Object.keys(landing)[0] ? landing : session[2]),
  ];
  write(SESSION, JSON.stringify(session));
  return [session, isNew];
}
