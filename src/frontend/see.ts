/**
 * Words as text, for `see`: what they are made of, in the form of source where there is one. Structures are
 * shown as the jumps that they became: `?branch` if the flag is 0, and labels to branch to.
 */
import { Address, type Cell, type KnownFloat } from "./cell.ts";
import type { Instr, Word } from "./word.ts";

export function decompile(word: Word): string {
  const { name, type, code, prim } = word;
  if (prim !== undefined) return `\n${name} is a primitive ${prim.stack}: ${prim.doc}`;
  const first = code[0];
  switch (type) {
    case "constant":
      if (code.length === 2 && first?.op === "lit") return `\n${showCell(first.value)} Constant ${name} `;
      if (code.length === 2 && first?.op === "flit") return `\n${showFloat(first.value)} FConstant ${name} `;
      break;
    case "value":
      return `\nValue ${name} `;
    case "fvalue":
      return `\nFValue ${name} `;
    case "defer":
      return `\nDefer ${name} `;
    case "vocabulary":
      return `\nVocabulary ${name} `;
    case "created":
      if (code.length === 2) return `\nCreate ${name} `;
  }
  return `\n${name === "" ? ":noname" : `: ${name}`}  \n  ${body(code)}${word.immediate ? " immediate" : ""}`;
}

function body(code: readonly Instr[]): string {
  const labels = new Map<number, string>();
  for (const instr of code) {
    if ("target" in instr && !labels.has(instr.target)) labels.set(instr.target, `L${labels.size + 1}`);
  }
  const out: string[] = [];
  code.forEach((instr, k) => {
    const label = labels.get(k);
    if (label !== undefined) out.push(`\n ${label}:`);
    const isLast = k === code.length - 1;
    out.push(isLast && instr.op === "exit" ? ";" : show(instr, labels));
  });
  return out.join(" ");
}

function show(instr: Instr, labels: ReadonlyMap<number, string>): string {
  switch (instr.op) {
    case "lit":
      return showCell(instr.value);
    case "flit":
      return showFloat(instr.value);
    case "prim":
      return instr.prim.name;
    case "call":
      return instr.word.name === "" ? "<noname>" : instr.word.name;
    case "jump":
      return `branch ${labels.get(instr.target)}`;
    case "jump0":
      return `?branch ${labels.get(instr.target)}`;
    case "?do":
    case "loop":
    case "+loop":
      return `${instr.op} ${labels.get(instr.target)}`;
    case "local!":
    case "flocal!":
      return `to local${instr.local}`;
    case "local@":
    case "flocal@":
      return `local${instr.local}`;
    case "does":
      return "does>";
    default:
      return instr.op;
  }
}

/** As it is read; infinities and NaNs have no such form. */
function showFloat(value: KnownFloat): string {
  if (typeof value !== "number") return "NaN";
  if (!Number.isFinite(value)) return String(value);
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes("e") ? text : `${text}e`;
}

function showCell(value: Cell): string {
  if (typeof value !== "object") return String(value);
  if (!(value instanceof Address)) return "?";
  const { base, offset } = value;
  if (base.kind === "word") return `['] ${base.name === "" ? "<noname>" : base.name}`;
  if (base.role === "string") return JSON.stringify(Buffer.from(base.bytes).toString("latin1", 0, base.size));
  return offset === 0 ? base.name : `${base.name}+${offset}`;
}
