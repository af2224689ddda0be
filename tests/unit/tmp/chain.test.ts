import { test } from "vitest";
import { readFileSync } from "node:fs";
import { parseModule } from "../../../src/codegen/ir/parse.ts";
import { select } from "../../../src/codegen/target/x86-64/isel.ts";
import { buildLifetimes } from "../../../src/codegen/regalloc/intervals.ts";
import { findHomes } from "../../../src/codegen/regalloc/homes.ts";
import { linearScan } from "../../../src/codegen/regalloc/linear-scan.ts";
import { REGISTERS } from "../../../src/codegen/target/x86-64/regs.ts";
test("x", () => {
  const m = parseModule(readFileSync(process.env.SSA!, "latin1"));
  const callees = new Map(m.functions.map((f) => [f.symbol, f.sig]));
  for (const f of m.functions) {
    if (f.symbol !== process.env.FN) continue;
    const mf = select(f, callees as any, { absolute: true });
    let n = 0; let out = "";
    for (const b of mf.blocks) { out += `b ${b.index} loop ${b.loop?.first}..${b.loop?.last} freq ${b.freq} params ${b.params.join()} succs ${b.succs.map((s,i) => s.index + "(" + b.args[i]!.join() + ")").join(" ")}\n`;
      for (const i of b.insts) out += `  ${4 * n++} ${i.op} ${i.operands.map((o) => `${o.role}:v${o.vreg}:${o.where}`).join(" ")}\n`; }
    const lt = buildLifetimes(mf, REGISTERS);
    findHomes(mf, lt, REGISTERS);
    linearScan(lt, REGISTERS);
    for (const it of lt.intervals) { if (!it) continue; out += `v${it.vreg}:`; for (let p: any = it; p; p = p.next) out += ` [${p.ranges.join(",")}]@${p.reg < 0 ? "mem" : REGISTERS.name(p.reg)}${p.home >= 0 ? " home " + REGISTERS.name(p.home) : ""} u${p.unit} uses ${p.usePos.map((x: number, i: number) => x + "/" + p.useKind[i]).join(" ")};`; out += "\n"; }
    console.log(out);
  }
});
