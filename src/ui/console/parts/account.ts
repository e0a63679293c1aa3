/** An account, as the API gives it, as far as a page needs it. */
export interface Account {
  id: string;
  name: string;
  /** Its names for other kinds of clients. */
  advertiser_id: number;
  business_id: string;
  /** IANA; null: its times are told in the reader's own. */
  time_zone: string | null;
}
