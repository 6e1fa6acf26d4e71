/** A document's bytes as text, or a sentence that names their encoding and says what to do. */
export type DecodedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: string };

const looked = 4096;
/** Fewer bytes say nothing of an encoding. */
const fewest = 16;

/** Decodes UTF-8, and UTF-16 that begins with a byte-order mark; what else it seems to be is refused by name. */
export function decodeDocument(bytes: Buffer): DecodedText {
  const marked = markedEncoding(bytes);
  const text = decoded(bytes, marked ?? 'utf-8');
  if (text !== null && (marked !== null || !isUtf16(bytes))) return { kind: 'text', text };
  if (marked !== null)
    return {
      kind: 'refused',
      why: `it begins like ${marked.toUpperCase()} and is broken further on. Save it again as UTF-8.`,
    };
  if (isUtf16(bytes))
    return {
      kind: 'refused',
      why: 'it is UTF-16 without a byte-order mark. Save it as UTF-8, or with that mark.',
    };
  if (bytes.includes(0))
    return { kind: 'refused', why: 'it is no text, for it holds NUL bytes. Save it as UTF-8 text.' };
  const { line, byte } = firstInvalid(bytes);
  return {
    kind: 'refused',
    why: `line ${line} holds the byte 0x${byte.toString(16).toUpperCase()}, which is not UTF-8; it is likely Windows-1252 or ISO 8859-1 (Latin-1). Save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8`,
  };
}

function markedEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Every second byte of Latin text in UTF-16 is zero, and the others are not. */
function isUtf16(bytes: Buffer): boolean {
  const zeros = [0, 0];
  const end = Math.min(bytes.length, looked);
  for (let at = 0; at < end; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  return end >= fewest && Math.max(even, odd) * 4 > end && Math.min(even, odd) * 20 < Math.max(even, odd);
}

/** The first byte that begins no UTF-8 character, and its line, from 1. */
function firstInvalid(bytes: Buffer): { line: number; byte: number } {
  // Lossy decoding shows where: what was read before the first replacement was right.
  const before = bytes.toString('utf8').split('\uFFFD', 1)[0] ?? '';
  const at = Math.min(Buffer.byteLength(before), bytes.length - 1);
  return { line: before.split('\n').length, byte: bytes[at] ?? 0 };
}
