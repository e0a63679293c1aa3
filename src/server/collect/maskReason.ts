/** Longest reason that is kept. */
const MAX = 300;

/** What a sender may have put into a reason: what stands in quotes, addresses of e-mail, long numbers and ids. */
const SENT = [/"[^"]*"?/g, /[^\s"']+@[^\s"']+/g, /\b(?=\w*\d)\w{12,}\b/g, /\+?\d[\d ()/-]{6,}\d/g];

/** Why a beacon was refused, without the values that it came with. */
export const maskReason = (reason: string): string =>
  SENT.reduce((text, pattern) => text.replace(pattern, '…'), reason.slice(0, MAX));
