import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes of the key that secrets are kept under. */
export const SECRET_KEY_BYTES = 32;

/** Keeps texts that have to be used: whoever has the store alone can't read them. */
export interface SecretBox {
  /** @param owner whose it is: sealed for one, it opens for no other */
  seal(text: string, owner: string): string;
  /** Undefined where it was sealed under another key, or for another owner. */
  open(sealed: string, owner: string): string | undefined;
}

/** AES-256-GCM under a key that is not in the store. */
export const secretBox = (key: Buffer): SecretBox => ({
  seal(text, owner) {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  },
  open(sealed, owner) {
    try {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return (
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      return undefined;
    }
  },
});
