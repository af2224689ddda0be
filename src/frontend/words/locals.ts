/** Words that declare local variables. A local begins with what it takes from the stack. */
import type { Local, LocalKind } from "../compiler.ts";
import { type Primitive, primitive, structure } from "../primitive.ts";
import { textOf } from "../reader.ts";
import type { TextInterpreter } from "../text-interpreter.ts";

/** gforth's types, which stand before a name. */
const KINDS: Readonly<Record<string, LocalKind>> = {
  "w:": "cell",
  "c:": "cell",
  "d:": "double",
  "f:": "float",
};
/** Locals that give their address. */
const WITH_ADDRESS = /^[wcdf]\^$/;

/** The next name of a list of locals, which may go on over lines. */
function nextName(t: TextInterpreter, closing: string): string {
  const begin = t.span;
  for (;;) {
    const span = t.parseNameOrNone();
    if (span !== undefined) return textOf(span);
    if (t.refill()) continue;
    t.span = begin;
    throw t.failure("unterminated-locals", `\`${textOf(begin)}\` has no closing \`${closing}\``);
  }
}

/** `{: args | uninitialized -- results :}`: results are only a comment. */
function declare(t: TextInterpreter, closing: string): void {
  const d = t.current;
  const begin = t.span;
  const args: Local[] = [];
  const fresh: Local[] = [];
  let part: "args" | "fresh" | "results" = "args";
  let kind: LocalKind = "cell";
  let withAddress: string | undefined;
  for (;;) {
    const name = nextName(t, closing);
    if (name === closing) break;
    if (part === "results") continue;
    const type = KINDS[name.toLowerCase()];
    if (type !== undefined) kind = type;
    else if (name === "|") part = "fresh";
    else if (name === "--") part = "results";
    else if (WITH_ADDRESS.test(name.toLowerCase())) {
      // Reported at the end, so that what comes after is understood.
      withAddress ??= name;
    } else {
      (part === "args" ? args : fresh).push(d.addLocal(name, kind));
      kind = "cell";
    }
  }
  if (withAddress !== undefined) {
    const message = `\`${withAddress}\`: local variables have no address`;
    throw t.failure("unsupported", message, "use a value, or a buffer");
  }
  for (const local of args.reverse()) d.storeLocal(local, begin);
  for (const local of fresh) {
    if (local.kind === "float") d.float(0, begin);
    else for (let k = 0; k < (local.kind === "double" ? 2 : 1); k++) d.literal(0, begin);
    d.storeLocal(local, begin);
  }
}

// biome-ignore format: a table reads best one row a line
export const localWords: Primitive[] = [
  structure("{:", "( i*x -- )", "locals ext", "Local variables, the last on top of the stack; after `|` ones that begin as 0.", ({ text: t }) => declare(t, ":}")),
  structure("{", "( i*x -- )", "gforth", "As `{:`, up to `}`.", ({ text: t }) => declare(t, "}")),
  structure("locals|", "( i*x -- )", "locals ext", "Local variables up to `|`, the first on top of the stack.", ({ text: t }) => {
    const begin = t.span;
    for (;;) {
      const name = nextName(t, "|");
      if (name === "|") break;
      t.current.storeLocal(t.current.addLocal(name), begin);
    }
  }),
  primitive("(local)", "( c-addr u -- )", "locals", "Declare a local variable with this name, which takes the top of the stack; if u is 0 there are no more.", (vm) => {
    const t = vm.text;
    const name = vm.popText();
    if (name !== "") t.current.storeLocal(t.current.addLocal(name), t.span);
  }, undefined, { role: "define" }),
];
