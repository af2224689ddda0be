/**
 * --check-threads: before each call of the runtime that uses what threads share, and after some, a call that looks whether
 * it is used as it is meant to be. `src/runtime-c/check-threads.c` has them; programs without these calls do not link it.
 *
 * On entry: any module, before all passes. On exit: the same program, but for the order of throws where it is wrong.
 */
import { newInst } from "../ir/builder.ts";
import { SHARED_KINDS, SHARED_MAKERS } from "../ir/layout.ts";
import type { Block, Func, Inst, Module } from "../ir/types.ts";

/** The operand that is used, by runtime function. In the order of `enum ffc_use`, which the check is told. */
export const CHECKED_USES: Readonly<Record<string, number>> = {
  ffc_send: 1,
  ffc_recv: 0,
  ffc_recv_flag: 0,
  ffc_try_send: 1,
  ffc_try_recv: 0,
  ffc_send_timeout: 2,
  ffc_recv_timeout: 1,
  ffc_close_channel: 0,
  ffc_closed: 0,
  ffc_free_channel: 0,
  ffc_select_send: 1,
  ffc_select_recv: 0,
  ffc_mutex_lock: 0,
  ffc_mutex_try: 0,
  ffc_mutex_lock_timeout: 1,
  ffc_mutex_unlock: 0,
  ffc_semaphore_acquire: 0,
  ffc_semaphore_try: 0,
  ffc_semaphore_acquire_timeout: 1,
  ffc_semaphore_release: 0,
  ffc_wait_group_add: 1,
  ffc_wait_group_wait: 0,
  ffc_wait_group_wait_timeout: 1,
};
const USES: ReadonlyMap<string, number> = new Map(Object.keys(CHECKED_USES).map((name, use) => [name, use]));

export function insertThreadChecks(module: Module): void {
  for (const func of module.functions) {
    for (const block of func.blocks) {
      if (block.insts.some(({ op }) => op === "ccall")) insertInto(func, block);
    }
  }
}

function insertInto(func: Func, block: Block): void {
  const insts: Inst[] = [];
  const add = (inst: Inst): Inst => {
    inst.block = block;
    insts.push(inst);
    return inst;
  };
  const constant = (imm: bigint): Inst => add(newInst(func, "const", [], { imm }));
  const old = block.insts;
  for (let k = 0; k < old.length; k++) {
    const inst = old[k]!;
    if (inst.op !== "ccall") {
      insts.push(inst);
      continue;
    }
    const { args, sym, pos } = inst;
    const check = (name: string, operands: Inst[]): Inst =>
      add(newInst(func, "ccall", operands, { sym: name, pos }));
    if (sym === "ffc_wait_group_add") check("ffc_check_count", [args[0]!, args[1]!]);
    else if (USES.has(sym)) {
      check("ffc_check_use", [args[CHECKED_USES[sym]!]!, constant(BigInt(USES.get(sym)!))]);
    } else if (sym === "ffc_join" || sym === "ffc_detach") {
      check("ffc_check_join", [args[0]!, constant(sym === "ffc_detach" ? 1n : 0n)]);
    } else if (sym === "ffc_join_result") check("ffc_check_join", [args[1]!, constant(0n)]);
    else if (sym === "ffc_free") inst.sym = "ffc_check_free";
    insts.push(inst);
    // The results stand directly behind the call.
    while (old[k + 1]?.op === "proj") insts.push(old[++k]!);
    const result = (): Inst => {
      const known = insts.find((other) => other.op === "proj" && other.args[0] === inst && other.imm === 0n);
      return known ?? add(newInst(func, "proj", [inst], { imm: 0n }));
    };
    const made = SHARED_MAKERS.get(sym);
    if (made !== undefined) check("ffc_check_made", [result(), constant(BigInt(SHARED_KINDS.indexOf(made)))]);
    else if (sym === "ffc_mutex_lock") check("ffc_check_locked", [args[0]!, constant(1n)]);
    else if (sym === "ffc_mutex_try") check("ffc_check_locked", [args[0]!, result()]);
    else if (sym === "ffc_mutex_lock_timeout") check("ffc_check_locked", [args[1]!, result()]);
    else if (sym === "ffc_spawn") check("ffc_check_spawned", [result()]);
  }
  block.insts = insts;
}
