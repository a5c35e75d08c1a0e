/**
 * SQLite's write-ahead log (https://sqlite.org/fileformat2.html#walformat). SQLite reads it up to the first frame that
 * does not add up and takes that for its end, as it is after a crash. What it would pass over in silence is found here.
 */

const headerBytes = 32;
const frameHeaderBytes = 24;
/** With the last bit set, checksums are of big-endian words. */
const magic = 0x377f0682;

/** Does this log hold something that SQLite would not find? */
export function isLogDamaged(log: Buffer): boolean {
  if (log.length < headerBytes || isBlank(log)) return false;
  const isBigEndian = log.readUInt32BE(0) === magic + 1;
  if (!isBigEndian && log.readUInt32BE(0) !== magic) return true;
  const sum = new Checksum(isBigEndian);
  sum.add(log.subarray(0, 24));
  if (!sum.is(log, 24)) return true;

  const frameBytes = frameHeaderBytes + log.readUInt32BE(8);
  const generation = log.readUInt32BE(16);
  const salts = log.subarray(16, 24);
  let isBroken = false;
  let commitsBehind = 0;
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    const frame = log.subarray(at, at + frameBytes);
    if (!frame.subarray(8, 16).equals(salts)) {
      if (!isLeftOver(frame, generation)) return true;
      isBroken = true;
      continue;
    }
    sum.add(frame.subarray(0, 8));
    sum.add(frame.subarray(frameHeaderBytes));
    isBroken ||= !sum.is(frame, 16);
    const isCommit = frame.readUInt32BE(4) !== 0;
    if (isBroken && isCommit) commitsBehind += 1;
  }
  // One may be what a power cut broke off: it was acknowledged to nobody. A second was begun when the first was safe.
  return commitsBehind > 1;
}

/** Of a log that was written before in the same file; or of a file made longer, before a power cut kept it from being written. */
function isLeftOver(frame: Buffer, generation: number): boolean {
  const age = (generation - frame.readUInt32BE(8)) >>> 0;
  return (age > 0 && age < 0x1000000) || isBlank(frame);
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Cumulative, over the header and all frames up to here. */
class Checksum {
  readonly #isBigEndian: boolean;
  #first = 0;
  #second = 0;

  constructor(isBigEndian: boolean) {
    this.#isBigEndian = isBigEndian;
  }

  add(bytes: Buffer): void {
    const word = (at: number) => (this.#isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
    for (let at = 0; at < bytes.length; at += 8) {
      this.#first = (this.#first + word(at) + this.#second) >>> 0;
      this.#second = (this.#second + word(at + 4) + this.#first) >>> 0;
    }
  }

  /** Checksums themselves are always big-endian. */
  is(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.#first && bytes.readUInt32BE(at + 4) === this.#second;
  }
}
