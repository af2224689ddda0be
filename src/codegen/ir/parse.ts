/**
 * Reads the textual IR that `print.ts` describes. Line by line, by recursive descent over the tokens of a
 * line; values may be used before their line, so operands are put in once the function is read.
 *
 * More lenient than what is printed: `;` starts a comment; `from` may be left out (predecessors are then
 * in the order of the branches); blocks of data may leave bytes out. Wrong text is an Error that names the
 * line; wrong IR is the verifier's business.
 */
import { type InstOptions, newFunc, newInst } from "./builder.ts";
import { bitsOf } from "./float.ts";
import { OPS, type Op } from "./ops.ts";
import type { Block, DataObject, Func, Inst, Module, SharedKind, Signature, Token } from "./types.ts";

const TOKEN =
  /\s*("(?:[^"\\]|\\.)*"|@\d+|-?0x[0-9a-f]+|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|--|[A-Za-z_.$][\w.$-]*|\S)/giy;

interface Line {
  tokens: string[];
  at: number;
  number: number;
  text: string;
}

interface Reader {
  lines: Line[];
  next: number;
}

export function parseModule(text: string): Module {
  const reader = readLines(text);
  const module: Module = {
    functions: [],
    data: [],
    tokens: [],
    positions: [{ file: "", line: 0, word: "" }],
    entry: "",
  };
  while (reader.next < reader.lines.length) {
    const line = reader.lines[reader.next++]!;
    const kind = take(line);
    if (kind === "entry") module.entry = take(line);
    else if (kind === "func") module.functions.push(parseBody(reader, line));
    else if (kind === "data") module.data.push(parseData(reader, line));
    else if (kind === "token") module.tokens.push(parseToken(line));
    else if (kind === "position") {
      const index = number(line);
      const [file, at, word] = [string(line), number(line), string(line)];
      module.positions[index] = { file, line: at, word };
    } else fail(line, `what is "${kind}"?`);
    endOf(line);
  }
  return module;
}

/** One function. */
export function parseFunc(text: string): Func {
  const reader = readLines(text);
  const line = reader.lines[reader.next++]!;
  expect(line, "func");
  return parseBody(reader, line);
}

// Tokens

function readLines(text: string): Reader {
  const lines: Line[] = [];
  text.split("\n").forEach((raw, index) => {
    const tokens: string[] = [];
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(raw); match !== null; match = TOKEN.exec(raw)) {
      if (match[1] === ";") break;
      tokens.push(match[1]!);
    }
    if (tokens.length > 0) lines.push({ tokens, at: 0, number: index + 1, text: raw.trim() });
  });
  return { lines, next: 0 };
}

function fail(line: Line, message: string): never {
  throw new Error(`IR line ${line.number}: ${message} in: ${line.text}`);
}

const peek = (line: Line): string | undefined => line.tokens[line.at];

function take(line: Line): string {
  return line.tokens[line.at++] ?? fail(line, "something is missing at the end");
}

function accept(line: Line, token: string): boolean {
  if (peek(line) !== token) return false;
  line.at++;
  return true;
}

function expect(line: Line, token: string): void {
  if (!accept(line, token)) fail(line, `"${token}" expected before "${peek(line) ?? "the end"}"`);
}

function endOf(line: Line): void {
  if (peek(line) !== undefined) fail(line, `"${peek(line)}" is too much`);
}

const integer = (line: Line): bigint => BigInt.asIntN(64, toBigInt(line, take(line)));
const number = (line: Line): number => Number(integer(line));
const string = (line: Line): string => JSON.parse(take(line)) as string;

function toBigInt(line: Line, token: string): bigint {
  if (!/^-?(0x[0-9a-f]+|\d+)$/i.test(token)) fail(line, `"${token}" is not an integer`);
  return token.startsWith("-") ? -BigInt(token.slice(1)) : BigInt(token);
}

/** ` + 8`, ` - 8` or nothing. */
function displacement(line: Line): bigint {
  if (accept(line, "+")) return integer(line);
  if (accept(line, "-")) return -integer(line);
  return 0n;
}

/** `v12` as 12, `b3` as 3. */
function id(line: Line, prefix: "v" | "b"): number {
  const token = take(line);
  if (token[0] !== prefix || !/^\d+$/.test(token.slice(1))) {
    fail(line, `a ${prefix === "v" ? "value" : "block"} expected, not "${token}"`);
  }
  return Number(token.slice(1));
}

// Functions

interface FunctionState {
  func: Func;
  blocks: Map<number, Block>;
  values: Map<number, Inst>;
  /** Instructions with the ids of their operands, to be resolved at the end. */
  operands: { inst: Inst; ids: number[]; line: Line }[];
  /** Instructions without a value: their ids come after all others. */
  nameless: Inst[];
  /** Blocks with a `from` list. */
  from: Map<Block, Block[]>;
}

function parseSignature(line: Line): Signature {
  const count = (): number => (accept(line, "?") ? -1 : number(line));
  expect(line, "(");
  const ins = count();
  expect(line, "--");
  const outs = count();
  const sig: Signature = { convention: "reg", ins, outs, fins: 0, fouts: 0 };
  if (accept(line, "F")) {
    expect(line, ":");
    sig.fins = count();
    expect(line, "--");
    sig.fouts = count();
  }
  expect(line, ")");
  return sig;
}

function parseBody(reader: Reader, head: Line): Func {
  const convention = take(head);
  if (convention !== "reg" && convention !== "stack") fail(head, "reg or stack expected");
  const symbol = take(head);
  const sig: Signature = { ...parseSignature(head), convention };
  const name = peek(head)?.startsWith('"') ? string(head) : symbol;
  const func = newFunc(symbol, name, sig);
  func.dynamicReturnStack = accept(head, "dynamic-return-stack");
  expect(head, "{");
  endOf(head);
  const state: FunctionState = {
    func,
    blocks: new Map(),
    values: new Map(),
    operands: [],
    nameless: [],
    from: new Map(),
  };
  let block: Block | undefined;
  for (;;) {
    const line = reader.lines[reader.next++] ?? fail(head, "no closing brace");
    if (accept(line, "}")) break;
    if (/^b\d+$/.test(peek(line)!) && line.tokens[1] === ":") block = parseBlockHead(state, line);
    else if (block === undefined) fail(line, "an instruction outside of a block");
    else parseInst(state, block, line);
    endOf(line);
  }
  return finish(state, head);
}

function blockOf(state: FunctionState, number: number): Block {
  let block = state.blocks.get(number);
  if (block === undefined) {
    block = { id: number, phis: [], insts: [], preds: [], succs: [] };
    state.blocks.set(number, block);
  }
  return block;
}

function parseBlockHead(state: FunctionState, line: Line): Block {
  const block = blockOf(state, id(line, "b"));
  if (state.func.blocks.includes(block)) fail(line, "the block is there already");
  state.func.blocks.push(block);
  expect(line, ":");
  if (accept(line, "from")) {
    const from: Block[] = [];
    do from.push(blockOf(state, id(line, "b")));
    while (accept(line, ","));
    state.from.set(block, from);
  }
  return block;
}

function parseInst(state: FunctionState, block: Block, line: Line): void {
  const results: (number | undefined)[] = [];
  const floats = new Set<number>();
  if (line.tokens.includes("=")) {
    do {
      if (accept(line, "f64")) floats.add(results.length);
      results.push(accept(line, "_") ? undefined : id(line, "v"));
    } while (accept(line, ","));
    expect(line, "=");
  }
  const op = take(line) as Op;
  if (OPS[op] === undefined) fail(line, `no such op: ${op}`);
  const options: InstOptions = {};
  const ids = parseOperands(state, block, op, options, line);
  const isCall = OPS[op].effect === "call";
  if (isCall) options.imm = BigInt(results.length);
  if (peek(line)?.startsWith("@")) options.pos = Number(take(line).slice(1));
  const inst = newInst(state.func, op, [], options);
  place(block, inst);
  state.operands.push({ inst, ids, line });
  if (!isCall) {
    if (results.length !== (inst.type === "none" ? 0 : 1)) fail(line, "wrong number of results");
    define(state, inst, results[0], line);
    return;
  }
  define(state, inst, undefined, line);
  results.forEach((result, index) => {
    if (result === undefined) return;
    const pos = options.pos ?? 0;
    const type = floats.has(index) ? "f64" : "i64";
    const proj = newInst(state.func, "proj", [inst], { imm: BigInt(index), pos, type });
    place(block, proj);
    define(state, proj, result, line);
  });
}

function place(block: Block, inst: Inst): void {
  inst.block = block;
  if (inst.op === "phi") block.phis.push(inst);
  else block.insts.push(inst);
}

function define(state: FunctionState, inst: Inst, result: number | undefined, line: Line): void {
  if (result === undefined) {
    state.nameless.push(inst);
    return;
  }
  if (state.values.has(result)) fail(line, `v${result} is defined twice`);
  inst.id = result;
  state.values.set(result, inst);
}

/** Everything between the op and the position; gives the ids of the operands. */
function parseOperands(
  state: FunctionState,
  block: Block,
  op: Op,
  options: InstOptions,
  line: Line,
): number[] {
  const info = OPS[op];
  const ids: number[] = [];
  const values = (): void => {
    if (peek(line) === ")" || peek(line) === undefined) return;
    do {
      if (peek(line)?.startsWith("v")) ids.push(id(line, "v"));
      else if (op === "br" || op === "jump") link(block, blockOf(state, id(line, "b")));
      else options.imm = integer(line);
    } while (accept(line, ","));
  };
  if (op === "addr") {
    options.sym = take(line);
    options.imm = displacement(line);
  } else if (op === "fconst") options.imm = floatBits(line);
  else if (info.imm === "displacement") {
    expect(line, "[");
    ids.push(id(line, "v"));
    options.imm = displacement(line);
    expect(line, "]");
    if (accept(line, ",")) values();
  } else if (op === "call" || op === "ccall" || op === "tailcall") {
    options.sym = take(line);
    expect(line, "(");
    values();
    expect(line, ")");
  } else {
    if (op === "phi" && accept(line, "f64")) options.type = "f64";
    if (!peek(line)?.startsWith("@")) values();
  }
  return ids;
}

const link = (from: Block, to: Block): void => {
  from.succs.push(to);
};

function floatBits(line: Line): bigint {
  const token = accept(line, "-") ? `-${take(line)}` : take(line);
  if (token.startsWith("0x")) return BigInt.asIntN(64, BigInt(token));
  return bitsOf(Number(token));
}

/** Operands, predecessors, ids. */
function finish(state: FunctionState, head: Line): Func {
  const { func } = state;
  for (const { inst, ids, line } of state.operands) {
    inst.args = ids.map((id) => state.values.get(id) ?? fail(line, `v${id} is not defined`));
  }
  for (const block of state.blocks.values()) {
    if (!func.blocks.includes(block)) fail(head, `b${block.id} is not defined`);
  }
  for (const block of func.blocks) for (const succ of block.succs) succ.preds.push(block);
  for (const [block, from] of state.from) block.preds = from;
  func.nextBlock = Math.max(-1, ...state.blocks.keys()) + 1;
  func.nextId = Math.max(-1, ...state.values.keys()) + 1;
  for (const inst of state.nameless) inst.id = func.nextId++;
  return func;
}

// Data

function parseData(reader: Reader, line: Line): DataObject {
  const symbol = take(line);
  expect(line, "align");
  const align = number(line);
  expect(line, "size");
  const size = number(line);
  const readonly = accept(line, "readonly");
  const shared = accept(line, "shared") ? { kind: take(line) as SharedKind, name: string(line) } : undefined;
  expect(line, "{");
  const bytes: number[] = [];
  const object: DataObject = { symbol, align, size, bytes: new Uint8Array(), relocs: [], readonly };
  if (shared !== undefined) object.shared = shared;
  for (;;) {
    const row = reader.lines[reader.next++] ?? fail(line, "no closing brace");
    if (accept(row, "}")) break;
    if (accept(row, "reloc")) {
      const offset = number(row);
      object.relocs.push({ offset, symbol: take(row), addend: Number(displacement(row)) });
    } else {
      expect(row, "bytes");
      const at = number(row);
      // Hex digits may look like several tokens.
      const hex = row.tokens.slice(row.at).join("");
      row.at = row.tokens.length;
      while (bytes.length < at) bytes.push(0);
      for (let i = 0; i < hex.length; i += 2) bytes.push(Number.parseInt(hex.slice(i, i + 2), 16));
    }
    endOf(row);
  }
  object.bytes = Uint8Array.from(bytes);
  return object;
}

function parseToken(line: Line): Token {
  const symbol = take(line);
  expect(line, "func");
  const func = take(line);
  expect(line, "spawn");
  const spawnInputs = number(line);
  const body = accept(line, "body") ? { symbol: take(line), addend: Number(displacement(line)) } : undefined;
  return { symbol, func, spawnInputs, body };
}
