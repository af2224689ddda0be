/** Made-up programs of the shape that LLVM's linker gives those of ffc: for tests of what makes them smaller. */
import { roomForHeader } from "../../../src/macho/compact.ts";
import {
  BUILD_VERSION,
  DYLD_INFO,
  DYNAMIC_LINKER,
  DYSYMTAB,
  LAZY_POINTERS,
  LIBRARY,
  MAIN,
  POINTERS,
  REGULAR,
  SECTION_SIZE,
  SEGMENT,
  SEGMENT_SIZE,
  SIGNATURE,
  SYMTAB,
  UUID,
  ZERO_FILL,
} from "../../../src/macho/format.ts";

export const PAGE = 0x1000;
export const BASE = 0x1_0000_0000n;
export const ROOM = Number(/\.space (\d+)\n$/.exec(roomForHeader(PAGE))![1]);

export interface Recipe {
  /** Behind the room for the header; the first four bytes are the runtime's word for the list. */
  code: Buffer;
  /** Without the two pointers before it, of which the second is bound when it is first called. */
  data: Buffer;
  /** Places in `data` that hold addresses, which are counted from where the code begins. */
  addresses: ReadonlyMap<number, number>;
  /** What is zero behind the data. */
  zeros: number;
  /** In a segment of its own; begins with eight bytes of zeros. */
  constants?: Buffer;
}

export const RECIPE: Recipe = {
  code: Buffer.from("\0\0\0\0code of the program"),
  data: Buffer.alloc(0),
  addresses: new Map(),
  zeros: 64,
};

const POINTERS_SIZE = 16;
const roundUp = (size: number): number => Math.ceil(size / PAGE) * PAGE;

interface SectionRecipe {
  name: string;
  at: number;
  size: number;
  type: number;
}

function segment(
  name: string,
  [address, size, offset, fileSize]: readonly [bigint, number, number, number],
  sections: readonly SectionRecipe[],
): Buffer {
  const out = Buffer.alloc(SEGMENT_SIZE + sections.length * SECTION_SIZE);
  out.writeUInt32LE(SEGMENT, 0);
  out.writeUInt32LE(out.length, 4);
  out.write(name, 8);
  out.writeBigUInt64LE(address, 24);
  out.writeBigUInt64LE(BigInt(size), 32);
  out.writeBigUInt64LE(BigInt(offset), 40);
  out.writeBigUInt64LE(BigInt(fileSize), 48);
  out.writeUInt32LE(sections.length, 64);
  sections.forEach((section, index) => {
    const at = SEGMENT_SIZE + index * SECTION_SIZE;
    out.write(section.name, at);
    out.write(name, at + 16);
    out.writeBigUInt64LE(address + BigInt(section.at), at + 32);
    out.writeBigUInt64LE(BigInt(section.size), at + 40);
    out.writeUInt32LE(section.type === ZERO_FILL ? 0 : offset + section.at, at + 48);
    out.writeUInt32LE(section.type, at + 64);
  });
  return out;
}

function command(kind: number, size: number, ...numbers: number[]): Buffer {
  const out = Buffer.alloc(size);
  [kind, size, ...numbers].forEach((number, index) => void out.writeUInt32LE(number, index * 4));
  return out;
}

function path(kind: number, size: number, start: number, text: string): Buffer {
  const out = command(kind, size, start);
  out.write(text, start);
  return out;
}

/** Operations of binds: what a library and a symbol are, where, and that it be bound. */
const bindOf = (symbol: string, offset: number): number[] => [
  0x11,
  0x40,
  ...Buffer.from(`${symbol}\0`),
  0x51,
  0x72,
  offset,
  0x90,
];

/** As the linker leaves it. */
export function makeProgram(recipe: Partial<Recipe> = {}): Buffer {
  const { code, data, addresses, zeros, constants } = { ...RECIPE, ...recipe };
  const text = Buffer.concat([Buffer.alloc(PAGE + ROOM), code]);
  const textSize = roundUp(text.length);
  const contents = Buffer.alloc(POINTERS_SIZE + data.length);
  // The way to the stubs' helper.
  contents.writeBigUInt64LE(BASE + BigInt(PAGE + ROOM + 4), 8);
  data.copy(contents, POINTERS_SIZE);
  const rebases = [0x11, 0x22, 8, 0x51];
  for (const [offset, address] of addresses) {
    contents.writeBigUInt64LE(BASE + BigInt(PAGE + ROOM + address), POINTERS_SIZE + offset);
    rebases.push(0x22, 0x80 | ((POINTERS_SIZE + offset) % 128), (POINTERS_SIZE + offset) >> 7, 0x51);
  }
  const dataSize = roundUp(contents.length);
  const memory = roundUp(contents.length + zeros);
  const dataEnd = textSize + dataSize;
  const asideSize = constants === undefined ? 0 : roundUp(constants.length);
  const start = dataEnd + asideSize;

  const tables = [
    Buffer.from([...rebases, 0]),
    Buffer.from([...bindOf("_write", 0), 0]),
    Buffer.from([...bindOf("_mmap", 8), 0]),
  ];
  const strings = Buffer.from("\0_ffc_packed\0");
  const symbol = Buffer.alloc(16);
  symbol.writeUInt32LE(1, 0);
  symbol[4] = 0xe;
  symbol.writeBigUInt64LE(BASE + BigInt(PAGE + ROOM), 8);
  const parts = [...tables, symbol, strings];
  const at = parts.map((_, index) =>
    parts.slice(0, index).reduce((sum, part) => sum + part.length, start),
  ) as [number, number, number, number, number];
  const linkedit = Buffer.concat(parts);

  const address = (offset: number): bigint => BASE + BigInt(offset);
  const dataSections = [
    { name: "__got", at: 0, size: 8, type: POINTERS },
    { name: "__la_symbol_ptr", at: 8, size: 8, type: LAZY_POINTERS },
    { name: "__data", at: POINTERS_SIZE, size: data.length, type: REGULAR },
    { name: "__bss", at: contents.length, size: zeros, type: ZERO_FILL },
  ];
  const commands = [
    segment("__PAGEZERO", [0n, Number(BASE), 0, 0], []),
    segment(
      "__TEXT",
      [BASE, textSize, 0, textSize],
      [{ name: "__text", at: PAGE, size: ROOM + code.length, type: REGULAR }],
    ),
    segment("__DATA", [address(textSize), memory, textSize, dataSize], dataSections),
    ...(constants === undefined
      ? []
      : [
          segment(
            "__CONST",
            [address(textSize + memory), asideSize, dataEnd, asideSize],
            [{ name: "__const", at: 0, size: constants.length, type: REGULAR }],
          ),
        ]),
    segment("__LINKEDIT", [address(textSize + memory + asideSize), PAGE, start, linkedit.length], []),
    command(
      DYLD_INFO,
      48,
      ...[at[0], parts[0]!.length, at[1], parts[1]!.length, 0, 0, at[2], parts[2]!.length],
    ),
    command(SYMTAB, 24, at[3], 1, at[4], strings.length),
    command(DYSYMTAB, 80),
    path(DYNAMIC_LINKER, 32, 12, "/usr/lib/dyld"),
    command(UUID, 24, 1, 2, 3, 4),
    command(BUILD_VERSION, 32, 1, 11 << 16, 11 << 16, 1, 3, 4),
    command(MAIN, 24, PAGE + ROOM + 4),
    path(LIBRARY, 56, 24, "/usr/lib/libSystem.B.dylib"),
    command(SIGNATURE, 16, start + linkedit.length, 0),
  ];
  const all = Buffer.concat(commands);
  const header = command(0xfeedfacf, 32);
  [0x01000007, 3, 2, commands.length, all.length, 0x200085].forEach(
    (number, index) => void header.writeUInt32LE(number, 4 + index * 4),
  );
  const out = Buffer.alloc(start);
  text.copy(out);
  Buffer.concat([header, all]).copy(out);
  contents.copy(out, textSize);
  constants?.copy(out, dataEnd);
  return Buffer.concat([out, linkedit]);
}

/** Where a load command is: the first of its kind, or the segment with the name. */
export function commandOf(bytes: Buffer, kind: number, name?: string): number {
  let at = 32;
  for (let left = bytes.readUInt32LE(16); left > 0; left--) {
    const isNamed = name === undefined || bytes.toString("latin1", at + 8, at + 8 + name.length) === name;
    if (bytes.readUInt32LE(at) === kind && isNamed) return at;
    at += bytes.readUInt32LE(at + 4);
  }
  throw new Error(`there is no load command ${kind.toString(16)}`);
}
