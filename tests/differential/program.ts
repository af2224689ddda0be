/**
 * A random program as a tree, not text, so that a failing one can be made smaller (shrink.ts) and stays correct:
 * each node says by how much it changes the depth of the data stack, and may therefore be replaced by as many
 * `drop`s or numbers.
 */

/** A piece of code: text with sequences of nodes in between. */
export interface Node {
  parts: Part[];
  /** Change of the depth of the data stack. */
  delta: number;
  /** Names that have to be defined before. */
  uses: readonly string[];
  /** Parts that may stand for the whole node behind a `drop` of its flag. */
  arms: readonly number[];
}

export type Part = string | Node[];

/** A definition, or statements of the top level that leave the stack as it was. */
export interface Item {
  defines: string | undefined;
  parts: Part[];
  uses: readonly string[];
}

export interface Program {
  seed: number;
  items: Item[];
  /** Whether it may have what gforth 0.7.3 has not: threads, quotations. */
  modern: boolean;
}

export const leaf = (text: string, delta: number, uses: readonly string[] = []): Node => ({
  parts: [text],
  delta,
  uses,
  arms: [],
});

export const node = (parts: Part[], delta: number): Node => ({ parts, delta, uses: [], arms: [] });

// ---- text ----

/** What gforth 0.7.3 lacks, or does otherwise where the standard leaves it open. */
const GFORTH_PRELUDE = `
: umax 2dup u< if swap then drop ;
: arshift 63 and dup 0= if drop exit then 0 ?do 2/ loop ;
: lshift 63 and lshift ;  : rshift 63 and rshift ;
: third 2 pick ;  : fourth 3 pick ;
: u/mod 0 swap um/mod ;
: buffer: create allot ;
: catch catch dup -11 = if drop -10 then ;
`;

/** So that both print the same: gforth tells no overflow of a quotient from a division by zero. */
const FOR_GFORTH = ": catch-code dup -11 = if drop -10 then ;\n";

/** `ffc/gforth` is for our compiler where its output is compared with gforth's. */
export type Dialect = "ffc" | "ffc/gforth" | "gforth";

export function render(program: Program, dialect: Dialect = "ffc"): string {
  const body = program.items
    .map((item) => partsText(item.parts).replace(/ {2,}/g, " ").trim() + "\n")
    .join("");
  switch (dialect) {
    case "ffc":
      return body;
    case "ffc/gforth":
      return FOR_GFORTH + body.replace(/(\S+) catch /g, "$1 catch catch-code ");
    case "gforth":
      return GFORTH_PRELUDE + body.replace(/\{: ([^|:]*)(?:\| ([^:]*))?:\}/g, gforthLocals);
  }
}

/** gforth 0.7.3 has `{ a b }` alone, and takes what we start as 0 from the stack. */
function gforthLocals(_: string, args: string, fresh: string | undefined): string {
  const zeros = (fresh ?? "").trim().split(" ").filter(Boolean);
  return `${"0 ".repeat(zeros.length)}{ ${args}${zeros.join(" ")} }`;
}

export function partsText(parts: readonly Part[]): string {
  return parts.map((p) => (typeof p === "string" ? p : p.map((n) => partsText(n.parts)).join(" "))).join("");
}
