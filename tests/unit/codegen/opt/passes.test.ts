/** One small program a case for the passes that work on more than one expression. */
import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { expectPass, moduleOf, normal, runPass } from "../passes.ts";

/** A `reg` function of two inputs and one output. */
const two = (body: string): string =>
  `func reg f (2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\n${body}\n}`;

describe("cfg", () => {
  test("a branch on a constant", () => {
    expectPass(
      ["cfg", "dce"],
      two("v3 = const 7\nbr v3, b1, b2\nb1:\nv4 = add v1, v2\nret v0, v4\nb2:\nret v0, v1"),
      two("v4 = add v1, v2\nret v0, v4"),
    );
  });
  test("the other arm of a phi", () => {
    expectPass(
      ["cfg", "dce"],
      two("v3 = const 0\nbr v3, b1, b2\nb1:\njump b2\nb2: from b0, b1\nv4 = phi v1, v2\nret v0, v4"),
      two("ret v0, v1"),
    );
  });
  test("an empty diamond", () => {
    expectPass(
      "cfg",
      two("br v1, b1, b2\nb1:\njump b3\nb2:\njump b3\nb3:\nv4 = add v1, v2\nret v0, v4"),
      two("v4 = add v1, v2\nret v0, v4"),
    );
  });
  test("a diamond before a phi stays", () => {
    const program = two(
      "br v1, b1, b2\nb1: from b0\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv4 = phi v1, v2\nret v0, v4",
    );
    expectPass("cfg", program, program);
  });
  test("both edges of a branch lead to one block", () => {
    expectPass("cfg", two("br v1, b1, b1\nb1: from b0, b0\nv4 = phi v2, v2\nret v0, v4"), two("ret v0, v2"));
    const differing = two("br v1, b1, b1\nb1: from b0, b0\nv4 = phi v1, v2\nret v0, v4");
    expectPass("cfg", differing, differing);
    expectPass(
      ["simplify", "cfg", "dce"],
      two("v3 = const 1\nbr v3, b1, b1\nb1: from b0, b0\nv4 = phi v1, v2\nret v0, v4"),
      two("ret v0, v1"),
    );
    expectPass(
      ["simplify", "cfg", "dce"],
      two("v3 = const 0\nbr v3, b1, b1\nb1: from b0, b0\nv4 = phi v1, v2\nret v0, v4"),
      two("ret v0, v2"),
    );
  });
  test("an endless loop stays", () => {
    const program = "b0:\nv0 = sp\njump b1\nb1: from b0, b1\njump b1";
    expectPass("cfg", program, program);
  });
});

describe("dce", () => {
  test("drops what nothing needs, cycles too, and keeps effects", () => {
    expectPass(
      "dce",
      two(
        "v3 = load [v1]\nv4 = fldiv v1, v2\njump b1\nb1: from b0, b1\nv5 = phi v1, v6\nv6 = add v5, v2\ntouch [v1]\nbr v2, b1, b2\nb2:\nret v0, v1",
      ),
      two("jump b1\nb1: from b0, b1\ntouch [v1]\nbr v2, b1, b2\nb2: from b1\nret v0, v1"),
    );
  });
});

describe("gvn", () => {
  test("an expression again", () => {
    expectPass(
      "gvn",
      two("v3 = add v1, v2\nv4 = add v2, v1\nv5 = mul v3, v4\nret v0, v5"),
      two("v3 = add v1, v2\nv5 = mul v3, v3\nret v0, v5"),
    );
  });
  test("a division again, but no load", () => {
    expectPass(
      "gvn",
      two("v3 = fldiv v1, v2\nv4 = fldiv v1, v2\nv5 = mul v3, v4\nret v0, v5"),
      two("v3 = fldiv v1, v2\nv5 = mul v3, v3\nret v0, v5"),
    );
    const loads = two("v3 = load [v1]\nv4 = load [v1]\nv5 = mul v3, v4\nret v0, v5");
    expectPass("gvn", loads, loads);
  });
  test("not from a block that does not dominate", () => {
    const program = two(
      "br v1, b1, b2\nb1: from b0\nv3 = add v1, v2\nret v0, v3\nb2: from b0\nv4 = add v1, v2\nret v0, v4",
    );
    expectPass("gvn", program, program);
  });
  test("the second check of a divisor", () => {
    const C = "v3 = const 0\nv4 = eq v2, v3\n";
    expectPass(
      "gvn",
      two(`${C}trapif v4, -10\nv5 = eq v2, v3\ntrapif v5, -10\nret v0, v1`),
      two(`${C}trapif v4, -10\nret v0, v1`),
    );
  });
  test("a check that a branch has made", () => {
    expectPass(
      ["gvn", "dce"],
      two("br v2, b1, b2\nb1:\nv3 = const 0\nv4 = eq v2, v3\ntrapif v4, -10\nret v0, v2\nb2:\nret v0, v1"),
      two("br v2, b1, b2\nb1: from b0\nret v0, v2\nb2: from b0\nret v0, v1"),
    );
    const other = two(
      "br v2, b1, b2\nb1: from b0\nret v0, v1\nb2: from b0\nv3 = const 0\nv4 = eq v2, v3\ntrapif v4, -10\nret v0, v2",
    );
    expectPass(["gvn", "dce"], other, other);
  });
  test("the opposite of a test", () => {
    expectPass(
      ["gvn", "cfg", "dce"],
      two(
        "v3 = lt v1, v2\nbr v3, b1, b2\nb1:\nv4 = le v2, v1\nbr v4, b2, b3\nb2: from b0, b1\nret v0, v2\nb3:\nret v0, v1",
      ),
      two("v3 = lt v1, v2\nbr v3, b1, b2\nb1: from b0\nret v0, v1\nb2: from b0\nret v0, v2"),
    );
  });
  test("a test before a loop holds in all of it", () => {
    const loop = (test: string): string =>
      `v3 = const -1\nbr v2, b1, b4\nb1: from b0, b3\nv5 = phi v1, v6\n${test}b3: from b2\nv6 = add v5, v3\nbr v6, b1, b4\nb4: from b0, b3\nret v0, v1`;
    const asked = "br v2, b2, b5\nb2: from b1\nstore [v1], v5\njump b3\n";
    expectPass(
      ["gvn", "cfg", "dce"],
      two(`${loop(asked)}\nb5: from b1\nret v0, v2`),
      two(
        "v3 = const -1\nbr v2, b1, b4\nb1: from b0, b1\nv5 = phi v1, v6\nstore [v1], v5\nv6 = add v5, v3\nbr v6, b1, b4\nb4: from b0, b1\nret v0, v1",
      ),
    );
    // But not where another way leads in.
    const other = two(
      `v3 = const -1\nv8 = load [v1]\nbr v8, b6, b7\nb6: from b0\nbr v2, b1, b4\nb7: from b0\njump b1\nb1: from b6, b7, b3\nv5 = phi v1, v8, v6\nbr v2, b3, b5\nb3: from b1\nstore [v1], v5\nv6 = add v5, v3\nbr v6, b1, b4\nb4: from b6, b3\nret v0, v1\nb5: from b1\nret v0, v2`,
    );
    expectPass("gvn", other, other);
  });
  test("a value that each way in has tested", () => {
    const loop = (start: string, end: string): string =>
      two(
        `v3 = const -1\nbr v2, b1, b4\nb1: from b0, b3\nv5 = phi ${start}, v6\nv7 = phi v1, v5\n${end}b3: from b1\nstore [v1], v7\nv6 = add v5, v3\nbr v6, b1, b4\nb4: from b0, b3\nret v0, v1`,
      );
    const asked = "br v5, b3, b5\n";
    const rest = "\nb5: from b1\nret v0, v2";
    const whole = (text: string): string => text.replace(/b4: from b0, b3\nret v0, v1/, `$&${rest}`);
    expectPass(
      ["gvn", "cfg", "dce"],
      whole(loop("v2", asked)),
      loop("v2", "").replace("\nb3: from b1", "").replaceAll("b3", "b1"),
    );
    expectPass("gvn", whole(loop("v1", asked)), whole(loop("v1", asked)));
  });
});

describe("loads and dead-stores", () => {
  const memory = ["loads", "dead-stores", "dce"];
  test("a cell pushed and popped is a value", () => {
    expectPass(memory, two("store [v0 - 8], v1\nv3 = load [v0 - 8]\nret v0, v3"), two("ret v0, v1"));
  });
  test("cells stored on both ways meet in a phi", () => {
    expectPass(
      memory,
      two(
        "v9 = const 1\nbr v1, b1, b2\nb1:\nstore [v0 - 8], v2\njump b3\nb2:\nstore [v0 - 8], v9\njump b3\nb3:\nv3 = load [v0 - 8]\nret v0, v3",
      ),
      two(
        "v9 = const 1\nbr v1, b1, b2\nb1: from b0\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv3 = phi v2, v9\nret v0, v3",
      ),
    );
  });
  test("a cell that only one way stores stays in memory", () => {
    const program = two(
      "br v1, b1, b2\nb1: from b0\nstore [v0 + 8], v2\njump b2\nb2: from b0, b1\nv3 = load [v0 + 8]\nret v0, v3",
    );
    expectPass(memory, program, program);
  });
  test("a variable counted up in a loop is loaded once", () => {
    const program = (body: string): string =>
      `func reg f (1 -- 0) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = addr d\n${body}\nb2: from b1\nret v0\n}\ndata d align 8 size 8 {\n}`;
    expectPass(
      memory,
      program(
        "store [v2], v1\njump b1\nb1: from b0, b1\nv3 = load [v2]\nv4 = add v3, v1\nstore [v2], v4\nbr v4, b1, b2",
      ),
      program("jump b1\nb1: from b0, b1\nv3 = phi v1, v4\nv4 = add v3, v1\nstore [v2], v4\nbr v4, b1, b2"),
    );
  });
  test("calls: below the pointer cells are lost, above it they are the callee's inputs", () => {
    const callee = "func stack g (1 -- 1) {\nb0:\nv0 = sp\nret v0\n}\n";
    const program = (body: string): string => callee + two(body);
    const kept = program(
      "v3 = const -16\nv4 = add v0, v3\nstore [v4], v1\nv5 = call g(v4)\nv6 = load [v5]\nret v0, v6",
    );
    expectPass(memory, kept, kept);
    expectPass(
      memory,
      program(
        "v3 = const -16\nv4 = add v0, v3\nstore [v4 + 8], v2\nstore [v4], v1\nstore [v4 - 8], v1\nv5 = call g(v4)\nv6 = load [v5 + 8]\nret v0, v6",
      ),
      program("v3 = const -16\nv4 = add v0, v3\nstore [v4], v1\nv5 = call g(v4)\nret v0, v2"),
    );
  });
  test("a variable across a call", () => {
    const program = (callee: string, body: string): string =>
      `func reg g (1 -- 0) {\nb0:\nv0 = sp\nv1 = param 0\n${callee}\nret v0\n}\n${two(`v3 = addr d\n${body}`)}\ndata d align 8 size 8 {\n}`;
    const text = "v4 = load [v3]\ncall g(v0, v1)\nv5 = load [v3]\nv6 = add v4, v5\nret v0, v6";
    const writes = program("v2 = addr d\nstore [v2], v1", text);
    expectPass(memory, writes, writes);
    const harmless = "ccall ffc_emit(v1)";
    expectPass(
      memory,
      program(harmless, text),
      program(harmless, "v4 = load [v3]\ncall g(v0, v1)\nv6 = add v4, v4\nret v0, v6"),
    );
  });
  test("a store that a handler may see stays, one that nobody sees goes", () => {
    const program = (body: string): string =>
      `${two(`v3 = addr d\n${body}\nret v0, v1`)}\ndata d align 8 size 8 {\n}`;
    const seen = program("store [v3], v1\ntrapif v1, -24\nstore [v3], v2");
    expectPass(memory, seen, seen);
    expectPass(memory, program("store [v3], v1\nstore [v3], v2"), program("store [v3], v2"));
    const part = program("store [v3], v1\nstore8 [v3], v2");
    expectPass(memory, part, part);
    expectPass(memory, program("store8 [v3 + 3], v1\nstore [v3], v2"), program("store [v3], v2"));
  });
  test("narrow stores are not values; narrow loads are", () => {
    const stored = two("store8 [v1], v2\nv3 = load8 [v1]\nret v0, v3");
    expectPass(memory, stored, stored);
    expectPass(
      memory,
      two("v3 = load8 [v1]\nv4 = load8 [v1]\nv5 = add v3, v4\nret v0, v5"),
      two("v3 = load8 [v1]\nv5 = add v3, v3\nret v0, v5"),
    );
  });
  test("an unknown address may be a variable, and once `sp@` is used the stack", () => {
    const program = (use: string): string =>
      two(`store [v0 - 8], v1\n${use}store [v2], v2\nv3 = load [v0 - 8]\nret v0, v3`);
    expectPass(memory, program(""), two("store [v2], v2\nret v0, v1"));
    const escaped = program("store [v1], v0\n");
    expectPass(memory, escaped, escaped);
  });
  test("an index leads from an array to no variable, unless it is a distance", () => {
    const program = (index: string, end: string): string =>
      `${two(`v3 = addr d\nv4 = addr a\nstore [v3], v1\n${index}\nv6 = add v4, v5\nstore [v6], v2\n${end}`)}\ndata d align 8 size 8 {\n}\ndata a align 8 size 80 {\n}`;
    const scaled = "v7 = const 3\nv5 = shl v2, v7";
    expectPass(memory, program(scaled, "v8 = load [v3]\nret v0, v8"), program(scaled, "ret v0, v1"));
    const distance = program("v5 = sub v2, v1", "v8 = load [v3]\nret v0, v8");
    expectPass(memory, distance, distance);
    const own = program(scaled, "store [v4 + 8], v1\nstore [v6], v2\nv8 = load [v4 + 8]\nret v0, v8");
    expectPass("loads", own, own);
  });
  test("atomics order memory", () => {
    const program = two(
      "v3 = load [v1]\nv4 = atomic_load v2\nv5 = load [v1]\nv6 = add v3, v5\nv7 = add v6, v4\nret v0, v7",
    );
    expectPass(memory, program, program);
  });
  test("floats keep their type in a phi", () => {
    const body = (load: string, use: string): string =>
      two(
        `v9 = fconst 1\nv8 = fconst 2\nbr v1, b1, b2\nb1: from b0\nfstore [v2], v9\njump b3\nb2: from b0\nfstore [v2], v8\njump b3\nb3: from b1, b2\n${load}\nfstore [v2 + 8], ${use}\nret v0, v1`,
      );
    expectPass(memory, body("v3 = fload [v2]", "v3"), body("v3 = phi f64 v9, v8", "v3"));
  });
});

describe("tail-calls", () => {
  const reg = (body: string): string => two(body);
  test("call and ret", () => {
    expectPass("tail-calls", reg("v3 = call f(v0, v2, v1)\nret v0, v3"), reg("tailcall f(v0, v2, v1)"));
  });
  test("through the joins of nested ifs", () => {
    expectPass(
      "tail-calls",
      reg(
        "br v1, b1, b2\nb1:\nv3 = call f(v0, v2, v1)\njump b3\nb2:\njump b3\nb3: from b1, b2\nv4 = phi v3, v2\njump b4\nb4: from b3\nv5 = phi v4\nret v0, v5",
      ),
      reg(
        "br v1, b1, b2\nb1: from b0\ntailcall f(v0, v2, v1)\nb2: from b0\njump b3\nb3: from b2\nv4 = phi v2\njump b4\nb4: from b3\nv5 = phi v4\nret v0, v5",
      ),
    );
  });
  test.each([
    ["another result", "v3 = call f(v0, v2, v1)\nret v0, v1"],
    ["something in between", "v3 = call f(v0, v2, v1)\nstore [v1], v2\nret v0, v3"],
    ["arithmetic on the result", "v3 = call f(v0, v2, v1)\nv4 = add v3, v3\nret v0, v4"],
  ])("none: %s", (_, body) => {
    expectPass("tail-calls", reg(body), reg(body));
  });
  test("the pointer of a reg function may differ: the callee gets what is returned", () => {
    expectPass(
      "tail-calls",
      reg("v4 = const -8\nv5 = add v0, v4\nv3 = call f(v5, v2, v1)\nret v0, v3"),
      reg("v4 = const -8\nv5 = add v0, v4\ntailcall f(v0, v2, v1)"),
    );
  });
  test("stack functions, with known and unknown effects", () => {
    const any = (body: string): string => `func stack f (? -- ?) {\nb0:\nv0 = sp\n${body}\n}`;
    expectPass("tail-calls", any("v1 = call f(v0)\nret v1"), any("tailcall f(v0)"));
    expectPass(
      "tail-calls",
      any("v1 = load [v0]\nv2 = icall v0, v1\nret v2"),
      any("v1 = load [v0]\ntailicall v0, v1"),
    );
    const moved = any("v1 = call f(v0)\nv2 = const 8\nv3 = add v1, v2\nret v3");
    expectPass("tail-calls", moved, moved);
    const known = (body: string): string => `func stack f (2 -- 1) {\nb0:\nv0 = sp\n${body}\n}`;
    expectPass(
      "tail-calls",
      known("v1 = call f(v0)\nv2 = const 8\nv3 = add v0, v2\nret v3"),
      known("tailcall f(v0)"),
    );
  });
  test("catch is none", () => {
    const program = "func stack f (? -- ?) {\nb0:\nv0 = sp\nv1 = load [v0]\nv2, _ = catch v0, v1\nret v2\n}";
    expectPass("tail-calls", program, program);
  });
});

describe("self-tail-calls", () => {
  test("recursion becomes a loop", () => {
    expectPass(
      "self-tail-calls",
      two(
        "br v1, b1, b2\nb1:\nv4 = const -1\nv5 = add v1, v4\nv6 = add v2, v1\nv3 = call f(v0, v5, v6)\nret v0, v3\nb2:\nret v0, v2",
      ),
      `func reg f (2 -- 1) {
b4:
  v0 = sp
  v1 = param 0
  v2 = param 1
  jump b0
b0: from b4, b1
  v7 = phi v1, v5
  v8 = phi v2, v6
  br v7, b1, b2
b1: from b0
  v4 = const -1
  v5 = add v7, v4
  v6 = add v8, v7
  jump b0
b2: from b0
  ret v0, v8
}`,
    );
  });
  test("inputs that change places", () => {
    expectPass(
      "self-tail-calls",
      two("br v1, b1, b2\nb1:\nv3 = call f(v0, v2, v1)\nret v0, v3\nb2:\nret v0, v2"),
      "func reg f (2 -- 1) {\nb4:\nv0 = sp\nv1 = param 0\nv2 = param 1\njump b0\nb0: from b4, b1\nv7 = phi v1, v8\nv8 = phi v2, v7\nbr v7, b1, b2\nb1: from b0\njump b0\nb2: from b0\nret v0, v8\n}",
    );
  });
});

describe("inline", () => {
  const callee = "func reg sq (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = mul v1, v1 @1\nret v0, v2\n}\n";
  const position = 'position 1 "x.fs" 3 "sq"\n';
  const inlined = ["inline", "cfg", "dce"];
  test("a small function, with its positions", () => {
    expectPass(
      inlined,
      position + callee + two("v3 = call sq(v0, v1)\nv4 = call sq(v0, v3)\nret v0, v4"),
      position + callee + two("v3 = mul v1, v1 @1\nv4 = mul v3, v3 @1\nret v0, v4"),
    );
  });
  test("several returns meet", () => {
    const abs =
      "func reg abs (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nbr v1, b1, b2\nb1: from b0\nv2 = neg v1\nret v0, v2\nb2: from b0\nret v0, v1\n}\n";
    expectPass(
      inlined,
      abs + two("v3 = call abs(v0, v1)\nret v0, v3"),
      abs +
        two(
          "br v1, b2, b3\nb1: from b2, b3\nv4 = phi v3, v1\nret v0, v4\nb2: from b0\nv3 = neg v1\njump b1\nb3: from b0\njump b1",
        ),
    );
  });
  test("a stack function and what it keeps in memory", () => {
    const dup =
      "func stack dup2 (1 -- 2) {\nb0:\nv0 = sp\nv1 = load [v0]\nv2 = const -8\nv3 = add v0, v2\nstore [v3], v1\nret v3\n}\n";
    expectPass(
      ["inline", "simplify", "cfg", "loads", "dead-stores", "dce"],
      dup +
        two(
          "store [v0 - 8], v1\nv3 = const -8\nv4 = add v0, v3\nv5 = call dup2(v4)\nv6 = load [v5]\nv7 = load [v5 + 8]\nv8 = mul v6, v7\nret v0, v8",
        ),
      dup.replace("store [v3], v1", "store [v0 - 8], v1") + two("v8 = mul v1, v1\nret v0, v8"),
    );
  });
  test("a callee that does not return", () => {
    const fail =
      "func reg fail (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nccall ffc_throw(v1)\nunreachable\n}\n";
    expectPass(
      inlined,
      fail + two("v3 = call fail(v0, v1)\nret v0, v3"),
      fail + two("ccall ffc_throw(v1)\nunreachable"),
    );
  });
  test("recursion is not", () => {
    const program = two("v3 = call f(v0, v2, v1)\nv4 = add v3, v3\nret v0, v4");
    expectPass(inlined, program, program);
  });
  test("a tail call in the callee is a call in the copy", () => {
    const wrapper = `func reg big (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = call big(v0, v1)\nv3 = neg v2\nret v0, v3\n}\nfunc reg w (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = neg v1\ntailcall big(v0, v2)\n}\n`;
    expectPass(
      inlined,
      wrapper + two("v3 = call w(v0, v1)\nv4 = neg v3\nret v0, v4"),
      wrapper + two("v5 = neg v1\nv3 = call big(v0, v5)\nv4 = neg v3\nret v0, v4"),
    );
  });
  test("a token that is named is called directly", () => {
    const program = (body: string): string =>
      `${callee}func stack s (? -- ?) {\nb0:\nv0 = sp\n${body}\n}\ntoken t func sq spawn 1\ndata x align 8 size 8 {\n}`;
    expectPass(
      ["inline", "simplify", "cfg", "loads", "dead-stores", "dce"],
      position + program("v1 = addr t\nv2 = icall v0, v1\nret v2"),
      position + program("v1 = load [v0]\nv2 = mul v1, v1 @1\nstore [v0], v2\nret v0"),
    );
  });
  test("what is called once, though it is not small, and then gone", () => {
    const body = Array.from({ length: 30 }, (_, i) => `v${i + 2} = mul v${i + 1}, v1`).join("\n");
    const once = `func reg once (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\n${body}\nret v0, v31\n}\n`;
    const afterInlining = (calls: string): string =>
      normal(
        `entry main\n${once}func reg main (0 -- 0) {\nb0:\nv0 = sp\nv1 = const 3\n${calls}\nret v0\n}`,
        (module) => runPass(module, "inline", "reachable"),
      );
    expect(afterInlining("v2 = call once(v0, v1)")).not.toMatch(/once/);
    expect(afterInlining("v2 = call once(v0, v1)\nv3 = call once(v0, v2)").match(/call once/g)).toHaveLength(
      2,
    );
  });
});

test("reachable: functions, data and tokens that the entry leads to", () => {
  const module = moduleOf(`entry main
func reg main (0 -- 0) {
b0:
  v0 = sp
  v1 = addr table
  ret v0
}
func stack used (0 -- 0) {
b0:
  v0 = sp
  ret v0
}
func stack unused (0 -- 0) {
b0:
  v0 = sp
  v1 = addr lonely
  ret v0
}
data table align 8 size 16 {
  reloc 0 token_used + 0
}
data lonely align 8 size 8 {
}
data body align 8 size 8 {
}
token token_used func used spawn 0 body body + 0
token token_unused func unused spawn 0
`);
  runPass(module, "reachable");
  const names = [...module.functions, ...module.data, ...module.tokens].map(({ symbol }) => symbol);
  expect(names).toEqual(["main", "used", "table", "body", "token_used"]);
});

test("an endless tail recursion runs at level 0 without growing: the limit of steps ends it", () => {
  const module = moduleOf(two("v3 = call f(v0, v2, v1)\nret v0, v3"));
  runPass(module, "tail-calls");
  expect(interpret(module, { func: "f", inputs: [1n, 2n], stepLimit: 100_000 }).end).toBe("limit");
});
