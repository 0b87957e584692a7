import { isUtf8 } from 'node:buffer';

/** The text of a file, or why it could not be decoded. `location` is `line:column` of the first invalid byte. */
export type Decoded = { ok: true; text: string } | { ok: false; what: string; location: string };

/** Decodes UTF-8 strictly and drops a leading byte order mark. */
export function decodeUtf8(bytes: Buffer): Decoded {
  if (isUtf16(bytes)) return { ok: false, what: 'this file is UTF-16, not UTF-8', location: '1:1' };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return isUtf8(bytes) ? { ok: true, text } : invalidByte(bytes);
}

/** Detects UTF-16 by its byte order mark, or by the zero bytes in the first two ASCII characters. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.toString('hex', 0, 2);
  const zeros = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  return ['fffe', 'feff'].includes(mark) || ['x0x0', '0x0x'].includes(zeros);
}

function invalidByte(bytes: Buffer): Decoded {
  const text = bytes.toString('utf8');
  let [offset, read] = [0, 0];
  for (;;) {
    const next = text.indexOf('\uFFFD', offset);
    read += Buffer.byteLength(text.slice(offset, next));
    offset = next;
    // The file may contain a real U+FFFD, encoded as these bytes.
    if (bytes.toString('hex', read, read + 3) !== 'efbfbd') break;
    [offset, read] = [offset + 1, read + 3];
  }
  const byte = bytes[read]?.toString(16).toUpperCase().padStart(2, '0');
  const location = locationAt(text.replace(/^\uFEFF/, ''), offset - (text.startsWith('\uFEFF') ? 1 : 0));
  return {
    ok: false,
    what: `this file is not UTF-8: invalid byte 0x${byte}`,
    location,
  };
}

/** `line:column` of an offset. Both start at 1; columns are in UTF-16 units. */
export function locationAt(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
