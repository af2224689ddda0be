/** How names and sections are written for an object format: GNU as for ELF, LLVM's for Mach-O. */
export interface AsmSyntax {
  /** Prefix of labels that do not reach the symbol table. */
  local: string;
  symbol(name: string): string;
  global(name: string): string;
  text: string;
  /** Start of the section for one object. */
  section(kind: "data" | "rodata" | "bss", symbol: string): string;
  /** The section for tables of the whole program. */
  tables: string;
  comment: string;
  /** The last line. */
  end: string;
}

export const ELF: AsmSyntax = {
  local: ".L",
  symbol: (name) => name,
  global: (name) => `.globl ${name}`,
  text: ".text",
  section: (kind, symbol) =>
    kind === "data"
      ? `.section .data.${symbol},"aw"`
      : kind === "rodata"
        ? `.section .rodata.${symbol},"a"`
        : `.section .bss.${symbol},"aw",@nobits`,
  tables: `.section .rodata.ffc_tables,"a"`,
  comment: "#",
  // No code of ours wants an executable stack; without the note the linker would assume so.
  end: '.section .note.GNU-stack,"",@progbits',
};

export const MACHO: AsmSyntax = {
  local: "L",
  symbol: (name) => `_${name}`,
  global: (name) => `.globl _${name}\n.private_extern _${name}`,
  text: ".section __TEXT,__text,regular,pure_instructions",
  // Zero-filled objects are written by `.zerofill` elsewhere; as data they are merely larger.
  section: (kind) => (kind === "rodata" ? ".section __DATA,__const" : ".section __DATA,__data"),
  tables: ".section __TEXT,__const",
  comment: "##",
  end: "",
};
