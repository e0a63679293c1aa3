import type { FastifyRequest } from 'fastify';

/** Consent signals, by the names of their macros. */
export type Signals = Record<string, string | undefined>;

/** The consent signals of a request. */
export const readSignals = (parameters: Map<string, string>): Signals => ({
  GDPR: parameters.get('gdpr'),
  GDPR_CONSENT: parameters.get('gdpr_consent'),
  ADDTL_CONSENT: parameters.get('addtl_consent'),
  US_PRIVACY: parameters.get('us_privacy'),
  GPP_STRING: parameters.get('gpp'),
  GPP_SID: parameters.get('gpp_sid'),
});

/** Whether others may be told of a visitor: not against Global Privacy Control, nor without a signal where one is due. */
export function mayShare({ headers }: FastifyRequest, { GDPR, GDPR_CONSENT, US_PRIVACY }: Signals): boolean {
  return (
    headers['sec-gpc'] !== '1' && !(GDPR === '1' && !GDPR_CONSENT) && US_PRIVACY?.[2]?.toUpperCase() !== 'Y'
  );
}
