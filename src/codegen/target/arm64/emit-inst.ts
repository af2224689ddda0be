/**
 * The text of each machine instruction. Most are an instruction of the assembler as they stand; the others are
 * below, by name.
 */
import { isSlot, type Loc, type MachineInst } from "../machine.ts";
import { CONTEXT_POINTER } from "./abi.ts";
import type { ChoosingInst } from "./choose.ts";
import { type ComparingInst, mirrored, opposite } from "./compare.ts";
import type { Emitter } from "./emit.ts";
import { fitsFloat, floatText } from "./immediates.ts";
import { FLOAT_SCRATCH, narrowName, REG32, REG64, V0, X16, X17 } from "./regs.ts";

const SCRATCH = REG64[X16]!;
const CONTEXT = REG64[CONTEXT_POINTER]!;

/** Writes the instruction. A branch is written up to its jump; what to jump on is returned. */
export function emitInst(e: Emitter, inst: MachineInst): string | undefined {
  const cond = write(e, inst);
  if (e.compared !== undefined && changesCompared(e.compared.regs, inst)) e.compared = undefined;
  return cond;
}

/** Whether the flags may not tell of these registers any more. */
function changesCompared(regs: readonly Loc[], inst: MachineInst): boolean {
  if (inst.clobbers.length > 0 || inst.op === "swap" || FLAG_USERS.has(inst.op)) return true;
  for (const { role, loc } of inst.operands) {
    if (role !== "def" && role !== "early") return false;
    if (regs.includes(loc)) return true;
  }
  return false;
}

/** What compares for itself. */
const FLAG_USERS: ReadonlySet<string> = new Set(["orzero", "f2i", "atomic_cas"]);

function write(e: Emitter, inst: MachineInst): string | undefined {
  const ops = inst.operands;
  switch (inst.op) {
    case "entry":
      return undefined;
    case "move":
      move(e, ops[0]!.loc, ops[1]!.loc);
      return undefined;
    case "swap":
      swap(e, ops[0]!.loc, ops[1]!.loc);
      return undefined;
    case "const":
      e.number(e.name(ops[0]!), inst.imm);
      return undefined;
    case "fconst":
      floatConstant(e, ops[0]!.loc, inst.imm);
      return undefined;
    case "addr": {
      const to = e.name(ops[0]!);
      const offset = Number(inst.imm);
      const near = e.context.syntax.reaches(offset) ? offset : 0;
      e.line(`adrp ${to},${e.page(inst.sym, near)}`);
      e.line(`add ${to},${to},${e.restOfPage(inst.sym, near)}`);
      if (near !== offset) addNumber(e, to, inst.imm);
      return undefined;
    }
    case "page":
      e.line(`adrp ${e.name(ops[0]!)},${e.page(inst.sym, Number(inst.imm))}`);
      return undefined;
    case "user":
      if (inst.imm === 0n) e.line(`mov ${e.name(ops[0]!)},${CONTEXT}`);
      else e.line(`add ${e.name(ops[0]!)},${CONTEXT},#${inst.imm}`);
      return undefined;
    case "load":
      position(e, inst);
      load(e, inst);
      return undefined;
    case "store": {
      position(e, inst);
      const name = inst.form === "z" ? (inst.aux < 8 ? "wzr" : "xzr") : narrowName(ops[0]!.loc, inst.aux);
      e.access(`str${SUFFIX[inst.aux]}`, inst.aux, name, false, inst.mem!);
      return undefined;
    }
    case "fload":
      position(e, inst);
      e.access("ldr", inst.aux, narrowName(ops[0]!.loc, inst.aux), true, inst.mem!);
      if (inst.aux === 4) e.line(`fcvt ${e.name(ops[0]!)},${REG32[ops[0]!.loc]}`);
      return undefined;
    case "fstore":
      if (inst.aux === 4) e.line(`fcvt ${REG32[FLOAT_SCRATCH]},${e.name(ops[0]!)}`);
      position(e, inst);
      e.access(
        "str",
        inst.aux,
        narrowName(inst.aux === 4 ? FLOAT_SCRATCH : ops[0]!.loc, inst.aux),
        true,
        inst.mem!,
      );
      return undefined;
    case "touch":
      position(e, inst);
      e.access("ldr", 0, "xzr", false, inst.mem!);
      return undefined;
    case "atomic_load":
    case "atomic_store":
    case "atomic_add":
    case "atomic_cas":
      atomic(e, inst);
      return undefined;
    case "rpush":
      e.line(`str ${e.name(ops[0]!)},[sp,#-16]!`);
      return undefined;
    case "rpop":
      e.line(`ldr ${e.name(ops[0]!)},[sp],#16`);
      return undefined;
    case "rpeek":
      peek(e, ops[0]!.loc, inst.imm);
      return undefined;
    case "orzero": {
      // The first, or the second where the first is 0.
      const [result, first, second] = ops.map((op) => e.name(op));
      e.line(`cmp ${first},#0`);
      e.line(`csel ${result},${first},${second},ne`);
      return undefined;
    }
    case "f2i":
      truncate(e, e.name(ops[0]!), e.name(ops[1]!));
      return undefined;
    case "call":
      e.position(inst.pos, true);
      e.line(`bl ${e.symbol(inst.sym)}`);
      return undefined;
    case "icall":
      e.position(inst.pos);
      e.line(`ldr ${SCRATCH},[x0]`);
      e.line(`blr ${SCRATCH}`);
      return undefined;
    case "ccall":
      e.line(`mov x0,${CONTEXT}`);
      e.position(inst.pos);
      e.line(`bl ${e.symbol(inst.sym)}`);
      return undefined;
    case "ret":
      e.epilogue();
      e.line("ret");
      return undefined;
    case "tailcall":
      e.epilogue();
      e.line(`b ${e.symbol(inst.sym)}`);
      return undefined;
    case "tailicall":
      e.epilogue();
      e.position(inst.pos);
      e.line(`ldr ${SCRATCH},[x0]`);
      e.line(`br ${SCRATCH}`);
      return undefined;
    case "unreachable":
      // Behind a call that does not return nothing is needed.
      if (!e.out[e.out.length - 1]!.startsWith("\tbl")) e.line("brk #1");
      return undefined;
    case "br":
      return compared(e, inst as ComparingInst, true);
    case "trap": {
      const label = e.stub(inst.aux, inst.pos);
      e.jumpIf(compared(e, inst as ComparingInst, true), label);
      return undefined;
    }
    case "select":
      choose(e, inst as ChoosingInst);
      return undefined;
    case "fselect": {
      const cond = compared(e, inst as ComparingInst, false);
      e.line(`fcsel ${e.name(ops[0]!)},${e.name(ops[1]!)},${e.name(ops[2]!)},${cond}`);
      return undefined;
    }
    case "set":
      flagValue(e, inst as ComparingInst);
      return undefined;
    default:
      plain(e, inst);
      return undefined;
  }
}

/** As it stands: see arithmetic.ts. */
function plain(e: Emitter, inst: MachineInst): void {
  const names = inst.aux === 32 ? REG32 : REG64;
  let text = `${inst.op} ${names[inst.operands[0]!.loc]}`;
  for (let k = 1; k < inst.operands.length; k++) text += `,${names[inst.operands[k]!.loc]}`;
  switch (inst.form) {
    case "":
      break;
    case "i":
      text += `,#${inst.imm}`;
      break;
    case "ii":
      text += `,#${inst.imm},#${inst.sym}`;
      break;
    default:
      text += `,${inst.sym}`;
  }
  e.line(text);
}

/** Opens the line's entry for an access of memory, unless that is a data object or in the context: always there. */
function addNumber(e: Emitter, to: string, n: bigint): void {
  const size = n < 0n ? -n : n;
  if (size < 4096n) e.line(`${n < 0n ? "sub" : "add"} ${to},${to},#${size}`);
  else {
    e.number(REG64[X17]!, n);
    e.line(`add ${to},${to},${REG64[X17]}`);
  }
}

function position(e: Emitter, inst: MachineInst): void {
  const mem = inst.mem!;
  if (mem.base !== undefined && mem.sym === "") e.position(inst.pos);
}

const SUFFIX: Readonly<Record<number, string>> = { 1: "b", 2: "h", 4: "", 8: "" };
const SIGNED: Readonly<Record<number, string>> = { 1: "sb", 2: "sh", 4: "sw" };

function load(e: Emitter, inst: MachineInst): void {
  const { loc } = inst.operands[0]!;
  const isSigned = inst.cond === "s";
  const op = `ldr${(isSigned ? SIGNED : SUFFIX)[inst.aux]}`;
  e.access(op, inst.aux, isSigned ? REG64[loc]! : narrowName(loc, inst.aux), false, inst.mem!);
}

function floatConstant(e: Emitter, to: Loc, bits: bigint): void {
  const name = REG64[to]!;
  if (bits === 0n) e.line(`movi ${name},#0`);
  else if (fitsFloat(bits)) e.line(`fmov ${name},#${floatText(bits)}`);
  else if (!e.isFar) e.line(`ldr ${name},${e.literal(bits)}`);
  else {
    e.number(SCRATCH, bits);
    e.line(`fmov ${name},${SCRATCH}`);
  }
}

function peek(e: Emitter, to: Loc, item: bigint): void {
  const offset = 16n * item;
  if (offset <= 32_760n) e.line(`ldr ${REG64[to]},[sp,#${offset}]`);
  else {
    e.number(SCRATCH, offset);
    e.line(`ldr ${REG64[to]},[sp,${SCRATCH}]`);
  }
}

/**
 * The conversion gives the nearest cell for what does not fit, and 0 for NaN. Of those the largest cell is no
 * double, so it comes from such a case only; NaN differs from itself.
 */
function truncate(e: Emitter, to: string, from: string): void {
  e.line(`fcvtzs ${to},${from}`);
  e.line(`mov ${SCRATCH},#${1n << 63n}`);
  e.line(`cmn ${to},#1`);
  e.line(`fccmp ${from},${from},#1,vc`);
  e.line(`csel ${to},${SCRATCH},${to},vs`);
}

// ---- Copies

function move(e: Emitter, to: Loc, from: Loc): void {
  if (to === from) return;
  if (isSlot(to) && isSlot(from)) {
    e.fromSlot(X16, from);
    e.toSlot(X16, to);
  } else if (isSlot(to)) e.toSlot(from, to);
  else if (isSlot(from)) e.fromSlot(to, from);
  else e.line(`${to >= V0 ? "fmov" : "mov"} ${REG64[to]},${REG64[from]}`);
}

function swap(e: Emitter, a: Loc, b: Loc): void {
  const scratch = a >= V0 || b >= V0 ? FLOAT_SCRATCH : X16;
  if (isSlot(a) && isSlot(b)) {
    e.fromSlot(X16, a);
    e.fromSlot(FLOAT_SCRATCH, b);
    e.toSlot(X16, b);
    e.toSlot(FLOAT_SCRATCH, a);
    return;
  }
  const [reg, other] = isSlot(a) ? [b, a] : [a, b];
  move(e, scratch, reg);
  move(e, reg, other);
  move(e, other, scratch);
}

// ---- Atomic accesses: Arm ARM B2.10. Acquire and release make them one order for all threads.

function atomic(e: Emitter, inst: MachineInst): void {
  const names = inst.operands.map((op) => e.name(op));
  e.position(inst.pos);
  if (inst.op === "atomic_load") {
    e.line(`ldar ${names[0]},[${names[1]}]`);
    return;
  }
  if (inst.op === "atomic_store") {
    e.line(`stlr ${names[0]},[${names[1]}]`);
    return;
  }
  const again = e.newLabel();
  const stored = REG32[X17]!;
  const base = names[names.length - 1]!;
  e.out.push(`${again}:`);
  e.line(`ldaxr ${names[0]},[${base}]`);
  if (inst.op === "atomic_add") {
    e.line(`add ${SCRATCH},${names[0]},${names[1]}`);
    e.line(`stlxr ${stored},${SCRATCH},[${base}]`);
    e.line(`cbnz ${stored},${again}`);
    return;
  }
  const differs = e.newLabel();
  e.line(`cmp ${names[0]},${names[1]}`);
  e.line(`b.ne ${differs}`);
  e.line(`stlxr ${stored},${names[2]},[${base}]`);
  e.line(`cbnz ${stored},${again}`);
  e.out.push(`${differs}:`);
}

// ---- Comparisons

/** Compares; the condition to ask for afterwards, or, for a jump, the instruction that looks itself. */
function compared(e: Emitter, inst: ComparingInst, jumps: boolean): string {
  const left = e.name(inst.operands[inst.at]!);
  const isAlone = inst.links.length === 0 && jumps;
  if (isAlone && inst.form === "zero") {
    if (inst.cond === "eq") return `cbz ${left}`;
    if (inst.cond === "ne") return `cbnz ${left}`;
    if (e.isNear) return `${inst.cond === "lt" ? "tbnz" : "tbz"} ${left},#63`;
  }
  if (isAlone && inst.form === "bit" && e.isNear) {
    return `${inst.cond === "eq" ? "tbz" : "tbnz"} ${left},#${inst.imm}`;
  }
  const right = (): string => e.name(inst.operands[inst.at + 1]!);
  const before = e.compared;
  e.compared = undefined;
  switch (inst.form) {
    case "zero":
      e.line(`cmp ${left},#0`);
      break;
    case "bit":
      e.line(`tst ${left},#${1n << inst.imm}`);
      break;
    case "cmpi":
    case "cmpr": {
      const [a, b] = [inst.operands[inst.at]!, inst.operands[inst.at + 1]];
      const isImmediate = inst.form === "cmpi";
      const second = isImmediate ? `#${inst.imm}` : right();
      // The flags may tell already, after a branch or a selection on the same.
      const isKnown = before?.text === `${left},${second}`;
      const isTurned = !isImmediate && before?.text === `${second},${left}` && inst.links.length === 0;
      if (!isKnown && !isTurned) e.line(`cmp ${left},${second}`);
      if (inst.links.length > 0) break;
      if (isTurned) {
        e.compared = before;
        return mirrored(inst.cond);
      }
      const regs = isImmediate ? [a.loc] : [a.loc, b!.loc];
      e.compared = { text: `${left},${second}`, regs };
      break;
    }
    case "cmni":
    case "tsti":
      e.line(`${inst.form.slice(0, 3)} ${left},#${inst.imm}`);
      break;
    case "tstr":
      e.line(`tst ${left},${right()}`);
      break;
    case "cmps":
      e.line(`cmp ${left},${right()},${inst.sym}`);
      break;
    case "fcmpz":
      e.line(`fcmp ${left},#0.0`);
      break;
    default:
      e.line(`fcmp ${left},${right()}`);
  }
  for (const { form, imm, at, when, flags } of inst.links) {
    const first = e.name(inst.operands[at]!);
    if (form === "cmpi" || form === "cmni")
      e.line(`${form === "cmpi" ? "ccmp" : "ccmn"} ${first},#${imm},#${flags},${when}`);
    else
      e.line(
        `${form === "cmpr" ? "ccmp" : "fccmp"} ${first},${e.name(inst.operands[at + 1]!)},#${flags},${when}`,
      );
  }
  return inst.cond;
}

function choose(e: Emitter, inst: ChoosingInst): void {
  const cond = compared(e, inst, false);
  let next = 1;
  const first = (inst.zeroes & 1) !== 0 ? "xzr" : e.name(inst.operands[next++]!);
  const second = (inst.zeroes & 2) !== 0 ? "xzr" : e.name(inst.operands[next]!);
  const result = e.name(inst.operands[0]!);
  if (inst.choice !== "csel" && first === second) {
    const op = first === "xzr" ? "set" : inst.choice.slice(2);
    const suffix = first === "xzr" && inst.choice === "csinv" ? "m" : "";
    const text = op === "set" ? `cset${suffix} ${result}` : `c${op} ${result},${first}`;
    e.line(`${text},${opposite(cond)}`);
  } else e.line(`${inst.choice} ${result},${first},${second},${cond}`);
}

/** A flag as a value, 0 or -1. */
function flagValue(e: Emitter, inst: ComparingInst): void {
  const result = e.name(inst.operands[0]!);
  if (inst.form === "sign") {
    const value = e.name(inst.operands[1]!);
    e.line(inst.cond === "lt" ? `asr ${result},${value},#63` : `mvn ${result},${value},asr #63`);
    return;
  }
  e.line(`csetm ${result},${compared(e, inst, false)}`);
}
