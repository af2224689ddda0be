/** Patterns for floats: the instructions of the assembler, as in arithmetic.ts. */
import type { Op } from "../../ir/ops.ts";
import type { Inst } from "../../ir/types.ts";
import { machineInst } from "../machine.ts";
import type { Selector } from "./selector.ts";

/** `fmov` also takes bits from a register of one class to one of the other. */
const MNEMONICS: Partial<Record<Op, string>> = {
  fadd: "fadd",
  fsub: "fsub",
  fmul: "fmul",
  fdiv: "fdiv",
  fneg: "fneg",
  fabs: "fabs",
  fsqrt: "fsqrt",
  ffloor: "frintm",
  fceil: "frintp",
  ftrunc: "frintz",
  fround: "frintn",
  i2f: "scvtf",
  f2i: "f2i",
  fbits: "fmov",
  bitsf: "fmov",
};

export function selectFloat(s: Selector, inst: Inst): void {
  const [a] = inst.args as [Inst];
  if (inst.op === "fbits" || inst.op === "bitsf") {
    // Out of memory the bits come the right way at once.
    if (a.op === (inst.op === "fbits" ? "fload" : "load") && s.isFoldableLoad(a)) {
      const made = machineInst(inst.op === "fbits" ? "load" : "fload", [s.result(inst)], a.pos);
      made.aux = 8;
      made.mem = s.memory(a.args[0]!, a.imm, 8, made.operands);
      s.emit(made);
      return;
    }
  }
  // The sign of a product: (-a) * b and -(a * b) are the same number.
  if (inst.op === "fneg" && a.op === "fmul" && s.isHere(a)) {
    s.emit(machineInst("fnmul", [s.result(inst), s.use(a.args[0]!), s.use(a.args[1]!)], inst.pos));
    return;
  }
  s.emit(machineInst(MNEMONICS[inst.op]!, [s.result(inst), ...inst.args.map((arg) => s.use(arg))], inst.pos));
}
