/**
 * What assembly looks like in an object format, apart from the instructions: names, sections, directives. The formats
 * are elf.ts and macho.ts.
 */
export interface AsmSyntax {
  /** Prefix of labels that do not reach the symbol table. */
  local: string;
  symbol(name: string): string;
  global(name: string): string;
  text: string;
  /**
   * What comes before the label of an object in its section: the section, and how it is aligned. In what is `rodata`
   * there may be addresses, in what is `constant` there are none.
   */
  object(kind: "data" | "rodata" | "constant", symbol: string, align: number): string[];
  /** A whole object of zeros, with its label. */
  zeros(symbol: string, size: number, align: number): string[];
  /** The section for tables of the whole program. */
  tables: string;
  comment: string;
  /** The last line. */
  end: string;
  /** On ARM64 an address is made of a page and the rest: the two as operands. `symbol` is as `symbol()` gives it. */
  page(symbol: string, offset: number): string;
  rest(symbol: string, offset: number): string;
  /** Whether such an operand may be so far from its symbol. */
  reaches(offset: number): boolean;
}

export const withOffset = (symbol: string, offset: number): string =>
  offset === 0 ? symbol : `${symbol}${offset > 0 ? "+" : ""}${offset}`;

export const aligned = (align: number): string[] => (align > 1 ? [`.balign ${align}`] : []);
