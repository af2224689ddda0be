/**
 * Makes a program for macOS smaller, after LLVM's linker: most of what that leaves in the file is the rest of pages. What is
 * done, with XNU's load_segment() and dyld's sources in mind, from those of macOS 11 (dyld-832, -852, xnu-7195) on to those of
 * macOS 15 and 26 (dyld-1241, -1378, xnu-11417):
 *
 * - __DATA has nothing in the file. What it begins with is a list of words for the runtime (see unpack_data in
 *   platform/macos.c), in the rest of the code's last page if it fits there. The kernel maps zeros where a segment has no file
 *   (load_segment: vm size beyond the file's), and dyld takes the segment's size in memory as the bound of
 *   what it binds (invalidBindState, BindOpcodes::valid; in macOS 11 segActualEndAddress, too).
 * - What was to be bound when it is first called is bound at the beginning, like the rest: so pointers to functions of the
 *   system have no content, and the stubs' helper is never reached.
 * - Symbols, exports and all sections but one are left out; dyld needs none of them (macOS 11 wants LC_DYSYMTAB itself, and
 *   its LC_SYMTAB). The linker had to leave a page for the header: the program moves down by that, and the header into `room`.
 * - __LINKEDIT ends the file, its tables are in the order that cctools want (dyld_order), so that `codesign` can sign the
 *   program again, and dyld, which wants them in bounds, apart, and aligned to words (validLinkeditLayout).
 * - What only the program reads may be in the table of exports, behind a tree that has none: the kernel maps all of the segment,
 *   dyld follows the tree only, and takes nothing away that is mapped. (Between tables it would be in
 *   the way of codesign_allocate, which takes them for one piece.) Constants go there if the code then takes a page less, for
 *   which the program is linked again with them in a segment of their own, just before.
 *
 * Distances within the program stay what they were: no code is changed. A program of another shape than that is refused.
 */
import { type Bind, type Rebase, readBinds, readRebases, writeBinds, writeRebases } from "./fixups.ts";
import {
  BUILD_VERSION,
  BUILD_VERSION_SIZE,
  CODE_ATTRIBUTES,
  COMMANDS,
  DYLD_INFO,
  DYNAMIC_LINKER,
  DYSYMTAB,
  EXECUTE,
  HEADER,
  LIBRARY,
  MAIN,
  READ,
  REGULAR,
  SECTION_SIZE,
  SEGMENT,
  SEGMENT_SIZE,
  SIGNATURE,
  SIZES,
  SYMTAB,
  UUID,
  WRITE,
  ZERO_FILL,
} from "./format.ts";
import {
  type Image,
  type Range,
  Refusal,
  readImage,
  refuse,
  require,
  type Section,
  type Segment,
} from "./image.ts";
import { SIGNATURE_ALIGN, sign, signatureSize } from "./signature.ts";

const WORD = 8;
const DATA = 2;
/** In the list of words: a distance and a value. A distance of 0 ends it. */
const LISTED = 12;
const END_OF_LIST = 4;
/** The runtime's: how far the list lies from it. */
const LIST_SYMBOL = "_ffc_packed";
/** Of the stubs' helper, which nothing calls any more. */
const STUB_BINDER = "dyld_stub_binder";
const ZERO_PAGE = 0x1_0000_0000n;

/** Of a program that is linked with libSystem. */
const LINKER_SIZE = 32;
const LIBRARY_SIZE = 56;
const sizeOf = (kind: number): number => SIZES.get(kind) ?? VARIABLE_SIZES.get(kind)!;
const VARIABLE_SIZES: ReadonlyMap<number, number> = new Map([
  [DYNAMIC_LINKER, LINKER_SIZE],
  [LIBRARY, LIBRARY_SIZE],
  [BUILD_VERSION, BUILD_VERSION_SIZE],
]);

/** Where constants are: in a segment of their own if the program was linked so. */
const CONSTANTS = "__CONST";
const IN_TEXT = new Set(["__const", "__cstring"]);

const ROOM =
  HEADER + 4 * SEGMENT_SIZE + 3 * SECTION_SIZE + COMMANDS.reduce((sum, kind) => sum + sizeOf(kind), 0);

/** In front of constants that are a segment of their own: for the tables that __LINKEDIT begins with. */
const TABLES_ROOM = 512;
/** A root without a symbol and without children, and what fills up a word. */
const EMPTY_TREE = WORD;

/**
 * Assembly that goes before the program's: a page that is cut off later, and room for the header; and room for tables, which is
 * linked only if the constants are a segment of their own (`-u` in sources.json).
 */
export const roomForHeader = (page: number): string =>
  `.section __TEXT,__ffc_room\n.private_extern _ffc_room\n.globl _ffc_room\n_ffc_room:\n.space ${TABLES_ROOM}\n` +
  `.section __TEXT,__text,regular,pure_instructions\n.balign ${page}\n.space ${ROOM}\n`;

export interface Compacted {
  bytes: Buffer;
  /** Linked with the constants in a segment of their own, the code would need a page less. */
  spills: boolean;
}

const roundUp = (size: number, unit: number): number => Math.ceil(size / unit) * unit;

/** The program, made smaller; a text that says why it was left alone if it is of another shape than ours are. */
export function compact(bytes: Buffer, page: number): Compacted | string {
  try {
    return build(readImage(bytes), page);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** What a program begins with in its data: bytes, among them addresses that are counted from the program's beginning. */
interface Contents {
  bytes: Buffer;
  /** Places in `bytes`. */
  addresses: Map<number, number>;
}

function build(image: Image, page: number): Compacted {
  const { text, data, constants, linkedit } = segmentsOf(image);
  const moved = roomOf(image, text, page);
  const binds = bindsOf(image);
  const contents = contentsOf(image, data, binds, moved);
  const code = Buffer.from(image.bytes.subarray(moved, endOf(text)));
  const aside = Buffer.from(constants === undefined ? [] : contentOf(image, constants));
  const linkeditAddress = (constants ?? linkedit).address - moved;
  const dataAddress = data.address - moved;

  const kept = roundUp(lastPlace(contents), page);
  const words = packed(contents, kept);
  const listSize = words === undefined ? 0 : words.length * LISTED + END_OF_LIST;
  const listAt = roundUp(code.length, 4);
  const fits = listAt + listSize <= roundUp(code.length, page);
  const place = (image.symbol(LIST_SYMBOL) ?? 0) - moved;
  const isPacked = words !== undefined && place > 0 && kept > 0 && (fits || listSize < kept);

  const textSize = roundUp(code.length, page);
  const dataSize = isPacked ? 0 : kept;
  const start = textSize + dataSize;

  // The tables follow each other. What only the program reads counts as exports: behind an empty tree of them.
  const places = isPacked ? [] : [...contents.addresses.keys()].sort((a, b) => a - b);
  const rebaseTable = writeRebases(places.map((offset): Rebase => ({ segment: DATA, offset })));
  const fixups = Buffer.concat([rebaseTable, writeBinds(binds)]);
  const hasMore = aside.length > 0 || (isPacked && !fits);
  const front = withRoom(fixups, aside, hasMore);
  const listAddress = fits ? listAt : linkeditAddress + front.length;
  const list = isPacked ? writeList(words, dataAddress, listAddress) : Buffer.alloc(0);
  const behind = fits ? Buffer.alloc(0) : padded(list, WORD);
  const tables = padded(Buffer.concat([front, behind]), SIGNATURE_ALIGN);

  const content = Buffer.alloc(start + tables.length);
  code.copy(content);
  tables.copy(content, start);
  if (isPacked) {
    if (fits) list.copy(content, listAt);
    const isAside = aside.length > 0 && place >= linkeditAddress;
    const at = isAside ? start + place - linkeditAddress : place;
    const end = isAside ? start + aside.length : code.length;
    require(at + 4 <= end, "the runtime's constants are elsewhere");
    content.writeInt32LE(listAddress - place, at);
  } else writeContents(contents, image.base, content.subarray(textSize, start));

  const signature = signatureSize(content.length);
  const linkeditSize = tables.length + signature;
  const header = headerFor(image, {
    moved,
    // `strip` keeps what is in a section.
    codeSize: fits ? listAt + list.length : code.length,
    text: { address: 0, size: textSize, offset: 0, fileSize: textSize },
    data: { address: dataAddress, size: data.size, offset: textSize, fileSize: dataSize },
    linkedit: {
      address: linkeditAddress,
      size: roundUp(linkeditSize, page),
      offset: start,
      fileSize: linkeditSize,
    },
    rebases: { offset: start, size: rebaseTable.length },
    binds: { offset: start + rebaseTable.length, size: fixups.length - rebaseTable.length },
    exports: {
      offset: start + fixups.length,
      size: hasMore ? front.length + behind.length - fixups.length : 0,
    },
    signature: { offset: content.length, size: signature },
  });
  header.copy(content);

  const spilled = code.length % page;
  const inText = text.sections.reduce((sum, { name, size }) => sum + (IN_TEXT.has(name) ? size : 0), 0);
  return {
    bytes: Buffer.concat([content, sign(content, textSize)]),
    spills: spilled > 0 && spilled <= inText,
  };
}

const padded = (bytes: Buffer, unit: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(roundUp(bytes.length, unit) - bytes.length)]);

// ---- What is there

interface Segments {
  text: Segment;
  data: Segment;
  constants: Segment | undefined;
  linkedit: Segment;
}

function segmentsOf({ segments, base }: Image): Segments {
  const names = segments.map(({ name }) => name).join(" ");
  const hasConstants = names === `__PAGEZERO __TEXT __DATA ${CONSTANTS} __LINKEDIT`;
  require(hasConstants || names === "__PAGEZERO __TEXT __DATA __LINKEDIT", `it has the segments ${names}`);
  require(base === ZERO_PAGE, "it is not to lie behind the first 4 GB");
  return {
    text: segments[1]!,
    data: segments[DATA]!,
    constants: hasConstants ? segments[3] : undefined,
    linkedit: segments.at(-1)!,
  };
}

const contentOf = ({ bytes }: Image, segment: Segment): Buffer =>
  bytes.subarray(segment.offset, Math.max(segment.offset, endOf(segment)));

/** Where the room begins, which is how far all moves down. */
function roomOf({ bytes, commands }: Image, text: Segment, page: number): number {
  const first = text.sections[0];
  require(text.offset === 0 && text.address === 0, "__TEXT does not begin with the file");
  require(first !== undefined &&
    first.offset > 0 &&
    first.offset % page === 0, "there is no page to cut off");
  const room = bytes.subarray(first.offset, first.offset + ROOM);
  require(first.size > ROOM && room.every((byte) => byte === 0), "there is no room for the header");
  const main = commands.get(MAIN)!;
  require(main.readUInt32LE(8) >= first.offset + ROOM, "it does not begin in its code");
  for (const kind of [DYNAMIC_LINKER, LIBRARY]) {
    require(commands.get(kind)!.length === sizeOf(kind), "it is linked with another library than libSystem");
  }
  return first.offset;
}

const endOf = ({ sections }: Segment): number => Math.max(...sections.map((s) => s.offset + s.size));

/** Sorted by place; each place has one. */
function bindsOf(image: Image): Bind[] {
  const binds = [
    ...readBinds(image.bytes, image.binds, false),
    ...readBinds(image.bytes, image.lazyBinds, true),
  ].filter(({ symbol }) => symbol !== STUB_BINDER);
  binds.sort((a, b) => a.offset - b.offset);
  binds.forEach(({ segment, offset }, index) => {
    require(segment === DATA, "it has binds outside of __DATA");
    require(index === 0 || offset >= binds[index - 1]!.offset + WORD, "binds overlap");
  });
  return binds;
}

/** Without what dyld writes. */
function contentsOf(image: Image, data: Segment, binds: readonly Bind[], moved: number): Contents {
  require(data.offset > 0, "__DATA is not in the file");
  const isInFile = (offset: number): boolean => offset + WORD <= data.fileSize;
  const used = data.sections.map((s) => (s.type === ZERO_FILL ? 0 : s.address + s.size - data.address));
  const bytes = Buffer.from(image.bytes.subarray(data.offset, data.offset + Math.max(0, ...used)));
  const bound = new Set<number>();
  for (const { offset } of binds) {
    require(isInFile(offset), "it has binds in what is zero");
    bytes.fill(0, offset, offset + WORD);
    bound.add(offset);
  }
  const addresses = new Map<number, number>();
  for (const { segment, offset } of readRebases(image.bytes, image.rebases)) {
    require(segment === DATA && offset + WORD <= bytes.length, "it has rebases outside of __DATA");
    // Of what is bound late, this is the way to the stubs' helper.
    if (bound.has(offset)) continue;
    const address = Number(bytes.readBigUInt64LE(offset) - image.base) - moved;
    require(address > 0 && address <= data.address + data.size, "it has an address that is not in it");
    addresses.set(offset, address);
  }
  return { bytes, addresses };
}

/** Behind the last byte that is not zero. */
function lastPlace({ bytes, addresses }: Contents): number {
  let last = bytes.length;
  while (last > 0 && bytes[last - 1] === 0) last--;
  for (const offset of addresses.keys()) last = Math.max(last, offset + WORD);
  return last;
}

// ---- What is made of it

/** The tables of fixups and the constants, which begin with room for these; without constants with a tree of exports if it has more. */
function withRoom(fixups: Buffer, constants: Buffer, hasMore: boolean): Buffer {
  const tree = hasMore ? Buffer.alloc(EMPTY_TREE) : Buffer.alloc(0);
  if (constants.length === 0) return Buffer.concat([fixups, tree]);
  const room = constants.subarray(0, TABLES_ROOM);
  const isRoom = constants.length > TABLES_ROOM && room.every((byte) => byte === 0);
  require(isRoom, "there is no room in front of the constants");
  require(fixups.length + tree.length <= TABLES_ROOM, "it has too many fixups for constants in __LINKEDIT");
  fixups.copy(room);
  return padded(constants, WORD);
}

interface ListedWord {
  offset: number;
  value: bigint;
  isAddress: boolean;
}

/** The words that are not zero; undefined if addresses lie across words, or a list of them would not be smaller than `limit`. */
function packed({ bytes, addresses }: Contents, limit: number): ListedWord[] | undefined {
  if (addresses.size * LISTED >= limit) return undefined;
  for (const offset of addresses.keys()) if (offset % WORD !== 0) return undefined;
  const words: ListedWord[] = [];
  const whole = padded(bytes, WORD);
  for (let offset = 0; offset < whole.length; offset += WORD) {
    const address = addresses.get(offset);
    const isAddress = address !== undefined;
    if (!isAddress && whole.readUInt32LE(offset) === 0 && whole.readUInt32LE(offset + 4) === 0) continue;
    words.push({ offset, value: isAddress ? BigInt(address) : whole.readBigInt64LE(offset), isAddress });
    if (words.length * LISTED >= limit) return undefined;
  }
  return words;
}

/** The list as unpack_data in platform/macos.c reads it. */
function writeList(words: readonly ListedWord[], dataAddress: number, listAddress: number): Buffer {
  const out = Buffer.alloc(words.length * LISTED + END_OF_LIST);
  let at = 0;
  for (const { offset, value, isAddress } of words) {
    out.writeInt32LE(dataAddress + offset - listAddress + (isAddress ? 1 : 0), at);
    out.writeBigInt64LE(isAddress ? value - BigInt(listAddress) : value, at + 4);
    at += LISTED;
  }
  return out;
}

function writeContents({ bytes, addresses }: Contents, base: bigint, out: Buffer): void {
  bytes.copy(out, 0, 0, out.length);
  for (const [offset, address] of addresses) out.writeBigUInt64LE(base + BigInt(address), offset);
}

type Extent = Pick<Segment, "address" | "size" | "offset" | "fileSize">;
type NewSection = Pick<Section, "name" | "address" | "size" | "offset"> & { flags: number };

/** Where things are in the smaller program. */
interface Layout {
  /** How far all of it moved down. */
  moved: number;
  /** The room for the header included. */
  codeSize: number;
  text: Extent;
  data: Extent;
  linkedit: Extent;
  rebases: Range;
  binds: Range;
  exports: Range;
  signature: Range;
}

/** Sections cover all that a program has, in the file or not: tools find by them what is bound, and `strip` keeps no more. */
function headerFor(image: Image, layout: Layout): Buffer {
  const { moved, codeSize, text, data, linkedit, rebases, binds, exports, signature } = layout;
  const header = new Header(image);
  const zero = Number(image.base);
  header.segment("__PAGEZERO", { address: -zero, size: zero, offset: 0, fileSize: 0 }, 0);
  header.segment("__TEXT", text, READ | EXECUTE, [
    { name: "__text", address: ROOM, size: codeSize - ROOM, offset: ROOM, flags: CODE_ATTRIBUTES },
  ]);
  const { address, size, offset, fileSize } = data;
  const sections: NewSection[] = [];
  if (fileSize > 0) sections.push({ name: "__data", address, size: fileSize, offset, flags: REGULAR });
  if (size > fileSize) {
    const place = { address: address + fileSize, size: size - fileSize, offset: 0 };
    sections.push({ name: "__bss", ...place, flags: ZERO_FILL });
  }
  header.segment("__DATA", data, READ | WRITE, sections);
  header.segment("__LINKEDIT", linkedit, READ);
  const table = ({ offset, size }: Range): number[] => (size === 0 ? [0, 0] : [offset, size]);
  header.command(DYLD_INFO, [...table(rebases), ...table(binds), 0, 0, 0, 0, ...table(exports)]);
  header.command(SYMTAB, []);
  header.command(DYSYMTAB, []);
  header.copy(DYNAMIC_LINKER);
  header.copy(UUID);
  header.copy(BUILD_VERSION);
  header.copy(MAIN).writeUInt32LE(image.commands.get(MAIN)!.readUInt32LE(8) - moved, 8);
  header.copy(LIBRARY);
  header.command(SIGNATURE, table(signature));
  return header.finish();
}

/** The header and the load commands, in the order of the calls. */
class Header {
  private readonly image: Image;
  private readonly parts: Buffer[] = [];

  constructor(image: Image) {
    this.image = image;
  }

  segment(
    name: string,
    { address, size, offset, fileSize }: Extent,
    protection: number,
    sections: readonly NewSection[] = [],
  ): void {
    const out = Buffer.alloc(SEGMENT_SIZE + sections.length * SECTION_SIZE);
    const words = (at: number, numbers: readonly number[]): void => {
      numbers.forEach((number, index) => void out.writeUInt32LE(number, at + index * 4));
    };
    const place = (at: number, address: number, size: number): void => {
      out.writeBigUInt64LE(this.image.base + BigInt(address), at);
      out.writeBigUInt64LE(BigInt(size), at + 8);
    };
    words(0, [SEGMENT, out.length]);
    out.write(name, 8, "latin1");
    place(24, address, size);
    words(40, [offset, 0, fileSize, 0, protection, protection, sections.length]);
    sections.forEach((section, index) => {
      const at = SEGMENT_SIZE + index * SECTION_SIZE;
      out.write(section.name, at, "latin1");
      out.write(name, at + 16, "latin1");
      place(at + 32, section.address, section.size);
      words(at + 48, [section.offset, 0, 0, 0, section.flags]);
    });
    this.parts.push(out);
  }

  /** The rest of its numbers is 0. */
  command(kind: number, numbers: readonly number[]): void {
    const out = Buffer.alloc(sizeOf(kind));
    [kind, out.length, ...numbers].forEach((number, index) => void out.writeUInt32LE(number, index * 4));
    this.parts.push(out);
  }

  /** As the linker made it, but for a list of tools behind the version. */
  copy(kind: number): Buffer {
    const out = Buffer.alloc(sizeOf(kind));
    this.image.commands.get(kind)!.copy(out);
    out.writeUInt32LE(out.length, 4);
    if (kind === BUILD_VERSION) out.writeUInt32LE(0, 20);
    this.parts.push(out);
    return out;
  }

  finish(): Buffer {
    const start = Buffer.from(this.image.bytes.subarray(0, HEADER));
    const commands = Buffer.concat(this.parts);
    start.writeUInt32LE(this.parts.length, 16);
    start.writeUInt32LE(commands.length, 20);
    if (HEADER + commands.length > ROOM) refuse("its header has another size");
    return Buffer.concat([start, commands]);
  }
}
