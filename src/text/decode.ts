import { isUtf8 } from 'node:buffer';

/** A file's text, or why it is none: `what`, and `location` as `line:column` of the first bad byte. */
export type Decoded = { ok: true; text: string } | { ok: false; what: string; location: string };

/** Decodes UTF-8 strictly and drops a byte order mark at the start. */
export function decodeUtf8(bytes: Buffer): Decoded {
  if (isUtf16(bytes)) return { ok: false, what: 'this file is UTF-16, not UTF-8', location: '1:1' };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return isUtf8(bytes) ? { ok: true, text } : badByte(bytes);
}

/** By its byte order mark or, for lack of one, by the zero bytes beside the first two ASCII characters. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.toString('hex', 0, 2);
  const zeros = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  return ['fffe', 'feff'].includes(mark) || ['x0x0', '0x0x'].includes(zeros);
}

function badByte(bytes: Buffer): Decoded {
  const text = bytes.toString('utf8');
  let [offset, read] = [0, 0];
  for (;;) {
    const next = text.indexOf('\uFFFD', offset);
    read += Buffer.byteLength(text.slice(offset, next));
    offset = next;
    // The file may hold U+FFFD itself, whose bytes are these.
    if (bytes.toString('hex', read, read + 3) !== 'efbfbd') break;
    [offset, read] = [offset + 1, read + 3];
  }
  const byte = bytes[read]?.toString(16).toUpperCase().padStart(2, '0');
  const location = locationAt(text.replace(/^\uFEFF/, ''), offset - (text.startsWith('\uFEFF') ? 1 : 0));
  return {
    ok: false,
    what: `this file is not UTF-8: the byte 0x${byte} means nothing here`,
    location,
  };
}

/** `line:column` of an offset; both count from 1, columns in UTF-16 units. */
export function locationAt(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
