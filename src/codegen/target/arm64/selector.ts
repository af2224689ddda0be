/**
 * What the patterns for ARM64 share: addresses, and constants. A number that does not fit in an instruction and
 * an address take instructions of their own, so they are made once where that pays: in front of a loop for
 * all uses in it, or once for neighbours in a block.
 */
import type { Func, Inst } from "../../ir/types.ts";
import type { PlannedBlock } from "../blocks.ts";
import {
  isCold,
  type MachineInst,
  type MachineLoop,
  type MemRef,
  machineInst,
  type Operand,
  operand,
  REG,
  type VReg,
} from "../machine.ts";
import { isConstant, Selection } from "../selection.ts";
import { CONTEXT_POINTER, CONVENTIONS } from "./abi.ts";
import { fitsAccess, fitsAdd, movesFor } from "./immediates.ts";

export interface ModuleFacts {
  /** By symbol: alignment of the object, if it is known. */
  alignments: ReadonlyMap<string, number>;
  /** Whether an address in two parts may be so far from its symbol. */
  reaches(offset: number): boolean;
}

/** A constant that is in a register already, for those before that ask for it too. */
interface Held {
  made: MachineInst;
  /** Its place in `code`; -1 while it waits among `constants`. */
  at: number;
}

/** What is made in front of a loop. */
interface Hoisted {
  held: Map<string, MachineInst>;
  /** Registers that it takes, by class. */
  ints: number;
  floats: number;
}

/** A constant that was made for a use this far behind is made again. */
const REACH = 24;
/** So many constants are kept in registers through a loop. */
const MAX_INTS = 8;
const MAX_FLOATS = 12;

export class Selector extends Selection {
  readonly facts: ModuleFacts;
  private readonly planned: readonly PlannedBlock[];
  /** The block at hand. */
  private plan: PlannedBlock | undefined = undefined;
  private readonly local = new Map<string, Held>();
  /** Whether places in `code` are vacant because a constant moved up. */
  private hasVacant = false;
  private readonly loopsWithCalls = new Set<MachineLoop>();
  /** Null for loops that have no block to put constants into; and by number of that block. */
  private readonly hoisted = new Map<MachineLoop, Hoisted | null>();
  private readonly hoistedTo: (Hoisted | undefined)[] = [];
  /** Those of `local` that wait among `constants`. */
  private waiting: Held[] = [];

  constructor(
    func: Func,
    planned: readonly PlannedBlock[],
    facts: ModuleFacts,
    isCall: (inst: Inst) => boolean,
  ) {
    super(func, CONVENTIONS);
    this.facts = facts;
    this.planned = planned;
    for (const { source, machine } of planned) {
      if (source === undefined || machine.loop === undefined || this.loopsWithCalls.has(machine.loop))
        continue;
      for (const inst of source.insts) {
        if (inst.info.effect !== "call" && !isCall(inst)) continue;
        for (let loop: MachineLoop | undefined = machine.loop; loop !== undefined; loop = loop.parent)
          this.loopsWithCalls.add(loop);
        break;
      }
    }
  }

  // ---- Constants

  /** A constant that is needed in some register may be shared; one for a certain register is made there. */
  override use(inst: Inst, where: number = REG): Operand {
    if (where >= 0 || !isConstant(inst)) return operand(this.value(inst), "use", where);
    return this.shared(keyOf(inst), costOf(inst), inst.type === "f64", (vreg) => this.constant(inst, vreg));
  }

  /** To copy an address that is there is shorter than to make it. */
  override value(inst: Inst): VReg {
    if (isConstant(inst) && this.hoisted.size > 0 && costOf(inst) > 1 && this.plan !== undefined) {
      const known = this.hoist(2)?.held.get(keyOf(inst));
      if (known !== undefined) return known.operands[0]!.vreg;
    }
    return super.value(inst);
  }

  /** The page that symbol + offset is in. */
  page(sym: string, offset: bigint): Operand {
    return this.shared(`page ${sym} ${offset}`, 2, false, (vreg) => {
      const made = machineInst("page", [operand(vreg, "def", REG)]);
      made.sym = sym;
      made.imm = offset;
      return made;
    });
  }

  /** A number in a register. */
  number(value: bigint): Operand {
    return this.shared(` ${value}`, Math.min(movesFor(value), 2), false, (vreg) => {
      const made = machineInst("const", [operand(vreg, "def", REG)]);
      made.imm = value;
      return made;
    });
  }

  private shared(key: string, cost: number, isFloat: boolean, make: (vreg: VReg) => MachineInst): Operand {
    const cls = isFloat ? "float" : "int";
    const hoist = this.plan === undefined || isCold(this.plan.machine) ? undefined : this.hoist(cost);
    if (hoist !== undefined) {
      const known = hoist.held.get(key);
      if (known !== undefined) return operand(known.operands[0]!.vreg, "use", REG);
      if (isFloat ? hoist.floats < MAX_FLOATS : hoist.ints < MAX_INTS) {
        if (isFloat) hoist.floats++;
        else hoist.ints++;
        const made = make(this.newVreg(cls));
        hoist.held.set(key, made);
        return operand(made.operands[0]!.vreg, "use", REG);
      }
    }
    const held = this.local.get(key);
    if (held !== undefined && (held.at < 0 || this.code.length - held.at < REACH)) {
      // What needs it may itself be among the constants: it goes in front of all of them.
      if (held.at < 0) this.constants.splice(this.constants.indexOf(held.made), 1);
      else {
        this.code[held.at] = VACANT;
        this.hasVacant = true;
        held.at = -1;
        this.waiting.push(held);
      }
      this.constants.push(held.made);
      return operand(held.made.operands[0]!.vreg, "use", REG);
    }
    const made = make(this.newVreg(cls));
    const fresh = { made, at: -1 };
    this.local.set(key, fresh);
    this.waiting.push(fresh);
    this.constants.push(made);
    return operand(made.operands[0]!.vreg, "use", REG);
  }

  /** The outermost loop around the block at hand in front of which a constant of this cost is best made. */
  private hoist(cost: number): Hoisted | undefined {
    let found: Hoisted | undefined;
    for (let loop = this.plan!.machine.loop; loop !== undefined; loop = loop.parent) {
      // A register through a call must first be saved.
      if (cost < 2 && this.loopsWithCalls.has(loop)) break;
      const here = this.hoistedOf(loop);
      if (here !== null) found = here;
    }
    return found;
  }

  private hoistedOf(loop: MachineLoop): Hoisted | null {
    let hoisted = this.hoisted.get(loop);
    if (hoisted === undefined) {
      // In a cycle with several entries a way into the loop may come from further down.
      const outside = this.planned[loop.first]!.machine.preds.filter((pred) => !isWithin(pred.loop, loop));
      const isOne = outside.length === 1 && outside[0]!.index < loop.first;
      hoisted = isOne ? { held: new Map(), ints: 0, floats: 0 } : null;
      this.hoisted.set(loop, hoisted);
      if (hoisted !== null) this.hoistedTo[outside[0]!.index] = hoisted;
    }
    return hoisted;
  }

  override emit(inst: MachineInst): void {
    const { code, constants } = this;
    // Nothing but what is saved lives through a call.
    if (inst.clobbers.length > 4) this.local.clear();
    code.push(inst);
    if (constants.length === 0) return;
    const first = code.length;
    for (const made of constants) code.push(made);
    this.constants = [];
    for (const held of this.waiting) held.at = code.indexOf(held.made, first);
    this.waiting = [];
  }

  override startBlock(plan: PlannedBlock): void {
    this.plan = plan;
  }

  /** The block's jump is selected: here go the constants of the loop that the block leads into. */
  override jumpDone(plan: PlannedBlock): void {
    const hoisted = this.hoistedTo[plan.machine.index];
    if (hoisted !== undefined) for (const made of hoisted.held.values()) this.code.push(made);
  }

  override finishBlock(): void {
    this.local.clear();
    this.plan = undefined;
    if (!this.hasVacant) return;
    this.hasVacant = false;
    this.code = this.code.filter((inst) => inst !== VACANT);
  }

  // ---- Addresses

  /** An address plus `disp` as the memory operand of an access of `width` bytes; its registers go to `operands`. */
  memory(address: Inst, disp: bigint, width: number, operands: Operand[]): MemRef {
    const mem: MemRef = { base: undefined, fixedBase: -1, index: undefined, scale: 1, disp: 0, sym: "" };
    const { node, offset } = this.offset(address, disp, width);
    const based = (base: Operand): MemRef => {
      mem.base = base;
      operands.push(base);
      return mem;
    };
    if (node.op === "addr") {
      const at = offset + node.imm;
      const isAligned = Number(at) % width === 0 && (this.facts.alignments.get(node.sym) ?? 1) >= width;
      if (!isAligned || !this.facts.reaches(Number(at))) return based(this.addressOf(node.sym, at));
      // In a loop one register serves all of an object, outside it takes an instruction more.
      if (this.plan?.machine.loop !== undefined && at >= 0n && fitsAccess(at, width)) {
        mem.disp = Number(at);
        return based(this.addressOf(node.sym, 0n));
      }
      mem.sym = node.sym;
      mem.disp = Number(at);
      return based(this.page(node.sym, at));
    }
    if (node.op === "user" && fitsAccess(offset + node.imm, width)) {
      mem.fixedBase = CONTEXT_POINTER;
      mem.disp = Number(offset + node.imm);
      return mem;
    }
    if (node.op === "add" && this.isAddress(node, 4) && this.indexed(mem, node, offset, width, operands))
      return mem;
    if (fitsAccess(offset, width)) {
      mem.disp = Number(offset);
      return based(this.use(node));
    }
    based(this.use(node));
    mem.index = this.number(offset);
    operands.push(mem.index);
    return mem;
  }

  private addressOf(sym: string, offset: bigint): Operand {
    return this.shared(`addr${sym} ${offset}`, 2, false, (vreg) => {
      const made = machineInst("addr", [operand(vreg, "def", REG)]);
      made.sym = sym;
      made.imm = offset;
      return made;
    });
  }

  /** Strips additions of constants that need not be computed on their own. */
  private offset(address: Inst, disp: bigint, width: number): { node: Inst; offset: bigint } {
    let node = address;
    let offset = disp;
    for (;;) {
      const [left, right] = node.args;
      const constant =
        (node.op === "add" || node.op === "sub") && right!.op === "const" ? right!.imm : undefined;
      if (constant === undefined) break;
      const sum = node.op === "add" ? offset + constant : offset - constant;
      const isLast = left!.op !== "addr" && left!.op !== "user";
      if ((isLast && !fitsAccess(sum, width)) || !(left!.op === "sp" || this.isAddress(node, 8))) break;
      node = left!;
      offset = sum;
    }
    return { node, offset };
  }

  /** Base and index; there is no room for an offset besides, but an object's address may have it. */
  private indexed(mem: MemRef, sum: Inst, offset: bigint, width: number, operands: Operand[]): boolean {
    let [base, index] = sum.args as [Inst, Inst];
    if (index.op === "addr" || index.op === "user" || this.isScaled(base, sum, width))
      [base, index] = [index, base];
    if (base.op === "const" || index.op === "const" || (offset !== 0n && base.op !== "addr")) return false;
    if (this.isScaled(index, sum, width)) {
      mem.scale = width;
      index = index.args[0]!;
    }
    mem.base = base.op === "addr" ? this.addressOf(base.sym, base.imm + offset) : this.use(base);
    mem.index = this.use(index);
    operands.push(mem.base, mem.index);
    return true;
  }

  /** Whether the value is an index times the width of the access, and best scaled there. */
  private isScaled(index: Inst, sum: Inst, width: number): boolean {
    if (index.op !== "shl" || index.args[1]!.op !== "const" || index.args[0]!.op === "const") return false;
    if (2 ** Number(index.args[1]!.imm) !== width || width === 1) return false;
    // To scale costs nothing, so that many uses may all do it.
    return !this.isAsked(index) && this.uses[index.id]! <= Math.max(this.uses[sum.id]!, 4);
  }

  /** As the immediate of an addition or comparison. */
  addImmediate(inst: Inst): bigint | undefined {
    return inst.op === "const" && fitsAdd(inst.imm) ? inst.imm : undefined;
  }

  /** Own, and of this block: to compute it here is no more work than there. */
  isHere(inst: Inst): boolean {
    return this.isOwn(inst) && inst.block === this.block;
  }
}

const VACANT = machineInst("vacant", []);

function isWithin(inner: MachineLoop | undefined, loop: MachineLoop): boolean {
  let around = inner;
  while (around !== undefined && around !== loop) around = around.parent;
  return around === loop;
}

const keyOf = ({ op, sym, imm }: Inst): string => `${op === "const" ? "" : op}${sym} ${imm}`;

/** Instructions that make it, as far as that matters: one, or more. */
const costOf = ({ op, imm }: Inst): number =>
  op === "addr" ? 2 : op === "const" ? Math.min(movesFor(imm), 2) : 1;
