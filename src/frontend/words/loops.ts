/**
 * Counted loops beyond the standard's: `+do` and its kin, which skip a loop that has nothing to do, `-loop`,
 * `for ... next`. They need no instructions of their own.
 */
import type { Definition } from "../compiler.ts";
import type { Evaluator } from "../evaluator.ts";
import { type Primitive, structure } from "../primitive.ts";
import type { TextInterpreter } from "../text-interpreter.ts";

type Step = (t: TextInterpreter, d: Definition) => void;

/** Compiles primitives, one after the other. */
function phrase(names: string): Step {
  return (t, d) => {
    for (const name of names.split(" ")) d.primitive(t.prim(name), t.span);
  };
}

/**
 * ( limit start -- ) `before` makes limit and start equal if there is nothing to do, and `?do` skips the loop.
 */
function beginLoop(name: string, before: Step): (vm: Evaluator) => void {
  return ({ text: t }) => {
    const { current: d, span } = t;
    before(t, d);
    const leaves = [d.forward("?do", span)];
    d.pushControl({ kind: "do", name, span, at: d.code.length, leaves });
  };
}

/** `before` takes a step and leaves a flag that ends the loop. */
function endLoop(name: string, opener: string, before: Step): (vm: Evaluator) => void {
  return ({ text: t }) => {
    const { current: d, span } = t;
    const item = d.popControl(["do"], name, opener, span);
    before(t, d);
    d.back("jump0", item.at, span);
    d.primitive(t.prim("unloop"), span);
    for (const at of item.leaves) d.resolve(at);
  };
}

const upTo = (larger: "max" | "umax"): Step => phrase(`tuck ${larger} swap`);
const downTo = (smaller: "min" | "umin"): Step => phrase(`tuck ${smaller} swap`);

// biome-ignore format: a table reads best one row a line
export const loopWords: Primitive[] = [
  structure("+do", "( n1 n2 -- )", "gforth", "As `?do`, but skip the loop if n2 >= n1.", beginLoop("+do", upTo("max"))),
  structure("u+do", "( u1 u2 -- )", "gforth", "As `?do`, but skip the loop if u2 >= u1, unsigned.", beginLoop("u+do", upTo("umax"))),
  structure("-do", "( n1 n2 -- )", "gforth", "As `?do`, but skip the loop if n2 <= n1; for `-loop`.", beginLoop("-do", downTo("min"))),
  structure("u-do", "( u1 u2 -- )", "gforth", "As `?do`, but skip the loop if u2 <= u1, unsigned; for `-loop`.", beginLoop("u-do", downTo("umin"))),
  structure("-loop", "( u -- )", "gforth", "Subtract u from the index and go back unless it came to the limit or below.",
    // u index, u index-limit, flag: index - limit u<= u
    endLoop("-loop", "-do", phrase("r> tuck r@ - over u<= -rot - >r"))),
  structure("for", "( u -- )", "gforth", "Begin a loop whose index goes from u down to 0.", ({ text: t }) => {
    const { current: d, span } = t;
    d.literal(0, span);
    d.primitive(t.prim("swap"), span);
    d.code.push({ op: "do", span });
    d.pushControl({ kind: "do", name: "for", span, at: d.code.length, leaves: [] });
  }),
  structure("next", "( -- )", "gforth", "End `for`: go back unless the index is 0, and subtract 1 from it.",
    endLoop("next", "for", phrase("r> dup 1- >r 0="))),
];
