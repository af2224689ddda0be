/** What ffc.h and the archive say must be what the compiler relies on. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { beforeAll, expect, it } from "vitest";
import { buildRuntime } from "../../scripts/build-runtime.mjs";
import { makeRuntimeArchives } from "../../scripts/runtime-archive.mjs";
import { CHANNEL_SIZE, CONTEXT, SHARED_KINDS, SYNC_SIZE, TOKEN_SIZE } from "../../src/codegen/ir/layout.ts";
import { RUNTIME_FUNCTIONS } from "../../src/codegen/ir/runtime-functions.ts";
import { CHECKED_USES } from "../../src/codegen/opt/check-threads.ts";
import { nativeTarget } from "../../src/tool-calls.ts";
import { useRuntime } from "./harness.ts";

const { folder } = useRuntime();
beforeAll(() => makeRuntimeArchives());
const runtime = fileURLToPath(new URL("../../src/runtime-c/", import.meta.url));

it("has the layout that compiled code knows", async () => {
  const member = {
    handler: "handler",
    stackBase: "stack_base",
    base: "base",
    hld: "hld",
    hold: "hold",
    pad: "pad",
    floatPointer: "float_pointer",
    floatBase: "limits[FFC_FLOAT_TOP]",
  };
  const checks = Object.entries(member).map(
    ([key, name]) => `offsetof(struct ffc_context, ${name}) == ${CONTEXT[key as keyof typeof member]}`,
  );
  checks.push(
    `sizeof ((struct ffc_context *)0)->hold == ${CONTEXT.holdSize}`,
    `sizeof ((struct ffc_context *)0)->pad == ${CONTEXT.padSize}`,
    `FFC_CHANNEL_SIZE == ${CHANNEL_SIZE}`,
    `FFC_SYNC_SIZE == ${SYNC_SIZE}`,
    `sizeof(struct ffc_token) == ${TOKEN_SIZE}`,
  );
  const source = `#include "ffc.h"\n${checks.map((check) => `_Static_assert(${check}, "");`).join("\n")}\n`;
  await execa("musl-gcc", ["-I", runtime, "-fsyntax-only", "-xc", "-"], { input: source });
});

it("declares every function of the table as the table has it", async () => {
  const header = await readFile(join(runtime, "ffc.h"), "utf8");
  for (const [name, { args, fargs = 0, results, fresult, noreturn }] of Object.entries(RUNTIME_FUNCTIONS)) {
    const declaration = new RegExp(`^(.*?)\\b${name}\\((.*)\\);$`, "m").exec(header);
    expect(declaration, name).not.toBeNull();
    const [, type, parameters] = declaration!;
    expect(parameters!.split(",").length, name).toBe(args + fargs + 1);
    expect(parameters!.split(/\bdouble\b/).length, name).toBe(fargs + 1);
    const kind = /\bvoid\b/.test(type!) ? 0 : type!.includes("struct two") ? 2 : 1;
    const floats = fresult === true ? 1 : 0;
    if (type!.includes("struct ffc_flagged")) expect([results, floats], name).toEqual([1, 1]);
    else expect(type!.includes("double") ? [0, 1] : [kind, 0], name).toEqual([results, floats]);
    expect(type!.includes("FFC_NORETURN"), name).toBe(noreturn === true);
  }
});

it("defines every function of the table", async () => {
  const { stdout } = await execa("nm", ["-g", "--defined-only", join(folder, "libffc.a")]);
  for (const name of [
    ...Object.keys(RUNTIME_FUNCTIONS),
    "ffc_catch",
    "ffc_trap",
    "_start",
    "ffc_main_context",
  ])
    expect(stdout).toMatch(new RegExp(` [A-Z] ${name}$`, "m"));
});

it("numbers what --check-threads checks as the compiler does", async () => {
  const header = await readFile(join(runtime, "ffc.h"), "utf8");
  const uses = /enum ffc_use \{([^}]*)\}/.exec(header)![1]!.match(/\w+/g);
  const names = Object.keys(CHECKED_USES).map((name) => name.toUpperCase().replace("FFC_", "FFC_USE_"));
  expect(uses).toEqual([...names, "FFC_USES"]);
  const users = header.matchAll(
    /^\S.*\b(ffc_\w+)\(struct ffc_context \*.*struct ffc_(?:channel|sync) \*\);$/gm,
  );
  expect([...users].map(([, name]) => name).sort()).toEqual(Object.keys(CHECKED_USES).sort());
  const kinds = /enum ffc_kind \{([^}]*)\}/.exec(header)![1]!.match(/\w+/g);
  const shared = SHARED_KINDS.map((kind) => `FFC_${kind.toUpperCase().replace("-", "_")}`);
  expect(kinds).toEqual(shared);
});

it("is built to the same bytes each time", async () => {
  const again = join(folder, "again");
  await buildRuntime(again, { flags: ["-Werror"] });
  const shipped = fileURLToPath(new URL(`../../dist/runtime/${nativeTarget()}`, import.meta.url));
  for (const [name, elsewhere] of [
    ["libffc.a", folder],
    ["libffc-pie.a", shipped],
  ] as const) {
    const [first, second] = await Promise.all([elsewhere, again].map((at) => readFile(join(at, name))));
    expect(first!.equals(second!), name).toBe(true);
  }
});
