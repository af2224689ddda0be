/** Float constants of a module, in read-only data: each once. */
import type { AsmSyntax } from "../asm-syntax.ts";

export class FloatPool {
  private readonly syntax: AsmSyntax;
  private readonly labels = new Map<bigint, string>();
  /** Masks of 16 bytes for the ops on signs: the operand of `xorpd` must be aligned. */
  private readonly masks = new Map<bigint, string>();

  constructor(syntax: AsmSyntax) {
    this.syntax = syntax;
  }

  constant(bits: bigint): string {
    return this.label(this.labels, "f", bits);
  }

  mask(bits: bigint): string {
    return this.label(this.masks, "m", bits);
  }

  private label(labels: Map<bigint, string>, prefix: string, bits: bigint): string {
    let label = labels.get(bits);
    if (label === undefined) {
      label = `${this.syntax.local}${prefix}${labels.size}`;
      labels.set(bits, label);
    }
    return `${label}(%rip)`;
  }

  finish(out: string[]): void {
    if (this.labels.size + this.masks.size === 0) return;
    out.push(...this.syntax.object("constant", "ffc_floats", 16));
    for (const [bits, label] of this.masks) out.push(`${label}:`, `.quad ${bits},${bits}`);
    for (const [bits, label] of this.labels) out.push(`${label}:`, `.quad ${bits}`);
  }
}
