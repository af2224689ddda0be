/**
 * The IR as text, for dumps and tests. `parse.ts` reads it back, and printing what was read gives the
 * same text. The form:
 *
 *   entry main
 *   func reg sq (1 -- 1) "sq" {            convention, symbol, inputs -- outputs, Forth name; with floats
 *                                          (1 -- 1 F: 2 -- 1)
 *   b0:
 *     v0 = sp
 *     v1 = param 0
 *     br v1, b1, b2
 *   b1: from b0                            predecessors, in the order of the phis' operands
 *     v4 = load [v0 + 8] @3                displacement; index of the source position
 *     v6, _, f64 v7 = call f(v0, v1)       results in order, `_` where nobody takes one
 *     jump b2
 *   b2: from b0, b1
 *     v8 = phi v1, v4                      `phi f64` for floats
 *     ret v0, v8
 *   }
 *   data counter align 8 size 16 readonly {
 *     bytes 0 0100000000000000             offset, bytes in hex (zeroes may be left out)
 *     reloc 8 token_sq + 0
 *   }
 *   data d_channel align 16 size 136 shared channel "jobs" {
 *     bytes 0 01
 *   }
 *   token token_sq func sq spawn 255 body counter + 8
 *   position 1 "sq.fs" 12 "sq"
 *
 * Names of values are their ids; instructions without a value show none, so their ids are not kept.
 * A `proj` shows as a result of its call and shares its position.
 */
import { doubleOf } from "./float.ts";
import type { Block, DataObject, Func, Inst, Module, Signature, Token } from "./types.ts";

export function printModule(module: Module): string {
  const parts = [`entry ${module.entry}\n`];
  for (const func of module.functions) parts.push(printFunc(func));
  for (const object of module.data) parts.push(printData(object));
  for (const token of module.tokens) parts.push(printToken(token));
  for (let i = 1; i < module.positions.length; i++) {
    const { file, line, word } = module.positions[i]!;
    parts.push(`position ${i} ${JSON.stringify(file)} ${line} ${JSON.stringify(word)}\n`);
  }
  return parts.join("");
}

export function printFunc(func: Func): string {
  const { symbol, name, sig } = func;
  const dynamic = func.dynamicReturnStack ? " dynamic-return-stack" : "";
  const head = `func ${sig.convention} ${symbol} ${effectText(sig)} ${JSON.stringify(name)}${dynamic} {\n`;
  return head + func.blocks.map(printBlock).join("") + "}\n";
}

function effectText(sig: Signature): string {
  const count = (n: number): string => (n < 0 ? "?" : String(n));
  const floats = sig.fins !== 0 || sig.fouts !== 0 ? ` F: ${count(sig.fins)} -- ${count(sig.fouts)}` : "";
  return `(${count(sig.ins)} -- ${count(sig.outs)}${floats})`;
}

export function printBlock(block: Block): string {
  const from = block.preds.length > 0 ? ` from ${block.preds.map((p) => `b${p.id}`).join(", ")}` : "";
  let text = `b${block.id}:${from}\n`;
  for (const phi of block.phis) text += `  ${printInst(phi)}\n`;
  for (let i = 0; i < block.insts.length; i++) {
    const inst = block.insts[i]!;
    if (inst.op !== "proj") text += `  ${printInst(inst, projections(block, i))}\n`;
  }
  return text;
}

/** The `proj`s that follow the call at `index`. */
export function projections(block: Block, index: number): Inst[] {
  const found: Inst[] = [];
  for (let i = index + 1; i < block.insts.length && block.insts[i]!.op === "proj"; i++) {
    found.push(block.insts[i]!);
  }
  return found;
}

/** One instruction on one line; `projs` are the results of a call. */
export function printInst(inst: Inst, projs: Inst[] = []): string {
  const results = resultNames(inst, projs);
  const position = inst.pos !== 0 ? ` @${inst.pos}` : "";
  return (results === "" ? "" : `${results} = `) + body(inst) + position;
}

function resultNames(inst: Inst, projs: Inst[]): string {
  if (inst.type !== "none") return nameOf(inst);
  if (inst.info.effect !== "call") return "";
  const names: string[] = new Array(Number(inst.imm)).fill("_");
  for (const proj of projs) {
    names[Number(proj.imm)] = proj.type === "f64" ? `f64 ${nameOf(proj)}` : nameOf(proj);
  }
  return names.join(", ");
}

const nameOf = (inst: Inst): string => `v${inst.id}`;
const signed = (n: bigint | number): string => (n < 0 ? ` - ${-n}` : ` + ${n}`);

function body(inst: Inst): string {
  const info = inst.info;
  const operands = inst.args.map(nameOf);
  if (info.imm === "displacement") {
    const shift = inst.imm === 0n ? "" : signed(inst.imm);
    operands[0] = `[${operands[0]}${shift}]`;
  }
  switch (inst.op) {
    case "addr":
      return `addr ${inst.sym}${inst.imm === 0n ? "" : signed(inst.imm)}`;
    case "fconst":
      return `fconst ${floatText(inst.imm)}`;
    case "phi":
      return `phi ${inst.type === "f64" ? "f64 " : ""}${operands.join(", ")}`;
    case "call":
    case "ccall":
    case "tailcall":
      return `${inst.op} ${inst.sym}(${operands.join(", ")})`;
    case "jump":
    case "br":
      operands.push(...(inst.block?.succs ?? []).map((b) => `b${b.id}`));
      break;
    default:
      // The number of results of the other calls shows in what stands left of the "=".
      if (info.imm && info.imm !== "displacement" && info.effect !== "call") operands.push(`${inst.imm}`);
  }
  return operands.length === 0 ? inst.op : `${inst.op} ${operands.join(", ")}`;
}

/** The shortest decimal that reads back as the same double; bits in hex for infinities and NaNs. */
export function floatText(bits: bigint): string {
  const value = doubleOf(bits);
  if (!Number.isFinite(value)) return `0x${BigInt.asUintN(64, bits).toString(16)}`;
  return Object.is(value, -0) ? "-0" : String(value);
}

function printData(object: DataObject): string {
  const head = `data ${object.symbol} align ${object.align} size ${object.size}`;
  const lines: string[] = [];
  for (let at = 0; at < object.bytes.length; at += 32) {
    const row = object.bytes.subarray(at, at + 32);
    // The last row stays even if it is zero, so that `bytes` keeps its length.
    if (at + 32 < object.bytes.length && row.every((byte) => byte === 0)) continue;
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, "0")).join("");
    lines.push(`  bytes ${at} ${hex}\n`);
  }
  for (const reloc of object.relocs) {
    lines.push(`  reloc ${reloc.offset} ${reloc.symbol}${signed(reloc.addend)}\n`);
  }
  const { shared } = object;
  const threads = shared === undefined ? "" : ` shared ${shared.kind} ${JSON.stringify(shared.name)}`;
  return `${head}${object.readonly ? " readonly" : ""}${threads} {\n${lines.join("")}}\n`;
}

function printToken(token: Token): string {
  const rest = token.body ? ` body ${token.body.symbol}${signed(token.body.addend)}` : "";
  return `token ${token.symbol} func ${token.func} spawn ${token.spawnInputs}${rest}\n`;
}
