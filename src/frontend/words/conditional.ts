/** Conditional compilation: `[if]` and what skips with it. */
import type { Evaluator } from "../evaluator.ts";
import { type Primitive, primitive } from "../primitive.ts";
import { textOf } from "../reader.ts";
import type { TextInterpreter } from "../text-interpreter.ts";

/** They work the same inside and outside of definitions. */
function conditional(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (t: TextInterpreter, vm: Evaluator) => void,
): Primitive {
  return primitive(name, stack, set, doc, (vm) => run(vm.text, vm), undefined, {
    role: "parse",
    immediate: true,
  });
}

const BEGINS: ReadonlySet<string> = new Set(["[if]", "[ifdef]", "[ifundef]"]);
const ENDS: ReadonlySet<string> = new Set(["[then]", "[endif]"]);

/**
 * Skips to the `[else]` or `[then]` that belongs to an `[if]`, over lines and nested `[if]`s. As the standard
 * has it these are found wherever they stand, in comments too: what looks like a comment may be none (`char (`).
 */
function skipConditional(t: TextInterpreter, stopAtElse: boolean): void {
  const opened = t.span;
  let depth = 1;
  for (;;) {
    const span = t.parseNameOrNone();
    if (span === undefined) {
      if (t.refill()) continue;
      t.span = opened;
      throw t.failure("unterminated-conditional", `\`${textOf(opened)}\` has no \`[then]\``);
    }
    const name = textOf(span).toLowerCase();
    if (BEGINS.has(name)) depth++;
    else if (ENDS.has(name) && --depth === 0) return;
    else if (name === "[else]" && depth === 1 && stopAtElse) return;
  }
}

function skipUnless(t: TextInterpreter, flag: boolean): void {
  if (!flag) skipConditional(t, true);
}

const isDefined = (t: TextInterpreter): boolean => t.find(textOf(t.parseName("a name"))) !== undefined;

// biome-ignore format: a table reads best one row a line
export const conditionalWords: Primitive[] = [
  conditional("[if]", "( flag -- )", "tools ext", "If flag is 0, skip to `[else]` or `[then]`.", (t, vm) => skipUnless(t, vm.popFlag())),
  conditional("[else]", "( -- )", "tools ext", "Skip to `[then]`.", (t) => skipConditional(t, false)),
  conditional("[then]", "( -- )", "tools ext", "End `[if]`.", () => {}),
  conditional("[defined]", '( "name" -- flag )', "tools ext", "True if the name is defined.", (t, vm) => vm.push(isDefined(t) ? -1 : 0)),
  conditional("[undefined]", '( "name" -- flag )', "tools ext", "True if the name is not defined.", (t, vm) => vm.push(isDefined(t) ? 0 : -1)),
  conditional("[ifdef]", '( "name" -- )', "gforth", "Skip to `[else]` or `[then]` unless the name is defined.", (t) => skipUnless(t, isDefined(t))),
  conditional("[ifundef]", '( "name" -- )', "gforth", "Skip to `[else]` or `[then]` if the name is defined.", (t) => skipUnless(t, !isDefined(t))),
  conditional("[endif]", "( -- )", "gforth", "As `[then]`.", () => {}),
];
