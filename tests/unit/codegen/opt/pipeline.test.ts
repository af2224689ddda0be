import { describe, expect, test } from "vitest";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { type Need, PASSES, type Pass, runPasses } from "../../../../src/codegen/opt/pipeline.ts";
import { moduleOf } from "../passes.ts";
import { randomModule } from "../random-ir.ts";

const names = PASSES.map((pass) => pass.name);

describe("the table", () => {
  test.each(PASSES.map((pass, index) => [pass.name, index] as const))(
    "%s stands where its reasons say (%i)",
    (_, index) => {
      const pass = PASSES[index]!;
      for (const other of Object.keys(pass.after ?? {})) {
        expect(names.slice(0, index), `${pass.name} after ${other}: ${pass.after![other]}`).toContain(other);
      }
      for (const other of Object.keys(pass.before ?? {})) {
        expect(names.slice(index + 1), `${pass.name} before ${other}: ${pass.before![other]}`).toContain(
          other,
        );
      }
    },
  );

  test("what passes need is there before they make it", () => {
    // Loops are looked for once: none may come where there was none.
    const first = PASSES.findIndex((pass) => pass.scope === "function" && pass.needs?.includes("loop"));
    for (const maker of ["self-tail-calls", "inline", "inline-recursion"])
      expect(names.lastIndexOf(maker)).toBeLessThan(first);
  });

  test("mandatory passes run at every level", () => {
    for (const pass of PASSES) if (pass.mandatory) expect(pass.level).toBe(0);
  });
});

const RECURSIVE = `entry main
func reg main (0 -- 0) {
b0:
  v0 = sp
  v1 = const 0
  v2 = const 3
  v3 = add v1, v2
  ccall ffc_emit(v3)
  v4 = call loop(v0, v3)
  ret v0
}
func reg loop (1 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  v2 = call loop(v0, v1)
  ret v0, v2
}
`;

const KINDS_OF_FUNCTIONS = `entry calls
func reg calls (0 -- 0) {
b0:
  v0 = sp
  v1 = addr tok
  v2 = icall v0, v1
  ret v0
}
func reg loads (1 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  v2 = load [v1]
  ret v0, v2
}
func reg stores (1 -- 0) {
b0:
  v0 = sp
  v1 = param 0
  store8 [v1], v1
  ret v0
}
func reg divides (1 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  v2 = const 3
  v3 = udiv v1, v2
  ret v0, v3
}
func reg branches (1 -- 0) {
b0:
  v0 = sp
  v1 = param 0
  br v1, b1, b2
b1: from b0
  jump b2
b2: from b0, b1
  ret v0
}
func reg loops (1 -- 0) {
b0:
  v0 = sp
  v1 = param 0
  jump b1
b1: from b0, b1
  store [v1], v1
  br v1, b1, b2
b2: from b1
  ret v0
}
token tok func loads spawn 0
`;

describe("running", () => {
  test("level 0 does no more than it must", () => {
    const module = moduleOf(RECURSIVE);
    runPasses(module, { level: 0, disabled: new Set(names), verify: true });
    const text = printModule(module);
    expect(text).toMatch(/tailcall loop/);
    expect(text).toMatch(/v3 = add v1, v2/);
  });

  test("a pass that is switched off does not run", () => {
    const folded = (disabled: string[]): boolean => {
      const module = moduleOf(RECURSIVE);
      runPasses(module, { level: 2, disabled: new Set(disabled), verify: true });
      return !/= add/.test(printModule(module));
    };
    expect(folded([])).toBe(true);
    expect(folded(["simplify"])).toBe(false);
  });

  test("times and dumps of every pass, by name", () => {
    const times: string[] = [];
    const dumped = new Set<string>();
    runPasses(moduleOf(RECURSIVE), {
      level: 2,
      disabled: new Set(),
      verify: true,
      after: (pass, milliseconds) => {
        expect(milliseconds).toBeGreaterThanOrEqual(0);
        times.push(pass);
      },
      dump: (pass, text) => {
        expect(text).toMatch(/func/);
        dumped.add(pass);
      },
    });
    expect(times).toEqual(names);
    expect(dumped).toEqual(new Set(names));
  });

  test("the verifier names the pass that broke the IR", () => {
    const broken: Pass = {
      name: "breaker",
      scope: "function",
      level: 2,
      run: (func) => {
        func.blocks[0]!.insts.pop();
      },
    };
    const options = { level: 2, disabled: new Set<string>(), passes: [broken] } as const;
    expect(() => runPasses(moduleOf(RECURSIVE), { ...options, verify: true })).toThrow(
      /after breaker:\n.*terminator/,
    );
    expect(() => runPasses(moduleOf(RECURSIVE), { ...options, verify: false })).not.toThrow();
  });

  /** All of them, whatever a function has. */
  const unspared: readonly Pass[] = PASSES.map((pass) =>
    pass.scope === "function" ? { ...pass, needs: [] } : pass,
  );

  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    "passes that are spared a function would have found nothing in it (%i)",
    (seed) => {
      const text = (passes: readonly Pass[]): string => {
        const module = randomModule(seed);
        runPasses(module, { level: 2, disabled: new Set(), verify: false, passes });
        return printModule(module);
      };
      expect(text(PASSES)).toBe(text(unspared));
    },
  );

  test("a pass is spared functions without what it needs", () => {
    const seen = (needs: readonly Need[]): string[] => {
      const found: string[] = [];
      const pass: Pass = {
        name: "watcher",
        scope: "function",
        level: 2,
        needs,
        run: ({ symbol }) => void found.push(symbol),
      };
      runPasses(moduleOf(KINDS_OF_FUNCTIONS), {
        level: 2,
        disabled: new Set(),
        verify: true,
        passes: [pass],
      });
      return found.sort();
    };
    expect(seen([])).toEqual(["branches", "calls", "divides", "loads", "loops", "stores"]);
    expect(seen(["load"])).toEqual(["loads"]);
    expect(seen(["store"])).toEqual(["loops", "stores"]);
    expect(seen(["division"])).toEqual(["divides"]);
    expect(seen(["call"])).toEqual(["calls"]);
    expect(seen(["execute"])).toEqual(["calls"]);
    expect(seen(["branch"])).toEqual(["branches", "loops"]);
    expect(seen(["loop"])).toEqual(["loops"]);
    expect(seen(["loop", "store"])).toEqual(["loops"]);
    expect(seen(["loop", "load"])).toEqual([]);
  });

  test("the same module gives the same text", () => {
    const text = (): string => {
      const module = randomModule(5);
      runPasses(module, { level: 2, disabled: new Set(), verify: false });
      return printModule(module);
    };
    expect(text()).toBe(text());
  });
});
