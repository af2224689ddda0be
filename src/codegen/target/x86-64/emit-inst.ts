/**
 * The text of each machine instruction. What `isel` left open is decided here by the registers that came
 * out: whether a tied operand must be copied, `lea` or `add`, which of two operands a commuting
 * instruction overwrites, whether flags already tell what a test would.
 */
import { isSlot, type Loc, type MachineInst, type Operand, UNASSIGNED } from "../machine.ts";
import { C_CONTEXT, CONTEXT_POINTER } from "./abi.ts";
import { BY_JUMP, comparedAt, opposite } from "./compare.ts";
import type { Emitter } from "./emit.ts";
import { emitFloat, floatSourceText } from "./emit-float.ts";
import { access, move, swap } from "./emit-move.ts";
import { RAX, RDX, REG8, REG16, REG32, REG64 } from "./regs.ts";

/** Writes the instruction. A branch is written up to its jump; the condition to jump on is returned. */
export function emitInst(e: Emitter, inst: MachineInst): string | undefined {
  const flags = e.flagsOf;
  e.flagsOf = UNASSIGNED;
  e.termBefore = e.term;
  e.term = UNASSIGNED;
  const ops = inst.operands;
  // What is most frequent comes first: each case is a comparison.
  switch (inst.op) {
    case "move":
      move(e, ops[0]!.loc, ops[1]!.loc);
      keepFlags(e, flags, ops[0]!.loc);
      return undefined;
    case "const":
      loadConstant(e, ops[0]!.loc, inst.imm);
      if (inst.imm !== 0n) keepFlags(e, flags, ops[0]!.loc);
      return undefined;
    case "add":
    case "sub":
    case "and":
    case "or":
    case "xor":
    case "imul":
      arithmetic(e, inst);
      return undefined;
    case "load":
      access(e, inst);
      e.line(`${LOAD[inst.aux]} ${e.memory(inst.mem!)},${(inst.aux === 8 ? REG64 : REG32)[ops[0]!.loc]}`);
      keepFlags(e, flags, ops[0]!.loc);
      return undefined;
    case "store":
      store(e, inst);
      e.flagsOf = flags;
      return undefined;
    case "call":
      e.position(inst.pos, true);
      e.line(`call ${e.symbol(inst.sym)}`);
      return undefined;
    case "br":
      return compared(e, inst, flags);
    case "ret":
      e.epilogue();
      e.line("ret");
      return undefined;
    case "lea":
      e.line(`leaq ${e.memory(inst.mem!)},${e.operand(ops[0]!)}`);
      keepFlags(e, flags, ops[0]!.loc);
      return undefined;
    case "addr":
      if (e.context.absolute) e.line(`movl ${e.immediate(inst)},${REG32[ops[0]!.loc]}`);
      else e.line(`leaq ${e.immediate(inst).slice(1)}(%rip),${REG64[ops[0]!.loc]}`);
      keepFlags(e, flags, ops[0]!.loc);
      return undefined;
    case "shl":
    case "shr":
    case "sar":
      if (inst.op === "shl" && inst.form === "i" && shiftByLea(e, inst)) return undefined;
      copyTied(e, ops);
      if (inst.form === "r") e.line(`${inst.op}q %cl,${e.operand(ops[0]!)}`);
      else if (inst.imm === 1n && inst.op === "shl")
        e.line(`addq ${e.operand(ops[0]!)},${e.operand(ops[0]!)}`);
      else if (inst.imm !== 0n)
        e.line(`${inst.op}q ${inst.imm === 1n ? "" : `$${inst.imm},`}${e.operand(ops[0]!)}`);
      if (inst.form === "i" && inst.imm !== 0n) e.flagsOf = ops[0]!.loc;
      return undefined;
    case "entry":
      return undefined;
    case "swap":
      swap(e, ops[0]!.loc, ops[1]!.loc);
      return undefined;
    case "user":
      if (inst.imm === 0n) move(e, ops[0]!.loc, CONTEXT_POINTER);
      else e.line(`leaq ${inst.imm}(${REG64[CONTEXT_POINTER]}),${REG64[ops[0]!.loc]}`);
      return undefined;
    case "neg":
    case "not":
      copyTied(e, ops);
      e.line(`${inst.op}q ${e.operand(ops[0]!)}`);
      if (inst.op === "neg") e.flagsOf = ops[0]!.loc;
      return undefined;
    case "shlx":
    case "shrx":
    case "sarx":
      e.line(`${inst.op}q ${e.operand(ops[2]!)},${e.operand(ops[1]!)},${e.operand(ops[0]!)}`);
      return undefined;
    case "andn":
      e.line(`andnq ${e.operand(ops[2]!)},${e.operand(ops[1]!)},${e.operand(ops[0]!)}`);
      e.flagsOf = ops[0]!.loc;
      return undefined;
    case "blsr":
      e.line(`blsrq ${e.operand(ops[1]!)},${e.operand(ops[0]!)}`);
      e.flagsOf = ops[0]!.loc;
      return undefined;
    case "rol": {
      if (rotateCopy(e, inst)) return undefined;
      const name = (inst.aux === 4 ? REG32 : REG64)[ops[0]!.loc]!;
      copyTied(e, ops);
      // The upper half goes with any operation on the lower one.
      if (inst.aux === 4 && (inst.form === "r" || inst.imm === 0n)) e.line(`movl ${name},${name}`);
      const suffix = inst.aux === 4 ? "l" : "q";
      if (inst.form === "r") e.line(`rol${suffix} %cl,${name}`);
      else if (inst.imm !== 0n) e.line(`rol${suffix} $${inst.imm},${name}`);
      return undefined;
    }
    case "lowbits":
      copyTied(e, ops);
      e.line(`shlq $${inst.imm},${e.operand(ops[0]!)}`);
      e.line(`shrq $${inst.imm},${e.operand(ops[0]!)}`);
      return undefined;
    case "shiftsum":
      // The operand is read last: it is not where the result is.
      if (!shiftByLea(e, inst)) {
        e.line(`movq ${e.operand(ops[1]!)},${e.operand(ops[0]!)}`);
        e.line(`shlq $${inst.imm},${e.operand(ops[0]!)}`);
      }
      e.line(`${inst.cond}q ${e.operand(ops[1]!)},${e.operand(ops[0]!)}`);
      e.flagsOf = ops[0]!.loc;
      return undefined;
    case "bts":
    case "btr":
    case "btc":
      copyTied(e, ops);
      e.line(`${inst.op}q ${e.operand(ops[2]!)},${e.operand(ops[0]!)}`);
      return undefined;
    case "signextend": {
      const move = SIGN_EXTEND[inst.aux]!;
      if (inst.form === "m") {
        access(e, inst);
        e.line(`${move} ${e.memory(inst.mem!)},${e.operand(ops[0]!)}`);
      } else {
        const from = ops[1]!.loc;
        e.line(`${move} ${isSlot(from) ? e.place(from) : NAMES[inst.aux]![from]!},${e.operand(ops[0]!)}`);
      }
      return undefined;
    }
    case "extend":
      extend(e, inst);
      keepFlags(e, flags, ops[0]!.loc);
      return undefined;
    case "update":
      store(e, inst);
      return undefined;
    case "touch":
      access(e, inst);
      e.line(`testb %al,${e.memory(inst.mem!)}`);
      return undefined;
    case "atomic_store":
    case "atomic_add":
      copyTied(e, ops);
      e.position(inst.pos);
      e.line(
        `${inst.op === "atomic_add" ? "lock xaddq" : "xchgq"} ${e.operand(ops[0]!)},${e.memory(inst.mem!)}`,
      );
      return undefined;
    case "atomic_cas":
      e.position(inst.pos);
      e.line(`lock cmpxchgq ${e.operand(ops[2]!)},${e.memory(inst.mem!)}`);
      return undefined;
    case "rpush":
      // Twice: an item takes 16 bytes, so that rsp stays aligned.
      e.line(`pushq ${e.operand(ops[0]!)}`);
      e.line(`pushq ${e.operand(ops[0]!)}`);
      return undefined;
    case "rpop":
      e.line(`popq ${e.operand(ops[0]!)}`);
      e.line(`popq ${e.operand(ops[0]!)}`);
      return undefined;
    case "rpeek":
      e.line(`movq ${16n * inst.imm}(%rsp),${e.operand(ops[0]!)}`);
      return undefined;
    case "mulh":
      e.line(`imulq ${e.operand(ops[ops.length - 1]!)}`);
      return undefined;
    case "umulh":
      e.line(`mulq ${e.operand(ops[ops.length - 1]!)}`);
      return undefined;
    case "sdiv":
      e.line("cqto");
      e.line(`idivq ${e.operand(ops[ops.length - 1]!)}`);
      return undefined;
    case "udiv":
      e.line("xorl %edx,%edx");
      e.line(`divq ${e.operand(ops[ops.length - 1]!)}`);
      return undefined;
    case "udiv2":
      e.line(`divq ${e.operand(ops[ops.length - 1]!)}`);
      return undefined;
    case "fldiv":
      flooredDivision(e, inst);
      return undefined;
    case "icall":
      e.position(inst.pos);
      e.line("call *(%rax)");
      return undefined;
    case "ccall":
      e.line(`movq ${REG64[CONTEXT_POINTER]},${REG64[C_CONTEXT]}`);
      e.position(inst.pos);
      e.line(`call ${e.symbol(inst.sym)}`);
      return undefined;
    case "tailcall":
      e.epilogue();
      e.line(`jmp ${e.symbol(inst.sym)}`);
      return undefined;
    case "tailicall":
      e.epilogue();
      e.position(inst.pos);
      e.line("jmp *(%rax)");
      return undefined;
    case "unreachable":
      // Behind a call that does not return nothing is needed.
      if (!e.out[e.out.length - 1]!.startsWith("\tcall")) e.line("ud2");
      return undefined;
    case "trapoverflow": {
      // Of the dividend and the divisor: only the least number less 1 overflows.
      const label = e.stub(inst.aux, inst.pos);
      const skip = e.newLabel();
      e.line(`cmpq $-1,${e.operand(ops[1]!)}`);
      e.line(`jne ${skip}`);
      e.line(`cmpq $1,${e.operand(ops[0]!)}`);
      e.line(`jo ${label}`);
      e.out.push(`${skip}:`);
      return undefined;
    }
    case "trap": {
      const label = e.stub(inst.aux, inst.pos);
      e.jumpIf(compared(e, inst, flags), label);
      return undefined;
    }
    case "select":
      if (inst.aux === BY_JUMP) chooseByJump(e, inst, flags);
      else conditionalMove(e, inst, flags);
      return undefined;
    case "fselect":
      chooseByJump(e, inst, flags);
      return undefined;
    case "set":
    case "bit":
      flagValue(e, inst, flags);
      return undefined;
    case "byte": {
      const cond = compared(e, inst, flags);
      setByte(e, cond, REG8[ops[0]!.loc]!);
      return undefined;
    }
    case "orb":
    case "andb": {
      const right = ops[0]!.loc === ops[2]!.loc ? ops[1]! : ops[2]!;
      if (right === ops[2]) copyTied(e, ops);
      e.line(`${inst.op} ${REG8[right.loc]},${REG8[ops[0]!.loc]}`);
      e.flagsOf = ops[0]!.loc;
      return undefined;
    }
    case "adc":
    case "sbb": {
      compared(e, inst, -1);
      copyTied(e, ops);
      const y = inst.aux === 3 ? e.operand(ops[2]!) : "$0";
      e.line(`${inst.op}q ${y},${e.operand(ops[0]!)}`);
      return undefined;
    }
    case "add2":
    case "sub2":
      doubleSum(e, inst);
      return undefined;
    default:
      if (emitFloat(e, inst)) return undefined;
      throw new Error(`no text for ${inst.op}`);
  }
}

/** What only moves leaves the flags alone; they mean nothing any more if it wrote their register. */
function keepFlags(e: Emitter, flags: number, written: Loc): void {
  if (written === flags) return;
  e.flagsOf = flags;
  if (written !== e.termBefore) e.term = e.termBefore;
}

const LOAD: Readonly<Record<number, string>> = { 1: "movzbl", 2: "movzwl", 4: "movl", 8: "movq" };
const SIGN_EXTEND: Readonly<Record<number, string>> = { 1: "movsbq", 2: "movswq", 4: "movslq" };
const SUFFIX: Readonly<Record<number, string>> = { 1: "b", 2: "w", 4: "l", 8: "q" };
const WIDTHS: Readonly<Record<string, number>> = { b: 1, w: 2, l: 4, q: 8 };
const NAMES: Readonly<Record<number, readonly string[]>> = { 1: REG8, 2: REG16, 4: REG32, 8: REG64 };

function loadConstant(e: Emitter, to: Loc, value: bigint): void {
  const n = Number(value);
  if (e.isCold && n !== 0 && n >= -128 && n < 128) {
    e.line(`pushq $${value}`);
    e.line(`popq ${REG64[to]}`);
  } else if (n === 0) e.line(`xorl ${REG32[to]},${REG32[to]}`);
  else if (n > 0 && n <= 0xffffffff) e.line(`movl $${value},${REG32[to]}`);
  else if (n >= -0x80000000 && n < 0) e.line(`movq $${value},${REG64[to]}`);
  else e.line(`movabsq $${value},${REG64[to]}`);
}

/** The result starts as a copy of operand 1. */
function copyTied(e: Emitter, ops: readonly Operand[]): void {
  move(e, ops[0]!.loc, ops[1]!.loc);
}

function arithmetic(e: Emitter, inst: MachineInst): void {
  const ops = inst.operands;
  const result = ops[0]!.loc;
  if (inst.form === "mi") {
    access(e, inst);
    e.line(`imulq ${e.immediate(inst)},${e.memory(inst.mem!)},${e.place(result)}`);
    return;
  }
  const left = ops[1]!.loc;
  if (inst.op === "imul" && inst.form === "i") {
    e.line(`imulq ${e.immediate(inst)},${e.place(left)},${e.place(result)}`);
    return;
  }
  if (inst.form === "m") {
    copyTied(e, ops);
    access(e, inst);
    e.line(`${inst.op}q ${e.memory(inst.mem!)},${e.place(result)}`);
    if (inst.op === "add" && result !== left) e.term = left;
  } else if (inst.form === "i") {
    if (inst.op === "add" && result !== left && !isSlot(left)) {
      e.line(`leaq ${e.immediate(inst).slice(1)}(${e.place(left)}),${e.place(result)}`);
      return;
    }
    if (inst.op === "and" && inst.sym === "" && inst.imm >= 0n && !isSlot(left)) {
      // The upper half comes out as zero either way.
      if (result !== left) e.line(`movl ${REG32[left]},${REG32[result]}`);
      e.line(`andl ${e.immediate(inst)},${REG32[result]}`);
      e.flagsOf = result;
      return;
    }
    copyTied(e, ops);
    // -128 fits in a byte, 128 does not.
    if (inst.op === "add" && inst.imm === 128n && inst.sym === "") e.line(`subq $-128,${e.place(result)}`);
    else e.line(`${inst.op}q ${e.immediate(inst)},${e.place(result)}`);
  } else {
    const right = ops[2]!.loc;
    if (result === left) {
      e.line(`${inst.op}q ${e.place(right)},${e.place(result)}`);
      if (inst.op === "add" && right !== result) e.term = right;
    } else if (result === right && inst.op !== "sub") {
      e.line(`${inst.op}q ${e.place(left)},${e.place(result)}`);
      if (inst.op === "add") e.term = left;
    } else if (inst.op === "add" && !isSlot(left) && !isSlot(right)) {
      e.line(`leaq (${e.place(left)},${e.place(right)}),${e.place(result)}`);
      return;
    } else {
      copyTied(e, ops);
      e.line(`${inst.op}q ${e.place(left === right ? result : right)},${e.place(result)}`);
    }
  }
  if (inst.op !== "imul") e.flagsOf = result;
}

/** BMI2 rotates to the right from one register to another. */
function rotateCopy(e: Emitter, inst: MachineInst): boolean {
  const [result, source] = inst.operands as [Operand, Operand];
  if (inst.form !== "i" || result.loc === source.loc || isSlot(source.loc)) return false;
  if (!e.context.features.has("bmi2")) return false;
  const bits = 8 * inst.aux;
  const names = inst.aux === 4 ? REG32 : REG64;
  const right = (bits - Number(inst.imm)) % bits;
  e.line(`rorx${SUFFIX[inst.aux]} $${right},${names[source.loc]},${names[result.loc]}`);
  return true;
}

/** A shift by 1 to 3 to another register is one instruction. */
function shiftByLea(e: Emitter, inst: MachineInst): boolean {
  const [result, source] = inst.operands as [Operand, Operand];
  if (result.loc === source.loc || isSlot(source.loc) || inst.imm < 1n || inst.imm > 3n) return false;
  const from = e.operand(source);
  const address = inst.imm === 1n ? `(${from},${from})` : `0(,${from},${1 << Number(inst.imm)})`;
  e.line(`leaq ${address},${e.operand(result)}`);
  return true;
}

function extend(e: Emitter, inst: MachineInst): void {
  const to = REG32[inst.operands[0]!.loc]!;
  const from = inst.operands[1]!.loc;
  const text = isSlot(from) ? e.place(from) : NAMES[inst.aux]![from]!;
  e.line(`${LOAD[inst.aux]} ${text},${to}`);
}

function store(e: Emitter, inst: MachineInst): void {
  const source = inst.form === "i" ? e.immediate(inst) : NAMES[inst.aux]![inst.operands[0]!.loc]!;
  access(e, inst);
  e.line(`${inst.op === "update" ? inst.cond : "mov"}${SUFFIX[inst.aux]} ${source},${e.memory(inst.mem!)}`);
}

/** Compares; the condition to ask for afterwards. */
function compared(e: Emitter, inst: MachineInst, flags: number): string {
  const at = comparedAt(inst);
  const left = inst.operands[at];
  const right = inst.operands[at + 1];
  switch (inst.form) {
    case "double": {
      // Place, high cells, low cells.
      const [place, high, other, low, otherLow] = inst.operands as Operand[];
      e.line(`cmpq ${e.operand(otherLow!)},${e.operand(low!)}`);
      move(e, place!.loc, high!.loc);
      e.line(`sbbq ${e.operand(other!)},${e.operand(place!)}`);
      break;
    }
    case "cmpri": {
      if (inst.imm === 0n && inst.sym === "" && !isSlot(left!.loc)) {
        const known = inst.cond === "e" || inst.cond === "ne" || inst.cond === "s" || inst.cond === "ns";
        if (flags !== left!.loc || !known) e.line(`testq ${e.operand(left!)},${e.operand(left!)}`);
      } else e.line(`cmpq ${e.immediate(inst)},${e.operand(left!)}`);
      break;
    }
    case "testri": {
      const small = inst.imm >= 0n && inst.imm < 0x80n;
      const names = small ? REG8 : inst.imm >= 0n ? REG32 : REG64;
      e.line(`test${small ? "b" : inst.imm >= 0n ? "l" : "q"} ${e.immediate(inst)},${names[left!.loc]}`);
      break;
    }
    case "bt":
      e.line(`btq ${right === undefined ? `$${inst.imm}` : e.operand(right)},${e.operand(left!)}`);
      break;
    case "testb":
      if (flags !== left!.loc) e.line(`testb ${REG8[left!.loc]},${REG8[left!.loc]}`);
      break;
    case "cmprr":
      // The carry of a sum tells whether it came out below a term of it.
      if (flags === left!.loc && e.termBefore === right!.loc && (inst.cond === "b" || inst.cond === "ae"))
        break;
      e.line(`cmpq ${e.operand(right!)},${e.operand(left!)}`);
      break;
    case "testrr":
      e.line(`testq ${e.operand(left!)},${e.operand(right!)}`);
      break;
    case "ucomr":
    case "ucomm":
    case "ucomc":
      e.line(`ucomisd ${floatSourceText(e, inst, at + 1)},${e.operand(left!)}`);
      break;
    default: {
      // cmprm, cmpmr, cmpmi and a suffix.
      const { form } = inst;
      const suffix = form[5]!;
      const memory = (): string => {
        access(e, inst);
        return e.memory(inst.mem!);
      };
      const names = NAMES[WIDTHS[suffix]!]!;
      if (form.startsWith("cmprm")) e.line(`cmp${suffix} ${memory()},${names[left!.loc]}`);
      else if (form.startsWith("cmpmr")) e.line(`cmp${suffix} ${names[left!.loc]},${memory()}`);
      else e.line(`cmp${suffix} ${e.immediate(inst)},${memory()}`);
    }
  }
  return inst.cond;
}

/** Operands: result, value if false, value if true. */
function conditionalMove(e: Emitter, inst: MachineInst, flags: number): void {
  const [result, no, yes] = inst.operands as [Operand, Operand, Operand];
  const cond = compared(e, inst, flags);
  if (result.loc === yes.loc) e.line(`cmov${opposite(cond)}q ${e.operand(no)},${e.operand(result)}`);
  else {
    move(e, result.loc, no.loc);
    if (cond === "fne") {
      e.line(`cmovneq ${e.operand(yes)},${e.operand(result)}`);
      e.line(`cmovpq ${e.operand(yes)},${e.operand(result)}`);
    } else e.line(`cmov${cond}q ${e.operand(yes)},${e.operand(result)}`);
  }
}

/** The same without a conditional move: floats have none. */
function chooseByJump(e: Emitter, inst: MachineInst, flags: number): void {
  const [result, no, yes] = inst.operands as [Operand, Operand, Operand];
  const cond = compared(e, inst, flags);
  const skip = e.newLabel();
  const isYes = result.loc === yes.loc;
  if (!isYes) move(e, result.loc, no.loc);
  e.jumpIf(isYes ? cond : opposite(cond), skip);
  move(e, result.loc, isYes ? no.loc : yes.loc);
  e.out.push(`${skip}:`);
}

/** 0 or 1. That doubles are equal takes two flags: no parity besides, which is rare enough for a branch. */
function setByte(e: Emitter, cond: string, byte: string): void {
  if (cond !== "fe" && cond !== "fne") {
    e.line(`set${cond} ${byte}`);
    return;
  }
  const skip = e.newLabel();
  e.line(`set${cond === "fe" ? "e" : "ne"} ${byte}`);
  e.line(`jnp ${skip}`);
  e.line(`movb $${cond === "fe" ? 0 : 1},${byte}`);
  e.out.push(`${skip}:`);
}

/** A flag as a value, 0 or -1; for `bit` 0 or 1. */
function flagValue(e: Emitter, inst: MachineInst, flags: number): void {
  const result = inst.operands[0]!.loc;
  const name = REG64[result]!;
  const isBit = inst.op === "bit";
  if (inst.form === "sign") {
    copyTied(e, inst.operands);
    if (isBit && inst.cond === "ns") e.line(`notq ${name}`);
    e.line(`${isBit ? "shr" : "sar"}q $63,${name}`);
    if (!isBit && inst.cond === "ns") e.line(`notq ${name}`);
    return;
  }
  // Cleared beforehand the register depends on nothing; it must not be compared, nor the flags be there already.
  const cleared =
    (isBit || (inst.cond !== "b" && inst.cond !== "ae")) &&
    flags !== inst.operands[1]?.loc &&
    inst.form !== "double" &&
    inst.operands.every((op, k) => k === 0 || op.loc !== result);
  if (cleared) {
    e.line(`xorl ${REG32[result]},${REG32[result]}`);
    e.termBefore = UNASSIGNED;
  }
  const cond = compared(e, inst, flags);
  if (!isBit && (cond === "b" || cond === "ae")) {
    // The carry, spread over the register.
    e.line(`sbbq ${name},${name}`);
    if (cond === "ae") e.line(`notq ${name}`);
    return;
  }
  setByte(e, cond, REG8[result]!);
  if (!cleared) e.line(`movzbl ${REG8[result]},${REG32[result]}`);
  if (!isBit) e.line(`negq ${name}`);
}

/** Operands: low, high, a, x, [b], [y]: the results begin as copies of a and x. */
function doubleSum(e: Emitter, inst: MachineInst): void {
  const [low, high, a, x] = inst.operands as [Operand, Operand, Operand, Operand];
  const isImmediate = inst.form === "i";
  const b = isImmediate ? e.immediate(inst) : e.operand(inst.operands[4]!);
  const y = inst.operands[isImmediate ? 4 : 5];
  if (low.loc === x.loc && high.loc === a.loc) {
    if (low.loc !== high.loc) swap(e, low.loc, high.loc);
  } else if (low.loc === x.loc) {
    move(e, high.loc, x.loc);
    move(e, low.loc, a.loc);
  } else {
    move(e, low.loc, a.loc);
    move(e, high.loc, x.loc);
  }
  const isSum = inst.op === "add2";
  e.line(`${isSum ? "add" : "sub"}q ${b},${e.operand(low)}`);
  e.line(`${isSum ? "adc" : "sbb"}q ${y === undefined ? "$0" : e.operand(y)},${e.operand(high)}`);
}

/** `aux`: the divisor is known to be positive. See divide.ts for the fix-up. */
function flooredDivision(e: Emitter, inst: MachineInst): void {
  const ops = inst.operands;
  const divisor = e.operand(ops[ops.length - 1]!);
  const rax = REG64[RAX]!;
  const rdx = REG64[RDX]!;
  e.line("cqto");
  e.line(`idivq ${divisor}`);
  // The mask m goes to `m`; the quotient may be dropped if only the remainder is wanted, and vice versa.
  const m = inst.form === "both" ? e.operand(ops[2]!) : inst.form === "high" ? rax : rdx;
  if (m !== rdx) e.line(`movq ${rdx},${m}`);
  if (inst.aux === 0) {
    e.line(`testq ${rdx},${rdx}`);
    e.line(`cmoveq ${divisor},${m}`);
    e.line(`xorq ${divisor},${m}`);
  }
  e.line(`sarq $63,${m}`);
  if (inst.form !== "high") e.line(`addq ${m},${rax}`);
  if (inst.form !== "low") {
    e.line(`andq ${divisor},${m}`);
    e.line(`addq ${m},${rdx}`);
  }
}
