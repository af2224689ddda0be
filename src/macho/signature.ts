/**
 * The signature of a program without an identity (ad hoc), as a linker makes it: the hashes of the file's pages. Numbers are
 * big-endian here.
 */
import { createHash } from "node:crypto";

const SUPER_BLOB = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const VERSION = 0x20400;
const AD_HOC = 0x2;
const BY_LINKER = 0x20000;
const SHA256 = 2;
const HASH = 32;
const PAGE = 0x1000;
const PAGE_BITS = 12;
const MAIN_PROGRAM = 1;

const BLOBS = 20;
const DIRECTORY = 88;

/** The name that is in the signature. */
const IDENTIFIER = "program\0";

/** Signatures begin at such places, and have such sizes. */
export const SIGNATURE_ALIGN = 16;

const hashesAt = BLOBS + DIRECTORY + IDENTIFIER.length;

/** Of a signature for so many bytes before it. */
export const signatureSize = (limit: number): number =>
  Math.ceil((hashesAt + Math.ceil(limit / PAGE) * HASH) / SIGNATURE_ALIGN) * SIGNATURE_ALIGN;

/** Of the whole file but its signature; `executable` is the size of the segment with the code, at its beginning. */
export function sign(content: Buffer, executable: number): Buffer {
  const pages = Math.ceil(content.length / PAGE);
  const used = hashesAt + pages * HASH;
  const out = Buffer.alloc(signatureSize(content.length));
  const words = (at: number, numbers: readonly number[]): void => {
    numbers.forEach((number, index) => void out.writeUInt32BE(number, at + index * 4));
  };
  words(0, [SUPER_BLOB, used, 1, 0, BLOBS]);
  words(BLOBS, [
    CODE_DIRECTORY,
    used - BLOBS,
    VERSION,
    AD_HOC | BY_LINKER,
    hashesAt - BLOBS,
    DIRECTORY,
    0,
    pages,
    content.length,
  ]);
  out.set([HASH, SHA256, 0, PAGE_BITS], BLOBS + 36);
  words(BLOBS + 72, [0, executable, 0, MAIN_PROGRAM]);
  out.write(IDENTIFIER, BLOBS + DIRECTORY, "latin1");
  for (let page = 0; page < pages; page++) {
    const hash = createHash("sha256").update(content.subarray(page * PAGE, (page + 1) * PAGE));
    hash.digest().copy(out, hashesAt + page * HASH);
  }
  return out;
}
