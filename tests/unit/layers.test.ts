/**
 * The layers of the compiler, read from the imports: who may see whom, no cycles, no barrel files. To
 * import a type across layers counts like a value: knowing a shape is knowing it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A layer is the folder (or file) its files are in; the most specific one counts. It may see itself. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "src/support": [],
  "src/codegen/ir": ["src/support"],
  "src/codegen/analysis": ["src/support", "src/codegen/ir"],
  "src/codegen/opt": ["src/support", "src/codegen/ir", "src/codegen/analysis"],
  // The interface of a target, and what instruction sets have in common.
  "src/codegen/target": ["src/support", "src/codegen/ir", "src/codegen/analysis", "src/codegen/regalloc"],
  "src/codegen/regalloc": ["src/support", "src/codegen/ir", "src/codegen/analysis", "src/codegen/target"],
  "src/codegen/target/x86-64": [
    "src/support",
    "src/codegen/ir",
    "src/codegen/analysis",
    "src/codegen/regalloc",
    "src/codegen/target",
  ],
  "src/codegen/target/arm64": [
    "src/support",
    "src/codegen/ir",
    "src/codegen/analysis",
    "src/codegen/regalloc",
    "src/codegen/target",
  ],
  // The list of targets stands above the instruction sets it lists.
  "src/codegen/target/targets.ts": [
    "src/codegen/target",
    "src/codegen/target/x86-64",
    "src/codegen/target/arm64",
  ],
  "src/frontend": ["src/support", "src/codegen/ir"],
  "src/glossary": ["src/frontend"],
  "src/failure.ts": [],
  "src/runtime-c": [],
  "src/tool-calls.ts": ["src/runtime-c"],
  "src/macho": [],
  "src/make-program.ts": ["src/tool-calls.ts", "src/macho"],
  "src/toolchain.ts": ["src/support", "src/failure.ts", "src/tool-calls.ts"],
  "src/driver.ts": [
    "src/support",
    "src/frontend",
    "src/codegen/ir",
    "src/codegen/opt",
    "src/codegen/target",
    "src/codegen/target/targets.ts",
  ],
  "src/cli": [
    "src/support",
    "src/driver.ts",
    "src/glossary",
    "src/frontend",
    "src/tool-calls.ts",
    "src/toolchain.ts",
    "src/make-program.ts",
    "src/failure.ts",
    "src/codegen/target",
    "src/codegen/target/targets.ts",
    "package.json",
  ],
};

interface Import {
  from: string;
  to: string;
  /** Only shapes are imported: nothing of it is left when the program runs. */
  isType: boolean;
}

/** What is imported, and from where: static imports and re-exports, dynamic imports, imports for effect. */
const IMPORT =
  /(?:^|\n)(?:import|export)\b([^;'"`]*?)from\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s*"([^"]+)"/g;

function projectImports(): Import[] {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join("src", name))
    .flatMap(importsOf);
}

function importsOf(from: string): Import[] {
  const found: Import[] = [];
  for (const [, clause, static_, dynamic, effect] of readFileSync(join(root, from), "utf8").matchAll(
    IMPORT,
  )) {
    const target = (static_ ?? dynamic ?? effect)!;
    if (!target.startsWith(".")) continue;
    const names = /^\s*\{([^}]*)\}/
      .exec(clause ?? "")?.[1]
      ?.split(",")
      .map((name) => name.trim());
    const isType =
      /^\s*type\b/.test(clause ?? "") || names?.every((n) => n === "" || n.startsWith("type ")) === true;
    found.push({ from, to: normalize(join(dirname(from), target)), isType });
  }
  return found;
}

function layerOf(file: string): string {
  const layers = Object.keys(LAYERS).filter((layer) => file === layer || file.startsWith(`${layer}/`));
  return layers.sort((a, b) => b.length - a.length)[0] ?? file;
}

function cycleIn(imports: readonly Import[]): string[] | undefined {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    if (state.get(file) === "done") return undefined;
    if (state.get(file) === "open") return [...path.slice(path.indexOf(file)), file];
    state.set(file, "open");
    path.push(file);
    for (const to of targets.get(file) ?? []) {
      const cycle = visit(to);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    state.set(file, "done");
    return undefined;
  };
  for (const file of targets.keys()) {
    const cycle = visit(file);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

describe("layers", () => {
  const imports = projectImports();

  it("finds the imports", () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it("lets each layer see only what it may", () => {
    const wrong = imports.filter(({ from, to }) => {
      const [here, there] = [layerOf(from), layerOf(to)];
      return here !== there && !LAYERS[here]?.includes(there);
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("has no cycles", () => {
    // Shapes may refer to each other in a circle; modules that run may not.
    expect(cycleIn(imports.filter((i) => !i.isType))).toBeUndefined();
  });

  it("has no barrel files", () => {
    const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
    const barrel = /^export (\*|\{[^}]*\}) from/m;
    expect(
      files.filter((f) => f.endsWith(".ts") && barrel.test(readFileSync(join(root, "src", f), "utf8"))),
    ).toEqual([]);
  });
});
