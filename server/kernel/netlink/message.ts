/**
 * The kernel's own words for networks: messages of a header, a fixed part and attributes, all padded to four bytes
 * (netlink(7), linux/netlink.h). Numbers are in the machine's byte order, which is little-endian wherever Node runs
 * but on s390x.
 */

const headerLength = 16;
const attributeHeaderLength = 4;
/** The two highest bits of an attribute's type are flags (NLA_F_NESTED, NLA_F_NET_BYTEORDER). */
const attributeTypeMask = 0x3fff;

/** NLM_F_REQUEST, and what else may be asked for. */
const flagRequest = 0x001;
export const flagAcknowledge = 0x004;
/** NLM_F_DUMP: all there are, not one. */
export const flagDump = 0x300;

/** NLMSG_ERROR and NLMSG_DONE: what ends an answer. Types above are the answer itself. */
const typeError = 2;
const typeDone = 3;

export interface Message {
  readonly type: number;
  readonly body: Buffer;
}

export interface Answer {
  readonly messages: readonly Message[];
  /** errno(3), 0 when all is well. */
  readonly errno: number;
}

/** By type; of attributes that are repeated the last one counts. */
export type Attributes = ReadonlyMap<number, Buffer>;

/** @param fixed  the part before the attributes */
export function encodeRequest(
  type: number,
  flags: number,
  fixed: Buffer,
  attributes: readonly (readonly [type: number, value: Buffer])[] = [],
): Buffer {
  const body = Buffer.concat([padded(fixed), ...attributes.map(([name, value]) => attribute(name, value))]);
  const header = Buffer.alloc(headerLength);
  header.writeUInt32LE(headerLength + body.length, 0);
  header.writeUInt16LE(type, 4);
  header.writeUInt16LE(flagRequest | flags, 6);
  return Buffer.concat([header, body]);
}

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(attributeHeaderLength);
  header.writeUInt16LE(attributeHeaderLength + value.length, 0);
  header.writeUInt16LE(type, 2);
  return padded(Buffer.concat([header, value]));
}

function padded(buffer: Buffer): Buffer {
  return Buffer.concat([buffer], aligned(buffer.length));
}

function aligned(length: number): number {
  return (length + 3) & ~3;
}

/** EIO: whoever carried the request brought nothing back. */
const noAnswer = 5;

/** All messages of an answer, up to the one that ends it. */
export function decodeAnswer(data: Buffer): Answer {
  if (data.length === 0) return { messages: [], errno: noAnswer };
  const messages: Message[] = [];
  for (let at = 0; at < data.length; ) {
    const length = at + headerLength <= data.length ? data.readUInt32LE(at) : 0;
    if (length < headerLength || at + length > data.length) throw new Error("a netlink message is cut off");
    const type = data.readUInt16LE(at + 4);
    const body = data.subarray(at + headerLength, at + length);
    if (type === typeError || type === typeDone)
      return { messages, errno: body.length >= 4 ? -body.readInt32LE(0) : 0 };
    messages.push({ type, body });
    at += aligned(length);
  }
  return { messages, errno: 0 };
}

/** The answer, if it is no error but this one. @throws with the error's number otherwise */
export function checked(answer: Answer, allowed = 0): Answer {
  if (answer.errno !== 0 && answer.errno !== allowed)
    throw new Error(`the kernel does not answer: errno ${answer.errno}`);
  return answer;
}

/** The attributes in `data` from an offset on. */
export function decodeAttributes(data: Buffer, offset = 0): Attributes {
  return new Map(attributesIn(data, offset));
}

/** What an attribute holds one after another: each has attributes of its own, and its own type says nothing. */
export function decodeList(data: Buffer | undefined): Attributes[] {
  return data === undefined ? [] : Array.from(attributesIn(data, 0), ([, value]) => decodeAttributes(value));
}

/** As they stand in `data`, of repeated ones each. */
export function* attributesIn(
  data: Buffer,
  offset: number,
): Generator<readonly [type: number, value: Buffer]> {
  for (let at = aligned(offset); at + attributeHeaderLength <= data.length; ) {
    const length = data.readUInt16LE(at);
    if (length < attributeHeaderLength || at + length > data.length)
      throw new Error("a netlink attribute is cut off");
    const type = data.readUInt16LE(at + 2) & attributeTypeMask;
    yield [type, data.subarray(at + attributeHeaderLength, at + length)];
    at += aligned(length);
  }
}

export function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value | 0);
  return buffer;
}

export function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

export function readU32(attributes: Attributes, type: number): number | null {
  return attributes.get(type)?.readUInt32LE(0) ?? null;
}

/** Text up to its NUL. */
export function readText(attributes: Attributes, type: number): string | null {
  const value = attributes.get(type);
  if (value === undefined) return null;
  const end = value.indexOf(0);
  return value.toString("utf8", 0, end === -1 ? value.length : end);
}

/** The attributes that this one holds; none when it is not there. */
export function readNested(attributes: Attributes, type: number): Attributes {
  const value = attributes.get(type);
  return value === undefined ? new Map() : decodeAttributes(value);
}
