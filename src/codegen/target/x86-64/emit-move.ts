/** Copies and exchanges of places, and the note before an access of memory. */
import { isSlot, type Loc, type MachineInst, slotLoc } from "../machine.ts";
import type { Emitter } from "./emit.ts";
import { FLOAT_SCRATCH, XMM0 } from "./regs.ts";

const isFloat = (loc: Loc): boolean => loc >= XMM0;

export function move(e: Emitter, to: Loc, from: Loc): void {
  if (to === from) return;
  if (isSlot(to) && isSlot(from)) {
    e.line(`pushq ${e.place(from)}`);
    e.line(`popq ${e.place(to)}`);
  } else if (isFloat(to) && isFloat(from)) e.line(`movaps ${e.place(from)},${e.place(to)}`);
  else if (isFloat(to) || isFloat(from)) e.line(`movsd ${e.place(from)},${e.place(to)}`);
  else e.line(`movq ${e.place(from)},${e.place(to)}`);
}

export function swap(e: Emitter, a: Loc, b: Loc): void {
  if (isFloat(a) || isFloat(b)) {
    const [reg, other] = isFloat(a) ? [a, b] : [b, a];
    move(e, FLOAT_SCRATCH, reg);
    move(e, reg, other);
    move(e, other, FLOAT_SCRATCH);
  } else if (isSlot(a) && isSlot(b)) {
    // While pushed words lie between, rsp-relative slots are further away; rbp-relative ones are not.
    const away = (loc: Loc): string => e.place(e.usesFramePointer ? loc : slotLoc(-1 - loc + 1));
    e.line(`pushq ${e.place(a)}`);
    e.line(`pushq ${away(b)}`);
    e.line(`popq ${away(a)}`);
    e.line(`popq ${e.place(b)}`);
  } else e.line(`xchgq ${e.place(a)},${e.place(b)}`);
}

/** Opens the line's entry for an access of memory, unless that is a data object or in the context: always there. */
export function access(e: Emitter, inst: MachineInst): void {
  const mem = inst.mem!;
  if (mem.index === undefined && mem.base === undefined) return;
  e.position(inst.pos);
}
