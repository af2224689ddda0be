/** Mutexes, semaphores, wait-groups, and names of threads; what is made of them is in `lib/sync.fs`. */

import { SYNC_SIZE } from "../../codegen/ir/layout.ts";
import type { SharedKind } from "../../codegen/ir/types.ts";
import { Address, toNumber } from "../cell.ts";
import type { Evaluator } from "../evaluator.ts";
import { type Primitive, primitive, runtimeCall } from "../primitive.ts";

/** Static data with this number in its first cell. */
function pushStatic(vm: Evaluator, kind: SharedKind, state: number): void {
  const unit = vm.space.newShared(kind, SYNC_SIZE);
  if (state !== 0) vm.space.writeCell(new Address(unit, 0), state);
  vm.push(new Address(unit, 0));
}

/** Static data if it is made while compiling, else on the heap; all zeros. */
function maker(name: SharedKind, stack: string, doc: string, cname: string): Primitive {
  return primitive(
    name,
    stack,
    "ffc tasks",
    `${doc} Throws -59 if there is no memory.`,
    (vm) => pushStatic(vm, name, 0),
    (b) => b.push(b.ccall(cname, [b.constant(0n)])[0]!),
  );
}

// biome-ignore format: a table reads best one row a line
export const syncWords: Primitive[] = [
  maker("mutex", "( -- m )", "A mutex that no thread holds.", "ffc_mutex"),
  runtimeCall("lock", "( m -- )", "ffc tasks", "Wait until no other thread holds a mutex, and hold it. Throws -308 if this thread does already.", "ffc_mutex_lock", { writes: true }),
  runtimeCall("try-lock", "( m -- flag )", "ffc tasks", "Hold a mutex unless that would have to wait; true if so.", "ffc_mutex_try", { writes: true }),
  runtimeCall("lock-timeout", "( ms m -- flag )", "ffc tasks", "As `lock`, if no other thread holds the mutex within ms milliseconds; true if so. Throws -308 if this thread does already.", "ffc_mutex_lock_timeout", { writes: true }),
  runtimeCall("unlock", "( m -- )", "ffc tasks", "Hold a mutex no more. Throws -309 if this thread does not hold it.", "ffc_mutex_unlock", { writes: true }),
  primitive("semaphore", "( u -- sem )", "ffc tasks", "A semaphore that lets u in. Throws -24 if that is negative, -59 if there is no memory.", (vm) => {
    const state = toNumber(vm.pop());
    if (state < 0 || !Number.isSafeInteger(state)) throw vm.text.failure("bad-size", "a semaphore cannot have this count");
    pushStatic(vm, "semaphore", state);
  }, (b) => b.push(b.ccall("ffc_semaphore", [b.pop()])[0]!)),
  runtimeCall("acquire", "( sem -- )", "ffc tasks", "Wait until a semaphore is not 0, and take 1 off. Who waits longest comes first.", "ffc_semaphore_acquire", { writes: true }),
  runtimeCall("try-acquire", "( sem -- flag )", "ffc tasks", "Take 1 off a semaphore unless it is 0; true if so.", "ffc_semaphore_try", { writes: true }),
  runtimeCall("acquire-timeout", "( ms sem -- flag )", "ffc tasks", "As `acquire`, if that is possible within ms milliseconds; true if so.", "ffc_semaphore_acquire_timeout", { writes: true }),
  runtimeCall("release", "( sem -- )", "ffc tasks", "Add 1 to a semaphore, or let in one who waits.", "ffc_semaphore_release", { writes: true }),
  maker("wait-group", "( -- wg )", "A wait-group, which counts what is still to be done: 0.", "ffc_wait_group"),
  runtimeCall("wg-add", "( n wg -- )", "ffc tasks", "Add n to what is to be done. Throws -310 if that makes it negative.", "ffc_wait_group_add", { writes: true }),
  runtimeCall("wg-wait", "( wg -- )", "ffc tasks", "Wait until nothing is left to be done.", "ffc_wait_group_wait", { writes: true }),
  runtimeCall("wg-wait-timeout", "( ms wg -- flag )", "ffc tasks", "Wait until nothing is left to be done, ms milliseconds at most; true if nothing is.", "ffc_wait_group_wait_timeout", { writes: true }),
  maker("once", "( -- o )", "What `do-once` has not done yet.", "ffc_once"),

  runtimeCall("thread-name!", "( c-addr u -- )", "ffc tasks", "Name this thread, for reports and logs; of a longer name the first 31 characters.", "ffc_set_thread_name", { writes: true }),
  runtimeCall("thread-name", "( -- c-addr u )", "ffc tasks", "The name of this thread, in memory that goes with it; empty if it has none.", "ffc_thread_name"),
  runtimeCall("(watch-signals)", "( u -- watch )", "internal", "Have the signals whose bits are set in u noted.", "ffc_watch_signals"),
  runtimeCall("(next-signal)", "( watch -- n )", "internal", "Wait for one of the signals that are noted there.", "ffc_next_signal", { writes: true }),
  runtimeCall("default-signal", "( n -- )", "ffc tasks", "Let signal n end the program again. Throws -24 if there is no such signal.", "ffc_default_action"),
  runtimeCall("(log-line)", "( c-addr u n -- )", "internal", "Write a line of level n, from 0 to 3, to standard error.", "ffc_log"),
];
