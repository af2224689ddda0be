import { describe, expect, test } from "vitest";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { PASSES, type Pass, runPasses } from "../../../../src/codegen/opt/pipeline.ts";
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

  test("the same module gives the same text", () => {
    const text = (): string => {
      const module = randomModule(5);
      runPasses(module, { level: 2, disabled: new Set(), verify: false });
      return printModule(module);
    };
    expect(text()).toBe(text());
  });
});
