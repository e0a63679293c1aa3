/**
 * A number for each field that an error may be about: for programs, which can't read the message. Sent: never change one.
 * What is about no field, or one that nobody knows, is `UNKNOWN`.
 */
const NUMBERS: { [field: string]: number } = {
  id: 101,
  code: 102,
  name: 103,
  short_name: 103,
  state: 104,
  advertiser_id: 105,
  advertiser_code: 106,
  trigger_type: 107,
  min_minutes_per_conv: 108,
  post_view_expire_mins: 109,
  post_click_expire_mins: 110,
  post_view_value: 111,
  post_click_value: 112,
  piggyback_pixels: 113,
  pixel_conversion_event_id: 114,
  pixels: 115,
  landings_count: 116,
  append: 120,
  start_element: 121,
  num_elements: 122,
  sort: 123,
  fields: 124,
  search: 125,
  format: 126,
  auth: 130,
  pixel: 140,
  'line-item': 141,
  campaign: 142,
  segment: 143,
  'content-type': 150,
  'content-encoding': 151,
};

const UNKNOWN = 100;

/** The field that a message begins with; undefined where it begins with none. */
export const fieldOf = (message: string): string | undefined => /^([a-z][\w.-]*): /.exec(message)?.[1];

/** The number of a field, or of the one that it is a part of. */
export const numberOf = (field: string): number => NUMBERS[field.split('.', 1)[0]!] ?? UNKNOWN;
