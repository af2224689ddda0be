/** Control structures: immediate words that lay jumps into the definition being compiled. */
import type { Span } from "../../support/source.ts";
import type { CaseItem, ControlItem } from "../compiler.ts";
import type { Evaluator } from "../evaluator.ts";
import { type Primitive, primitive, structure } from "../primitive.ts";

/** A word for immediate words to use, executed by them: it moves what structures left on the control-flow stack. */
function controlFlow(name: string, doc: string, run: (vm: Evaluator, u: number) => void): Primitive {
  return primitive(name, "( u -- )", "tools ext", doc, (vm) => run(vm, vm.popNumber()), undefined, {
    role: "define",
  });
}

function warnOfRepeat(vm: Evaluator, span: Span): void {
  vm.text.warn("repeat-without-while", "`repeat` without `while` is taken as `again`", span, "write `again`");
}

/** What `if` left, for `then` and `else`. */
function popOrig(vm: Evaluator, name: string): ControlItem & { kind: "orig" } {
  const { current: d, span } = vm.text;
  const item = d.popControl(["orig"], name, "if", span);
  if (item.repeated !== undefined) warnOfRepeat(vm, item.repeated.span);
  return item;
}

function beginLoop(name: "do" | "?do"): (vm: Evaluator) => void {
  return (vm) => {
    const { current: d, span } = vm.text;
    const leaves: number[] = [];
    if (name === "do") d.code.push({ op: "do", span });
    else leaves.push(d.forward("?do", span));
    d.pushControl({ kind: "do", name, span, at: d.code.length, leaves });
  };
}

function endLoop(name: "loop" | "+loop"): (vm: Evaluator) => void {
  return (vm) => {
    const { current: d, span } = vm.text;
    const item = d.popControl(["do"], name, "do", span);
    d.back(name, item.at, span);
    for (const at of item.leaves) d.resolve(at);
  };
}

function leave(vm: Evaluator, name: string): void {
  const { current: d, span } = vm.text;
  const item = d.innermostDo(name, span);
  d.primitive(vm.text.prim("unloop"), span);
  item.leaves.push(d.forward("jump", span));
}

/** The `case` that an `of` just closed stood in. */
function selectionAround(vm: Evaluator, name: string): CaseItem {
  const { control } = vm.text.current;
  const selection = control[control.length - 1];
  if (selection?.kind === "case") return selection;
  throw vm.text.failure("unbalanced-control", `\`${name}\` outside of \`case\``);
}

export const controlWords: Primitive[] = [
  structure("if", "( x -- )", "core", "Continue after `then` or `else` if x is 0.", (vm) => {
    const { current: d, span } = vm.text;
    d.pushControl({ kind: "orig", name: "if", span, at: d.forward("jump0", span) });
  }),
  structure("else", "( -- )", "core", "End the part of `if` for true.", (vm) => {
    const { current: d, span } = vm.text;
    const item = popOrig(vm, "else");
    d.pushControl({ kind: "orig", name: "else", span: item.span, at: d.forward("jump", span) });
    d.resolve(item.at);
  }),
  structure("then", "( -- )", "core", "End `if`.", (vm) => {
    vm.text.current.resolve(popOrig(vm, "then").at);
  }),
  structure("ahead", "( -- )", "tools ext", "Continue after the matching `then`.", (vm) => {
    const { current: d, span } = vm.text;
    d.pushControl({ kind: "orig", name: "ahead", span, at: d.forward("jump", span) });
  }),
  controlFlow("cs-pick", "Copy the u-th `begin` of the open structures.", (vm, u) => {
    const { current: d } = vm.text;
    const item = d.control[d.control.length - 1 - u];
    if (item?.kind !== "dest") {
      throw vm.text.failure(
        "unbalanced-control",
        "`cs-pick` copies no `begin`",
        "only a `begin` can be copied",
      );
    }
    d.pushControl({ ...item });
  }),
  controlFlow("cs-roll", "Make the u-th of the open structures the innermost.", (vm, u) => {
    const { control } = vm.text.current;
    const at = control.length - 1 - u;
    if (control[at] === undefined)
      throw vm.text.failure("unbalanced-control", "`cs-roll` finds no open structure");
    control.push(...control.splice(at, 1));
  }),
  structure("begin", "( -- )", "core", "Begin a loop.", (vm) => {
    const { current: d, span } = vm.text;
    d.pushControl({ kind: "dest", name: "begin", span, at: d.code.length, whiles: 0 });
  }),
  structure("while", "( x -- )", "core", "Leave the loop if x is 0.", (vm) => {
    const { current: d, span } = vm.text;
    const dest = d.popControl(["dest"], "while", "begin", span);
    d.pushControl({ kind: "orig", name: "while", span, at: d.forward("jump0", span) });
    d.pushControl({ ...dest, whiles: dest.whiles + 1 });
  }),
  structure("until", "( x -- )", "core", "Go back to `begin` if x is 0.", (vm) => {
    const { current: d, span } = vm.text;
    d.back("jump0", d.popControl(["dest"], "until", "begin", span).at, span);
  }),
  structure("again", "( -- )", "core ext", "Go back to `begin`.", (vm) => {
    const { current: d, span } = vm.text;
    d.back("jump", d.popControl(["dest"], "again", "begin", span).at, span);
  }),
  structure("repeat", "( -- )", "core", "Go back to `begin`; `while` leads behind it.", (vm) => {
    const { current: d, span } = vm.text;
    const dest = d.popControl(["dest"], "repeat", "begin", span);
    d.back("jump", dest.at, span);
    const below = d.control[d.control.length - 1];
    // What `cs-roll` brought here stands for a `while`.
    const isWhile = dest.whiles > 0 || (below?.kind === "orig" && below.at >= dest.at);
    if (isWhile) d.resolve(d.popControl(["orig"], "repeat", "while", span).at);
    // In the standard it resolves an `if` before the loop; people who mean `again` close that with `then`.
    else if (below?.kind === "orig") below.repeated = { at: d.code.length, span };
    else warnOfRepeat(vm, span);
  }),
  structure("do", "( n1 n2 -- )", "core", "Begin a loop with index n2 and limit n1.", beginLoop("do")),
  structure("?do", "( n1 n2 -- )", "core ext", "As `do`, but skip the loop if n1 = n2.", beginLoop("?do")),
  structure(
    "loop",
    "( -- )",
    "core",
    "Add 1 to the index and go back unless it is the limit.",
    endLoop("loop"),
  ),
  structure(
    "+loop",
    "( n -- )",
    "core",
    "Add n to the index and go back unless the limit was crossed.",
    endLoop("+loop"),
  ),
  structure("leave", "( -- )", "core", "Leave the innermost `do` loop.", (vm) => leave(vm, "leave")),
  structure("case", "( -- )", "core ext", "Begin a selection.", (vm) => {
    const { current: d, span } = vm.text;
    d.pushControl({ kind: "case", name: "case", span, at: d.code.length, ends: [] });
  }),
  structure(
    "of",
    "( x1 x2 -- | x1 )",
    "core ext",
    "If x1 = x2 drop both and go on, else continue after `endof`.",
    (vm) => {
      const { current: d, span } = vm.text;
      d.primitive(vm.text.prim("over"), span);
      d.primitive(vm.text.prim("="), span);
      const at = d.forward("jump0", span);
      d.primitive(vm.text.prim("drop"), span);
      d.pushControl({ kind: "of", name: "of", span, at });
    },
  ),
  structure("?of", "( flag -- )", "gforth", "If flag is 0 continue after `endof`.", (vm) => {
    const { current: d, span } = vm.text;
    d.pushControl({ kind: "of", name: "?of", span, at: d.forward("jump0", span) });
  }),
  structure("endof", "( -- )", "core ext", "End `of`; continue after `endcase`.", (vm) => {
    const { current: d, span } = vm.text;
    const item = d.popControl(["of"], "endof", "of", span);
    selectionAround(vm, "endof").ends.push(d.forward("jump", span));
    d.resolve(item.at);
  }),
  structure("contof", "( -- )", "gforth", "End `of`; go back to `case`.", (vm) => {
    const { current: d, span } = vm.text;
    const item = d.popControl(["of"], "contof", "of", span);
    d.back("jump", selectionAround(vm, "contof").at, span);
    d.resolve(item.at);
  }),
  structure("endcase", "( x -- )", "core ext", "Drop the selector and end `case`.", (vm) => {
    const { current: d, span } = vm.text;
    const item = d.popControl(["case"], "endcase", "case", span);
    d.primitive(vm.text.prim("drop"), span);
    for (const at of item.ends) d.resolve(at);
  }),
  structure("next-case", "( -- )", "gforth", "Go back to `case`; `endof` continues after this.", (vm) => {
    const { current: d, span } = vm.text;
    const item = d.popControl(["case"], "next-case", "case", span);
    d.back("jump", item.at, span);
    for (const at of item.ends) d.resolve(at);
  }),
  structure("exit", "( -- )", "core", "Return to the caller.", (vm) => vm.text.current.exit(vm.text.span)),
  structure("?exit", "( flag -- )", "gforth", "Return to the caller if flag is not 0.", (vm) => {
    const { current: d, span } = vm.text;
    const skip = d.forward("jump0", span);
    d.exit(span);
    d.resolve(skip);
  }),
  structure("?leave", "( flag -- )", "gforth", "Leave the innermost `do` loop if flag is not 0.", (vm) => {
    const { current: d, span } = vm.text;
    const skip = d.forward("jump0", span);
    leave(vm, "?leave");
    d.resolve(skip);
  }),
  structure("recurse", "( -- )", "core", "Call the definition being compiled.", (vm) => {
    const { current: d, span } = vm.text;
    d.code.push({ op: "call", word: d.word, span });
  }),

  structure(
    "n>r",
    "( xn ... x1 n -- ) ( R: -- x1 ... xn n )",
    "tools ext",
    "Move n cells and n to the return stack.",
    (vm) => {
      moveMany(vm, ["rot", ">r"], [">r"]);
    },
  ),
  structure(
    "nr>",
    "( -- xn ... x1 n ) ( R: x1 ... xn n -- )",
    "tools ext",
    "Move back what `n>r` moved.",
    (vm) => {
      vm.text.current.primitive(vm.text.prim("r>"), vm.text.span);
      moveMany(vm, ["r>", "-rot"], []);
    },
  ),
];

/** Lays `dup begin dup while one 1- repeat drop last`. */
function moveMany(vm: Evaluator, one: readonly string[], last: readonly string[]): void {
  const { current: d, span } = vm.text;
  const lay = (...names: readonly string[]): void => {
    for (const name of names) d.primitive(vm.text.prim(name), span);
  };
  lay("dup");
  const begin = d.code.length;
  lay("dup");
  const leave = d.forward("jump0", span);
  lay(...one, "1-");
  d.back("jump", begin, span);
  d.resolve(leave);
  lay("drop", ...last);
}
