/**
 * A Mach-O program as the linker leaves it, read into what it consists of. What is not of the shape that we know is refused:
 * nothing is left out that is not understood.
 */
import {
  COMMANDS,
  DYLD_INFO,
  EXECUTABLE,
  HEADER,
  MAGIC,
  SECTION_SIZE,
  SEGMENT,
  SEGMENT_SIZE,
  SIZES,
  SYMTAB,
  ZERO_FILL,
} from "./format.ts";

/** The program has a shape that we do not know. */
export class Refusal extends Error {}

export function refuse(reason: string): never {
  throw new Refusal(reason);
}

export function require(condition: boolean, reason: string): asserts condition {
  if (!condition) refuse(reason);
}

export interface Section {
  name: string;
  /** Addresses are counted from the beginning of the program. */
  address: number;
  size: number;
  offset: number;
  type: number;
}

export interface Segment {
  name: string;
  address: number;
  size: number;
  offset: number;
  fileSize: number;
  sections: Section[];
}

/** Somewhere in the file. */
export interface Range {
  offset: number;
  size: number;
}

export interface Image {
  bytes: Buffer;
  /** Where the linker wants it in memory. */
  base: bigint;
  segments: Segment[];
  /** Other load commands, by kind; there is one of each. */
  commands: Map<number, Buffer>;
  rebases: Range;
  binds: Range;
  lazyBinds: Range;
  /** Address of a symbol of the program, undefined if there is none with that name. */
  symbol(name: string): number | undefined;
}

const KNOWN: ReadonlySet<number> = new Set(COMMANDS);

export function readImage(bytes: Buffer): Image {
  require(bytes.length > HEADER && bytes.readUInt32LE(0) === MAGIC, "it is no Mach-O file of 64 bits");
  require(bytes.readUInt32LE(12) === EXECUTABLE, "it is no program");
  const end = HEADER + bytes.readUInt32LE(20);
  require(end <= bytes.length, "its load commands are longer than the file");
  const rawSegments: Buffer[] = [];
  const commands = new Map<number, Buffer>();
  let at = HEADER;
  for (let left = bytes.readUInt32LE(16); left > 0; left--) {
    require(at + 8 <= end, "there are fewer load commands than it says");
    const kind = bytes.readUInt32LE(at);
    const size = bytes.readUInt32LE(at + 4);
    require(size >= 8 && at + size <= end, "a load command is longer than all of them");
    const command = bytes.subarray(at, at + size);
    at += size;
    if (kind === SEGMENT) {
      rawSegments.push(command);
      continue;
    }
    require(KNOWN.has(kind), `it has a load command ${kind.toString(16)}`);
    require(!commands.has(kind), `it has two load commands ${kind.toString(16)}`);
    require((SIZES.get(kind) ?? size) === size, `load command ${kind.toString(16)} has ${size} bytes`);
    commands.set(kind, command);
  }
  for (const kind of KNOWN) {
    require(commands.has(kind), `it has no load command ${kind.toString(16)}`);
  }
  const base = baseOf(rawSegments);
  const segments = rawSegments.map((command) => readSegment(command, base, bytes.length));
  const info = commands.get(DYLD_INFO)!;
  const range = (place: number): Range => {
    const range = { offset: info.readUInt32LE(place), size: info.readUInt32LE(place + 4) };
    require(range.offset + range.size <= bytes.length, "its fixups lie behind its end");
    return range;
  };
  require(range(24).size === 0, "it has weak binds");
  return {
    bytes,
    base,
    segments,
    commands,
    rebases: range(8),
    binds: range(16),
    lazyBinds: range(32),
    symbol: (name) => findSymbol(name, bytes, commands.get(SYMTAB)!, base),
  };
}

function baseOf(segments: readonly Buffer[]): bigint {
  const text = segments.find((command) => nameAt(command, 8) === "__TEXT");
  require(text !== undefined, "it has no segment __TEXT");
  return text.readBigUInt64LE(24);
}

const nameAt = (bytes: Buffer, at: number): string =>
  bytes.toString("latin1", at, at + 16).replace(/\0.*$/s, "");

function readSegment(command: Buffer, base: bigint, length: number): Segment {
  require(command.length >= SEGMENT_SIZE, "a segment's command is too short");
  const count = command.readUInt32LE(64);
  require(command.length === SEGMENT_SIZE + count * SECTION_SIZE, "a segment's command has another size");
  const number = (at: number): number => Number(command.readBigUInt64LE(at));
  const name = nameAt(command, 8);
  const segment: Segment = {
    name,
    address: Number(command.readBigUInt64LE(24) - base),
    size: number(32),
    offset: number(40),
    fileSize: number(48),
    sections: [],
  };
  require(segment.offset + segment.fileSize <= length, `segment ${name} lies behind the end of the file`);
  for (let at = SEGMENT_SIZE; at < command.length; at += SECTION_SIZE) {
    const section: Section = {
      name: nameAt(command, at),
      address: Number(command.readBigUInt64LE(at + 32) - base),
      size: number(at + 40),
      offset: command.readUInt32LE(at + 48),
      type: command.readUInt32LE(at + 64) & 0xff,
    };
    const start = section.address - segment.address;
    const available = section.type === ZERO_FILL ? segment.size : segment.fileSize;
    require(start >= 0 && start + section.size <= available, `section ${section.name} leaves its segment`);
    const isPlaced = section.type === ZERO_FILL || section.offset === segment.offset + start;
    require(isPlaced, `section ${section.name} is not where its address says`);
    segment.sections.push(section);
  }
  return segment;
}

/** Of the entries of the symbol table each has 16 bytes. */
function findSymbol(name: string, bytes: Buffer, table: Buffer, base: bigint): number | undefined {
  const symbols = table.readUInt32LE(8);
  const count = table.readUInt32LE(12);
  const strings = table.readUInt32LE(16);
  const end = strings + table.readUInt32LE(20);
  require(symbols + count * 16 <= bytes.length && end <= bytes.length, "its symbols lie behind its end");
  const wanted = Buffer.from(`\0${name}\0`, "latin1");
  const place = bytes.subarray(strings, end).indexOf(wanted);
  if (place < 0) return undefined;
  for (let at = symbols; at < symbols + count * 16; at += 16) {
    const isDefined = (bytes[at + 4]! & 0xe) === 0xe;
    if (isDefined && bytes.readUInt32LE(at) === place + 1)
      return Number(bytes.readBigUInt64LE(at + 8) - base);
  }
  return undefined;
}
