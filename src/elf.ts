/**
 * Makes a program for Linux smaller, after the linker: headers of sections tell tools what lies where in the file, and the
 * system does without. They come last, with their names; so the file ends before them. Only programs that keep symbols,
 * for a debugger, keep them. (Linkers learned to leave them out themselves, `-z nosectionheader`, with binutils 2.41.)
 *
 * Offsets are those of ELF-64, little-endian: System V ABI, chapters "ELF Header" and "Program Header".
 */

/** In the file's header. */
const MAGIC = 0x464c457f;
const PROGRAM_HEADERS = 32;
const SECTION_HEADERS = 40;
const PROGRAM_HEADER_COUNT = 56;
/** Size and number of section headers, and the one with the names; until the end of the header. */
const SECTIONS = 58;
const HEADER_SIZE = 64;
/** In a program's header: where in the file a segment is. */
const OFFSET = 8;
const FILE_SIZE = 32;
const PROGRAM_HEADER_SIZE = 56;

/** As much of a file as `withoutSections` looks at: program headers follow the file's header, and are few. */
export const ELF_START = HEADER_SIZE + 16 * PROGRAM_HEADER_SIZE;

/**
 * Changes the beginning of a program to that of one without section headers, and returns where that one ends; undefined if
 * the file is not of the shape that linkers give it.
 */
export function withoutSections(start: Buffer): number | undefined {
  if (start.length < HEADER_SIZE || start.readUInt32LE(0) !== MAGIC) return undefined;
  const sections = Number(start.readBigUInt64LE(SECTION_HEADERS));
  const first = Number(start.readBigUInt64LE(PROGRAM_HEADERS));
  const behind = first + start.readUInt16LE(PROGRAM_HEADER_COUNT) * PROGRAM_HEADER_SIZE;
  if (first < HEADER_SIZE || behind > start.length) return undefined;
  let end = behind;
  for (let at = first; at < behind; at += PROGRAM_HEADER_SIZE) {
    const offset = Number(start.readBigUInt64LE(at + OFFSET));
    const size = Number(start.readBigUInt64LE(at + FILE_SIZE));
    if (size > 0) end = Math.max(end, offset + size);
  }
  if (sections < end) return undefined;
  start.writeBigUInt64LE(0n, SECTION_HEADERS);
  start.fill(0, SECTIONS, HEADER_SIZE);
  return end;
}
