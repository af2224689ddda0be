/**
 * Which data object an address leads into, where it is more than a constant away from the object's start: the address of
 * an array plus an index, or a pointer that goes through it step by step.
 *
 * The program cannot count on how objects lie, so from one no index leads to another. But it may compute the distance of
 * two addresses and add that: so an index is only what is no such distance, being scaled, masked, or counted up from a
 * number.
 */
import type { Inst } from "../ir/types.ts";

const MAX_DEPTH = 5;
/** Of a phi: what is followed fans out at each. */
const MAX_OPERANDS = 3;

/** The symbol of the object; undefined if it is not known. */
export function objectOf(address: Inst, depth = MAX_DEPTH): string | undefined {
  const [left, right] = address.args;
  if (address.op === "addr") return address.sym;
  if (depth === 0) return undefined;
  if (address.op === "add") {
    const symbol = objectOf(left!, depth - 1);
    if (symbol !== undefined) return isIndex(right!, depth - 1) ? symbol : undefined;
    return isIndex(left!, depth - 1) ? objectOf(right!, depth - 1) : undefined;
  }
  if (address.op === "sub") return isIndex(right!, depth - 1) ? objectOf(left!, depth - 1) : undefined;
  return address.op === "phi" ? objectOfPointer(address, depth) : undefined;
}

/** A pointer that a loop moves by numbers from where it starts. */
function objectOfPointer(phi: Inst, depth: number): string | undefined {
  let symbol: string | undefined;
  if (phi.args.length > MAX_OPERANDS) return undefined;
  for (const arg of phi.args) {
    if (arg === phi || isStep(arg, phi)) continue;
    const found = objectOf(arg, depth - 1);
    if (found === undefined || (symbol !== undefined && found !== symbol)) return undefined;
    symbol = found;
  }
  return symbol;
}

const isStep = ({ op, args }: Inst, phi: Inst): boolean =>
  (op === "add" || op === "sub") && args[0] === phi && args[1]!.op === "const";

function isIndex(value: Inst, depth: number): boolean {
  const [left, right] = value.args;
  switch (value.op) {
    case "const":
    case "load8":
    case "load16":
    case "load32":
      return true;
    case "shl":
      return right!.op === "const" && right!.imm > 0n;
    case "mul":
      return right!.op === "const" && right!.imm > 1n;
    case "and":
      return right!.op === "const" && right!.imm >= 0n && right!.imm < 1n << 32n;
    case "add":
    case "sub":
      return depth > 0 && isIndex(left!, depth - 1) && isIndex(right!, depth - 1);
    case "phi":
      if (depth <= 0 || value.args.length > MAX_OPERANDS) return false;
      return value.args.every((arg) => arg === value || isStep(arg, value) || isIndex(arg, depth - 1));
    default:
      return false;
  }
}
