-- What all of a collector's servers have; what says "of all accounts" is kept on the first one alone. The account stands first in
-- every key of what is its own, nothing refers across tables: so any number of servers share the accounts, and Citus can take it.
-- Texts are compared by their bytes, flags are 0 or 1, times are ms since 1970.

-- This server's own name among those of a collector.
CREATE TABLE this_server (
  id          text COLLATE "C" PRIMARY KEY,
  created_at  bigint NOT NULL,
  -- What the database took when there was nothing in it.
  empty_bytes bigint NOT NULL
);

-- Of all accounts.

CREATE TABLE accounts (
  id                 text COLLATE "C" PRIMARY KEY,
  name               text COLLATE "C" NOT NULL,
  advertiser_id      bigint NOT NULL CONSTRAINT advertiser_id UNIQUE,
  business_id        text COLLATE "C" NOT NULL CONSTRAINT business_id UNIQUE,
  created_at         bigint NOT NULL,
  redirect_hosts     text COLLATE "C" NOT NULL DEFAULT '[]',
  orders_across_tags smallint NOT NULL DEFAULT 0,
  time_zone          text COLLATE "C",
  -- Where the rest of it is: `this_server.id` of that one.
  server             text COLLATE "C" NOT NULL,
  -- Texts that are searched, in small letters; nothing where those of ASCII are all there are.
  small              text[] COLLATE "C"
);
CREATE INDEX accounts_by_name ON accounts (name, id);
CREATE INDEX accounts_by_time ON accounts (created_at, id);

-- Which account every id belongs to that strangers know.
CREATE TABLE public_ids (
  kind       text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  -- The account's server has the record a moment later. Where it does not, nobody is in the way of whoever wants the id then.
  claimed_at bigint NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX public_ids_by_account ON public_ids (account_id, kind, id);

CREATE TABLE users (
  name       text COLLATE "C" PRIMARY KEY,
  password   text COLLATE "C" NOT NULL,
  role       text COLLATE "C" NOT NULL,
  accounts   text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  people     smallint NOT NULL DEFAULT 0,
  number     bigint NOT NULL DEFAULT 0,
  upgraded   smallint NOT NULL DEFAULT 0,
  small      text[] COLLATE "C"
);
CREATE INDEX users_by_time ON users (created_at, name);

CREATE TABLE sessions (
  hash       text COLLATE "C" PRIMARY KEY,
  user_name  text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  used_at    bigint NOT NULL,
  kind       text COLLATE "C" NOT NULL DEFAULT 'auth'
);
CREATE INDEX sessions_by_user ON sessions (user_name);

CREATE TABLE invitations (
  id         text COLLATE "C" PRIMARY KEY,
  hash       text COLLATE "C" NOT NULL CONSTRAINT invitations_hash UNIQUE,
  role       text COLLATE "C" NOT NULL,
  accounts   text COLLATE "C" NOT NULL,
  people     smallint NOT NULL,
  name       text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  maker_kind text COLLATE "C" NOT NULL,
  maker_id   text COLLATE "C" NOT NULL
);

CREATE TABLE tokens (
  id         text COLLATE "C" PRIMARY KEY,
  name       text COLLATE "C" NOT NULL,
  hash       text COLLATE "C" NOT NULL CONSTRAINT tokens_hash UNIQUE,
  scope      text COLLATE "C" NOT NULL,
  accounts   text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  revoked_at bigint,
  number     bigint NOT NULL CONSTRAINT tokens_number UNIQUE,
  maker_kind text COLLATE "C",
  maker_id   text COLLATE "C",
  expires_at bigint,
  publish    smallint NOT NULL DEFAULT 0,
  people     smallint NOT NULL DEFAULT 0,
  small      text[] COLLATE "C"
);
CREATE INDEX tokens_by_name ON tokens (name, id);

CREATE TABLE last_numbers (
  kind   text COLLATE "C" PRIMARY KEY,
  number bigint NOT NULL
);
INSERT INTO last_numbers (kind, number) VALUES ('token', 0), ('audit', 0);

CREATE TABLE audit (
  seq         bigint PRIMARY KEY,
  time        bigint NOT NULL,
  actor_kind  text COLLATE "C" NOT NULL,
  actor_id    text COLLATE "C" NOT NULL,
  actor_name  text COLLATE "C" NOT NULL,
  method      text COLLATE "C" NOT NULL,
  route       text COLLATE "C" NOT NULL,
  record_kind text COLLATE "C",
  record_id   text COLLATE "C",
  account_id  text COLLATE "C",
  status      integer NOT NULL,
  published   text COLLATE "C"
);
CREATE INDEX audit_by_account ON audit (account_id, time, seq);
CREATE INDEX audit_by_actor ON audit (actor_name, time, seq);
CREATE INDEX audit_by_kind ON audit (record_kind, time, seq);
CREATE INDEX audit_by_time ON audit (time, seq);

CREATE TABLE served_files (
  name      text COLLATE "C" PRIMARY KEY,
  body      bytea NOT NULL,
  served_at bigint NOT NULL
);

CREATE TABLE retention_clock (
  id    smallint PRIMARY KEY CHECK (id = 1),
  time  bigint NOT NULL,
  ahead bigint NOT NULL,
  since bigint NOT NULL
);

-- By which the first server makes keyed hashes for all of them.
CREATE TABLE store_keys (
  name text COLLATE "C" PRIMARY KEY,
  key  text COLLATE "C" NOT NULL
);

-- Of one account.

-- Rows that change again and again have room beside them (`fillfactor`): so no index is written for a change.

-- Locked by whoever stores its events or changes what they are read by: so all of that is in one order.
CREATE TABLE account_state (
  account_id         text COLLATE "C" PRIMARY KEY,
  -- Of the next event to arrive.
  next_seq           bigint NOT NULL DEFAULT 1,
  -- How many events there were.
  events             bigint NOT NULL DEFAULT 0,
  -- Changes with the rules, words and names that its events are read by.
  version            bigint NOT NULL DEFAULT 0,
  -- Until there no other account of this collector has an event of the same number: all came from one store. 0: there is none such.
  shared_event       bigint NOT NULL DEFAULT 0,
  -- Until there events are of a store from before names were capped, and from before orders were compared.
  uncapped_event     bigint NOT NULL DEFAULT 0,
  plain_event        bigint NOT NULL DEFAULT 0,
  -- By which version of them its events are counted; 0: there were none.
  vocabulary         bigint NOT NULL DEFAULT 0,
  rules              bigint NOT NULL DEFAULT 0,
  -- Where another server has taken it over or takes it over just now, nothing is stored here any more: '', 'moving' or 'moved'.
  moving             text COLLATE "C" NOT NULL DEFAULT ''
) WITH (fillfactor = 70);

CREATE TABLE tags (
  account_id      text COLLATE "C" NOT NULL,
  write_key       text COLLATE "C" NOT NULL,
  name            text COLLATE "C" NOT NULL,
  domain          text COLLATE "C" NOT NULL,
  disabled        smallint NOT NULL DEFAULT 0,
  created_at      bigint NOT NULL,
  integration_id  text COLLATE "C" NOT NULL,
  dataset_id      text COLLATE "C",
  retention_days  integer,
  path            text COLLATE "C",
  images_only     smallint NOT NULL DEFAULT 0,
  cut_parameters  text COLLATE "C" NOT NULL DEFAULT '[]',
  keep_parameters text COLLATE "C" NOT NULL DEFAULT '[]',
  hosts           text COLLATE "C" NOT NULL DEFAULT '[]',
  secret          text COLLATE "C",
  secret_made_at  bigint,
  small           text[] COLLATE "C",
  PRIMARY KEY (account_id, write_key),
  CONSTRAINT tags_integration UNIQUE (account_id, integration_id)
);
CREATE INDEX tags_by_account ON tags (account_id, created_at, write_key);
CREATE INDEX tags_by_name ON tags (account_id, name, write_key);
-- Of all accounts together.
CREATE INDEX all_tags_by_time ON tags (created_at, write_key);
CREATE INDEX all_tags_by_name ON tags (name, write_key);

CREATE TABLE tag_paths (
  account_id text COLLATE "C" NOT NULL,
  path       text COLLATE "C" NOT NULL,
  write_key  text COLLATE "C" NOT NULL,
  PRIMARY KEY (account_id, path)
);
CREATE INDEX tag_paths_by_tag ON tag_paths (account_id, write_key);

CREATE TABLE saved_pixels (
  account_id      text COLLATE "C" NOT NULL,
  id              text COLLATE "C" NOT NULL,
  name            text COLLATE "C" NOT NULL,
  description     text COLLATE "C",
  pixel_type      text COLLATE "C" NOT NULL,
  conversion_type text COLLATE "C",
  config          text COLLATE "C" NOT NULL,
  target_platform text COLLATE "C" NOT NULL,
  created_by      bigint NOT NULL,
  created_at      bigint NOT NULL,
  updated_at      bigint NOT NULL,
  revision        bigint NOT NULL,
  small           text[] COLLATE "C",
  PRIMARY KEY (account_id, id),
  CONSTRAINT saved_pixels_name UNIQUE (account_id, name)
);
CREATE INDEX saved_pixels_by_time ON saved_pixels (account_id, created_at, id);
CREATE INDEX saved_pixels_by_name ON saved_pixels (account_id, name, id);
CREATE INDEX saved_pixels_by_type ON saved_pixels (account_id, pixel_type, created_at, id);
CREATE INDEX saved_pixels_by_type_and_name ON saved_pixels (account_id, pixel_type, name, id);
CREATE INDEX all_saved_pixels_by_time ON saved_pixels (created_at, id);
CREATE INDEX all_saved_pixels_by_name ON saved_pixels (name, id);

CREATE TABLE pixel_events (
  account_id text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL,
  title      text COLLATE "C" NOT NULL,
  type       text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  small      text[] COLLATE "C",
  PRIMARY KEY (account_id, id)
);
CREATE INDEX pixel_events_by_account ON pixel_events (account_id, created_at, id);
CREATE INDEX pixel_events_by_name ON pixel_events (account_id, title, id);
CREATE INDEX all_pixel_events_by_time ON pixel_events (created_at, id);
CREATE INDEX all_pixel_events_by_name ON pixel_events (title, id);

CREATE TABLE conversion_pixels (
  account_id                text COLLATE "C" NOT NULL,
  id                        bigint NOT NULL,
  code                      text COLLATE "C",
  name                      text COLLATE "C" NOT NULL,
  state                     text COLLATE "C" NOT NULL,
  trigger_type              text COLLATE "C" NOT NULL,
  min_minutes_per_conv      bigint,
  post_view_expire_mins     bigint,
  post_click_expire_mins    bigint,
  post_view_value           double precision,
  post_click_value          double precision,
  piggyback_pixels          text COLLATE "C" NOT NULL,
  pixel_conversion_event_id bigint,
  created_at                bigint NOT NULL,
  last_modified             bigint NOT NULL,
  revision                  bigint NOT NULL,
  landings_count            smallint NOT NULL DEFAULT 1,
  small                     text[] COLLATE "C",
  PRIMARY KEY (account_id, id),
  CONSTRAINT conversion_pixels_code UNIQUE (account_id, code)
);
CREATE INDEX conversion_pixels_by_name ON conversion_pixels (account_id, name, created_at, id);
CREATE INDEX conversion_pixels_by_time ON conversion_pixels (account_id, created_at, id);
CREATE INDEX conversion_pixels_by_second ON conversion_pixels (account_id, (created_at / 1000) DESC, created_at, id);
CREATE INDEX conversion_pixels_by_state ON conversion_pixels (account_id, state, created_at, id);
CREATE INDEX conversion_pixels_by_state_back ON conversion_pixels (account_id, state DESC, created_at, id);
CREATE INDEX all_conversion_pixels_by_time ON conversion_pixels (created_at, id);
CREATE INDEX conversion_pixels_by_event ON conversion_pixels (account_id, pixel_conversion_event_id NULLS FIRST, created_at, id);
CREATE INDEX conversion_pixels_by_event_back
  ON conversion_pixels (account_id, pixel_conversion_event_id DESC NULLS LAST, created_at, id);

CREATE TABLE line_items (
  account_id    text COLLATE "C" NOT NULL,
  id            bigint NOT NULL,
  code          text COLLATE "C",
  name          text COLLATE "C" NOT NULL,
  state         text COLLATE "C" NOT NULL,
  created_at    bigint NOT NULL,
  last_modified bigint NOT NULL,
  revision      bigint NOT NULL,
  small         text[] COLLATE "C",
  PRIMARY KEY (account_id, id),
  CONSTRAINT line_items_code UNIQUE (account_id, code)
);
CREATE INDEX line_items_by_name ON line_items (account_id, name, created_at, id);
CREATE INDEX line_items_by_time ON line_items (account_id, created_at, id);
CREATE INDEX line_items_by_second ON line_items (account_id, (created_at / 1000) DESC, created_at, id);
CREATE INDEX line_items_by_state ON line_items (account_id, state, created_at, id);
CREATE INDEX line_items_by_state_back ON line_items (account_id, state DESC, created_at, id);
CREATE INDEX all_line_items_by_time ON line_items (created_at, id);

CREATE TABLE campaigns (
  account_id    text COLLATE "C" NOT NULL,
  id            bigint NOT NULL,
  code          text COLLATE "C",
  name          text COLLATE "C" NOT NULL,
  state         text COLLATE "C" NOT NULL,
  created_at    bigint NOT NULL,
  last_modified bigint NOT NULL,
  revision      bigint NOT NULL,
  small         text[] COLLATE "C",
  PRIMARY KEY (account_id, id),
  CONSTRAINT campaigns_code UNIQUE (account_id, code)
);
CREATE INDEX campaigns_by_name ON campaigns (account_id, name, created_at, id);
CREATE INDEX campaigns_by_time ON campaigns (account_id, created_at, id);
CREATE INDEX campaigns_by_second ON campaigns (account_id, (created_at / 1000) DESC, created_at, id);
CREATE INDEX campaigns_by_state ON campaigns (account_id, state, created_at, id);
CREATE INDEX campaigns_by_state_back ON campaigns (account_id, state DESC, created_at, id);
CREATE INDEX all_campaigns_by_time ON campaigns (created_at, id);

CREATE TABLE segments (
  account_id    text COLLATE "C" NOT NULL,
  id            bigint NOT NULL,
  code          text COLLATE "C",
  name          text COLLATE "C" NOT NULL,
  state         text COLLATE "C" NOT NULL,
  created_at    bigint NOT NULL,
  last_modified bigint NOT NULL,
  revision      bigint NOT NULL,
  small         text[] COLLATE "C",
  PRIMARY KEY (account_id, id),
  CONSTRAINT segments_code UNIQUE (account_id, code)
);
CREATE INDEX segments_by_name ON segments (account_id, name, created_at, id);
CREATE INDEX segments_by_time ON segments (account_id, created_at, id);
CREATE INDEX segments_by_second ON segments (account_id, (created_at / 1000) DESC, created_at, id);
CREATE INDEX segments_by_state ON segments (account_id, state, created_at, id);
CREATE INDEX segments_by_state_back ON segments (account_id, state DESC, created_at, id);
CREATE INDEX all_segments_by_time ON segments (created_at, id);

CREATE TABLE line_item_pixels (
  account_id text COLLATE "C" NOT NULL,
  owner_id   bigint NOT NULL,
  pixel_id   bigint NOT NULL,
  PRIMARY KEY (account_id, owner_id, pixel_id)
);
CREATE INDEX line_item_pixels_by_pixel ON line_item_pixels (account_id, pixel_id);

CREATE TABLE campaign_pixels (
  account_id text COLLATE "C" NOT NULL,
  owner_id   bigint NOT NULL,
  pixel_id   bigint NOT NULL,
  PRIMARY KEY (account_id, owner_id, pixel_id)
);
CREATE INDEX campaign_pixels_by_pixel ON campaign_pixels (account_id, pixel_id);

-- What records said, from an event on.

CREATE TABLE account_rules (
  account_id         text COLLATE "C" NOT NULL,
  since_seq          bigint NOT NULL,
  orders_across_tags smallint NOT NULL,
  PRIMARY KEY (account_id, since_seq)
);

CREATE TABLE pixel_rules (
  account_id                text COLLATE "C" NOT NULL,
  pixel_id                  bigint NOT NULL,
  since_seq                 bigint NOT NULL,
  state                     text COLLATE "C" NOT NULL,
  trigger_type              text COLLATE "C" NOT NULL,
  min_minutes_per_conv      bigint,
  post_view_expire_mins     bigint,
  post_click_expire_mins    bigint,
  post_view_value           double precision,
  post_click_value          double precision,
  pixel_conversion_event_id bigint,
  landings_count            smallint NOT NULL DEFAULT 1,
  line_items                text COLLATE "C" NOT NULL DEFAULT '[]',
  PRIMARY KEY (account_id, pixel_id, since_seq)
);
CREATE INDEX pixel_rules_by_category ON pixel_rules (account_id, pixel_conversion_event_id, pixel_id);

CREATE TABLE known_names (
  account_id text COLLATE "C" NOT NULL,
  event      text COLLATE "C" NOT NULL,
  since_seq  bigint NOT NULL,
  PRIMARY KEY (account_id, event)
);

CREATE TABLE record_words (
  account_id text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL,
  since_seq  bigint NOT NULL,
  word       text COLLATE "C",
  PRIMARY KEY (account_id, id, since_seq)
);

-- What was seen before: it decides whether an event is new. Not by time, which a unique key could not leave out.
CREATE TABLE seen (
  account_id  text COLLATE "C" NOT NULL,
  write_key   text COLLATE "C" NOT NULL,
  message_id  text COLLATE "C" NOT NULL,
  -- Where its event is.
  received_at bigint NOT NULL,
  seq         bigint NOT NULL,
  PRIMARY KEY (account_id, write_key, message_id)
);
-- Where an event is that only its number is known of.
CREATE INDEX seen_by_event ON seen (account_id, seq);

-- By the day (UTC) of arrival: a day's partition is dropped at once.
CREATE TABLE events (
  account_id   text COLLATE "C" NOT NULL,
  seq          bigint NOT NULL,
  write_key    text COLLATE "C" NOT NULL,
  message_id   text COLLATE "C" NOT NULL,
  type         text COLLATE "C" NOT NULL,
  event        text COLLATE "C" NOT NULL,
  anonymous_id text COLLATE "C" NOT NULL,
  user_id      text COLLATE "C" NOT NULL,
  received_at  bigint NOT NULL,
  time         bigint NOT NULL,
  clamped      smallint NOT NULL,
  fields       text COLLATE "C" NOT NULL,
  signs        text COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY (account_id, seq, received_at)
) PARTITION BY RANGE (received_at);
CREATE INDEX events_by_time ON events (account_id, write_key, received_at, seq);
CREATE INDEX events_by_event ON events (account_id, write_key, event, received_at, seq);
CREATE INDEX events_by_type ON events (account_id, write_key, type, received_at, seq);
CREATE INDEX events_by_visitor ON events (account_id, write_key, anonymous_id, received_at, seq);
CREATE INDEX events_by_user ON events (account_id, write_key, user_id, received_at, seq) WHERE user_id <> '';

CREATE TABLE husks (
  account_id  text COLLATE "C" NOT NULL,
  write_key   text COLLATE "C" NOT NULL,
  mark        bytea NOT NULL,
  seq         bigint NOT NULL,
  type        text COLLATE "C" NOT NULL,
  event       text COLLATE "C" NOT NULL,
  received_at bigint NOT NULL,
  time        bigint NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL,
  is_repeat   smallint NOT NULL,
  PRIMARY KEY (account_id, write_key, mark)
);
CREATE INDEX husks_counted ON husks (account_id, seq) WHERE type <> '';
CREATE INDEX husks_named ON husks (account_id, write_key, received_at) WHERE type <> '';

CREATE TABLE counts (
  account_id text COLLATE "C" NOT NULL,
  write_key  text COLLATE "C" NOT NULL,
  type       text COLLATE "C" NOT NULL,
  event      text COLLATE "C" NOT NULL,
  hour       bigint NOT NULL,
  count      bigint NOT NULL,
  q1         bigint,
  q2         bigint,
  q3         bigint,
  PRIMARY KEY (account_id, write_key, type, event, hour)
) WITH (fillfactor = 70);
CREATE INDEX counts_by_hour ON counts (account_id, write_key, type, hour DESC, event);

CREATE TABLE last_seen (
  account_id text COLLATE "C" NOT NULL,
  write_key  text COLLATE "C" NOT NULL,
  type       text COLLATE "C" NOT NULL,
  event      text COLLATE "C" NOT NULL,
  time       bigint NOT NULL,
  PRIMARY KEY (account_id, write_key, type, event)
) WITH (fillfactor = 70);
CREATE INDEX last_seen_by_time ON last_seen (account_id, write_key, type, time DESC, event);

CREATE TABLE hour_names (
  account_id text COLLATE "C" NOT NULL,
  write_key  text COLLATE "C" NOT NULL,
  hour       bigint NOT NULL,
  names      bigint NOT NULL,
  PRIMARY KEY (account_id, write_key, hour)
) WITH (fillfactor = 70);

CREATE TABLE happenings (
  account_id   text COLLATE "C" NOT NULL,
  seq          bigint NOT NULL,
  write_key    text COLLATE "C" NOT NULL,
  message_id   text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  class        text COLLATE "C" NOT NULL,
  way          text COLLATE "C" NOT NULL,
  time         bigint NOT NULL,
  anonymous_id text COLLATE "C" NOT NULL,
  user_id      text COLLATE "C" NOT NULL,
  order_id     text COLLATE "C" NOT NULL,
  value        text COLLATE "C" NOT NULL,
  is_ordered   smallint NOT NULL,
  first_seq    bigint,
  first_id     text COLLATE "C",
  PRIMARY KEY (account_id, seq)
);
CREATE INDEX happenings_by_order ON happenings (account_id, write_key, class, order_id, seq)
  WHERE order_id <> '' AND first_seq IS NULL;
CREATE INDEX happenings_by_user ON happenings (account_id, write_key, user_id, class, value, way, is_ordered, time, seq)
  WHERE user_id <> '' AND first_seq IS NULL;
CREATE INDEX happenings_by_visitor ON happenings (account_id, write_key, anonymous_id, class, value, way, is_ordered, time, seq)
  WHERE anonymous_id <> '' AND first_seq IS NULL;

CREATE TABLE kind_counts (
  account_id text COLLATE "C" NOT NULL,
  write_key  text COLLATE "C" NOT NULL,
  kind       text COLLATE "C" NOT NULL,
  hour       bigint NOT NULL,
  count      bigint NOT NULL,
  PRIMARY KEY (account_id, write_key, kind, hour)
) WITH (fillfactor = 70);

CREATE TABLE kind_seen (
  account_id text COLLATE "C" NOT NULL,
  write_key  text COLLATE "C" NOT NULL,
  kind       text COLLATE "C" NOT NULL,
  source     text COLLATE "C" NOT NULL,
  time       bigint NOT NULL,
  PRIMARY KEY (account_id, write_key, kind, source)
) WITH (fillfactor = 70);

CREATE TABLE identities (
  account_id   text COLLATE "C" NOT NULL,
  user_id      text COLLATE "C" NOT NULL,
  anonymous_id text COLLATE "C" NOT NULL,
  seq          bigint NOT NULL,
  PRIMARY KEY (account_id, user_id, anonymous_id)
);
CREATE INDEX identities_by_event ON identities (account_id, seq);
CREATE INDEX identities_of_visitor ON identities (account_id, anonymous_id, user_id);

CREATE TABLE touches (
  account_id   text COLLATE "C" NOT NULL,
  id           text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  time         bigint NOT NULL,
  seq          bigint NOT NULL,
  anonymous_id text COLLATE "C" NOT NULL,
  user_id      text COLLATE "C" NOT NULL,
  line_item_id bigint,
  campaign_id  bigint,
  campaign     text COLLATE "C" NOT NULL,
  PRIMARY KEY (account_id, id)
);
-- Where an event goes, its touch does.
CREATE INDEX touches_by_event ON touches (account_id, seq);
CREATE INDEX touches_by_time ON touches (account_id, time);
CREATE INDEX touches_by_user ON touches (account_id, user_id, kind, time, seq, line_item_id) WHERE user_id <> '';
CREATE INDEX touches_by_visitor ON touches (account_id, anonymous_id, kind, time, seq, line_item_id)
  WHERE anonymous_id <> '';
CREATE INDEX views_by_user ON touches (account_id, user_id, line_item_id, time) WHERE user_id <> '' AND kind = 'view';
CREATE INDEX views_by_visitor ON touches (account_id, anonymous_id, line_item_id, time)
  WHERE anonymous_id <> '' AND kind = 'view';

CREATE TABLE conversions (
  account_id     text COLLATE "C" NOT NULL,
  pixel_id       bigint NOT NULL,
  seq            bigint NOT NULL,
  write_key      text COLLATE "C" NOT NULL,
  message_id     text COLLATE "C" NOT NULL,
  time           bigint NOT NULL,
  anonymous_id   text COLLATE "C" NOT NULL,
  user_id        text COLLATE "C" NOT NULL,
  order_id       text COLLATE "C" NOT NULL,
  value          double precision,
  currency       text COLLATE "C" NOT NULL,
  attribution    text COLLATE "C" NOT NULL,
  credited_value double precision,
  touch_id       text COLLATE "C",
  touch_time     bigint,
  line_item_id   bigint,
  campaign_id    bigint,
  campaign       text COLLATE "C" NOT NULL,
  value_sent     text COLLATE "C" NOT NULL DEFAULT '',
  marks          text COLLATE "C" NOT NULL DEFAULT '',
  signed         smallint NOT NULL DEFAULT 0,
  refunded       double precision NOT NULL DEFAULT 0,
  order_tag      text COLLATE "C" NOT NULL DEFAULT '*',
  completed_by   text COLLATE "C" NOT NULL DEFAULT '[]',
  PRIMARY KEY (account_id, pixel_id, seq)
);
CREATE INDEX conversions_by_order ON conversions (account_id, order_id, pixel_id, seq) WHERE order_id <> '';
CREATE INDEX conversions_by_time ON conversions (account_id, time, seq, pixel_id DESC);
CREATE INDEX conversions_by_touch ON conversions (account_id, touch_id) WHERE touch_id IS NOT NULL;
CREATE INDEX conversions_by_user ON conversions (account_id, user_id, pixel_id, time) WHERE user_id <> '';
CREATE INDEX conversions_by_visitor ON conversions (account_id, anonymous_id, pixel_id, time) WHERE anonymous_id <> '';
CREATE INDEX conversions_named ON conversions (account_id, write_key, time) WHERE message_id <> '';
CREATE INDEX conversions_of_user ON conversions (account_id, user_id, seq) WHERE user_id <> '';
CREATE INDEX conversions_of_visitor ON conversions (account_id, anonymous_id, seq) WHERE anonymous_id <> '';

CREATE TABLE credits_due (
  account_id   text COLLATE "C" NOT NULL,
  anonymous_id text COLLATE "C" NOT NULL,
  user_id      text COLLATE "C" NOT NULL,
  since        bigint NOT NULL,
  seq          bigint NOT NULL,
  PRIMARY KEY (account_id, anonymous_id, user_id)
);

CREATE TABLE counted_before (
  account_id text COLLATE "C" NOT NULL,
  pixel_id   bigint NOT NULL,
  mark       bytea NOT NULL,
  seq        bigint NOT NULL,
  time       bigint NOT NULL,
  PRIMARY KEY (account_id, pixel_id, mark, seq)
);

CREATE TABLE refunds (
  account_id text COLLATE "C" NOT NULL,
  seq        bigint NOT NULL,
  write_key  text COLLATE "C" NOT NULL,
  message_id text COLLATE "C" NOT NULL,
  time       bigint NOT NULL,
  order_id   text COLLATE "C" NOT NULL,
  name       text COLLATE "C" NOT NULL,
  value      double precision,
  value_sent text COLLATE "C" NOT NULL,
  currency   text COLLATE "C" NOT NULL,
  marks      text COLLATE "C" NOT NULL,
  PRIMARY KEY (account_id, seq)
);
CREATE INDEX refunds_by_order ON refunds (account_id, order_id, seq);

CREATE TABLE retention (
  account_id  text COLLATE "C" NOT NULL,
  write_key   text COLLATE "C" NOT NULL,
  until       bigint NOT NULL,
  names_until bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, write_key)
);

CREATE TABLE visits (
  account_id      text COLLATE "C" NOT NULL,
  write_key       text COLLATE "C" NOT NULL,
  visitor         text COLLATE "C" NOT NULL,
  session         text COLLATE "C" NOT NULL,
  seq             bigint NOT NULL,
  started_at      bigint NOT NULL,
  ended_at        bigint NOT NULL,
  entry           text COLLATE "C" NOT NULL,
  exit            text COLLATE "C" NOT NULL,
  entry_at        bigint,
  exit_at         bigint,
  views           bigint NOT NULL,
  events          bigint NOT NULL,
  channel         text COLLATE "C" NOT NULL,
  source          text COLLATE "C" NOT NULL,
  medium          text COLLATE "C" NOT NULL,
  campaign        text COLLATE "C" NOT NULL,
  referrer        text COLLATE "C" NOT NULL,
  language        text COLLATE "C" NOT NULL,
  device          text COLLATE "C" NOT NULL,
  browser         text COLLATE "C" NOT NULL,
  system          text COLLATE "C" NOT NULL,
  country         text COLLATE "C" NOT NULL,
  conversions     bigint NOT NULL,
  revenue         text COLLATE "C" NOT NULL,
  ordered         bigint NOT NULL,
  ordered_revenue text COLLATE "C" NOT NULL,
  counted         text COLLATE "C" NOT NULL,
  why             text COLLATE "C" NOT NULL,
  rules           bigint NOT NULL,
  pages           text COLLATE "C" NOT NULL,
  names           text COLLATE "C" NOT NULL,
  PRIMARY KEY (account_id, write_key, visitor, session)
) WITH (fillfactor = 70);
CREATE INDEX visits_by_time ON visits (account_id, write_key, started_at, seq);
CREATE INDEX visits_bought ON visits (account_id, write_key, started_at) WHERE revenue <> '{}' OR ordered_revenue <> '{}';
CREATE INDEX visits_of_visitor ON visits (account_id, write_key, visitor, started_at, seq);
