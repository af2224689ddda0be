/** Assembly for ELF, as GNU as takes it. */
import { type AsmSyntax, aligned, withOffset } from "./asm-syntax.ts";

export const ELF: AsmSyntax = {
  local: ".L",
  symbol: (name) => name,
  global: (name) => `.globl ${name}`,
  text: ".text",
  // One section for each object: the linker leaves out what nobody refers to.
  object: (kind, symbol, align) => [
    `.section .${kind === "data" ? `data.${symbol},"aw"` : `rodata.${symbol},"a"`}`,
    ...aligned(align),
  ],
  zeros: (symbol, size, align) => [
    `.section .bss.${symbol},"aw",@nobits`,
    ...aligned(align),
    `${symbol}:`,
    ...(size > 0 ? [`.zero ${size}`] : []),
  ],
  tables: `.section .rodata.ffc_tables,"a"`,
  comment: "#",
  // No code of ours wants an executable stack; without the note the linker would assume so.
  end: '.section .note.GNU-stack,"",@progbits',
  page: withOffset,
  rest: (symbol, offset) => `:lo12:${withOffset(symbol, offset)}`,
  reaches: () => true,
};

/** Where the program can be put anywhere: addresses in data are known when it starts, and written there then. */
export const ELF_PIE: AsmSyntax = {
  ...ELF,
  object: (kind, symbol, align) =>
    kind === "rodata"
      ? [`.section .data.rel.ro.${symbol},"aw"`, ...aligned(align)]
      : ELF.object(kind, symbol, align),
};
