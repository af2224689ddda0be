/**
 * Assembly for Mach-O, as LLVM's assembler takes it. The directive `.subsections_via_symbols` is left out on purpose:
 * with it the linker might take out or move single functions, while the line table relies on their distances. So
 * each section of a program is one piece, which is linked if anything in it is used.
 */
import { type AsmSyntax, aligned, withOffset } from "./asm-syntax.ts";

/** Addresses in a program that can be put anywhere are written when it is loaded. */
const SECTIONS = { data: "__DATA,__data", rodata: "__DATA,__const", constant: "__TEXT,__const" } as const;

const symbolOf = (name: string): string => `_${name}`;

export const MACHO: AsmSyntax = {
  local: "L",
  symbol: symbolOf,
  // Seen by the runtime when it is linked, but no part of what the program exports.
  global: (name) => `.globl ${symbolOf(name)}\n.private_extern ${symbolOf(name)}`,
  text: ".section __TEXT,__text,regular,pure_instructions",
  object: (kind, _symbol, align) => [`.section ${SECTIONS[kind]}`, ...aligned(align)],
  zeros: (symbol, size, align) => [
    `.zerofill __DATA,__bss,${symbolOf(symbol)},${size},${Math.log2(Math.max(align, 1))}`,
  ],
  tables: ".section __TEXT,__const",
  comment: "##",
  end: "",
  page: (symbol, offset) => withOffset(`${symbol}@PAGE`, offset),
  rest: (symbol, offset) => withOffset(`${symbol}@PAGEOFF`, offset),
  // A signed number of 24 bits, in a relocation of its own; LLVM's assembler before 15 makes nonsense of negative ones.
  reaches: (offset) => offset >= 0 && offset < 1 << 23,
};
