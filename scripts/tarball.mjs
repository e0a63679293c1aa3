import { gzipSync } from 'fflate';
import { packTar } from 'modern-tar';

/** The time that npm gives every file that it packs: what is packed must not tell when. */
const TIME = new Date('1985-10-26T08:15:00Z');

/**
 * What `npm install` takes, from files by name: the same bytes on every machine, and by every Node, whose own gzip is not
 * the same from one version to the next.
 */
export async function tarball(files) {
  const names = [...files.keys()].sort((a, b) => (a < b ? -1 : 1));
  const entries = names.map(name => {
    const body = files.get(name);
    const mode = body.subarray(0, 2).toString() === '#!' ? 0o755 : 0o644;
    const header = { name: `package/${name}`, size: body.length, mode, mtime: TIME, uid: 0, gid: 0 };
    return { header: { ...header, uname: '', gname: '' }, body };
  });
  return Buffer.from(gzipSync(await packTar(entries), { level: 9, mtime: 0 }));
}
