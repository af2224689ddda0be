/**
 * The memory of the IR interpreter: thread context, data objects, tokens, data stack and heap at made-up
 * addresses, with nothing mapped in between, so that a stray access is a fault and not a silent success.
 *
 *   0x1000     context          0x100000   data objects, then tokens
 *   0x8000000  data stack (grows down from its top)          0x10000000  heap
 *   0xa000000  float stack
 */
import { CONTEXT, MAIN_CONTEXT, TOKEN_SIZE } from "./layout.ts";
import { RUNTIME_FUNCTIONS, resultsOfRuntime } from "./runtime-functions.ts";
import type { Module } from "./types.ts";

const CONTEXT_AT = 0x1000;
const CONTEXT_SIZE = 4096;
const DATA_AT = 0x100000;
const STACK_AT = 0x8000000;
const STACK_SIZE = 1 << 16;
const FLOAT_STACK_AT = 0xa000000;
const HEAP_AT = 0x10000000;
const HEAP_SIZE = 1 << 20;

/** A throw of the simulated program. */
export class Throw {
  constructor(readonly code: bigint) {}
}

class Region {
  readonly start: number;
  readonly end: number;
  readonly readonly: { start: number; end: number }[] = [];
  #view: DataView | undefined;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }

  /** Made when first asked for: most programs leave most of memory alone. */
  get view(): DataView {
    this.#view ??= new DataView(new ArrayBuffer(this.end - this.start));
    return this.#view;
  }
}

export interface SymbolTable {
  /** Data objects and tokens. */
  addresses: Map<string, number>;
  /** Address after the last one. */
  end: number;
}

/** Where the data objects and tokens of a module lie; passes that drop some keep an earlier table. */
export function placeSymbols(module: Module): SymbolTable {
  const addresses = new Map([[MAIN_CONTEXT, CONTEXT_AT]]);
  let at = DATA_AT;
  const put = (symbol: string, align: number, size: number): void => {
    at = Math.ceil(at / align) * align;
    addresses.set(symbol, at);
    // A gap, so that running off the end of one object does not reach the next.
    at += size + 16;
  };
  for (const object of module.data) put(object.symbol, Math.max(8, object.align), object.size);
  for (const token of module.tokens) put(token.symbol, 8, TOKEN_SIZE);
  return { addresses, end: at };
}

export class Memory {
  readonly #regions: Region[];
  #heapTop = HEAP_AT;
  /** By address of a token: the symbol of its function. */
  readonly functionOfToken = new Map<number, string>();
  readonly stackBase = STACK_AT + STACK_SIZE;
  readonly floatBase = FLOAT_STACK_AT + STACK_SIZE;

  constructor(
    module: Module,
    readonly symbols: SymbolTable = placeSymbols(module),
  ) {
    const data = new Region(DATA_AT, symbols.end);
    this.#regions = [
      new Region(STACK_AT, this.stackBase),
      data,
      new Region(CONTEXT_AT, CONTEXT_AT + CONTEXT_SIZE),
      new Region(FLOAT_STACK_AT, this.floatBase),
      new Region(HEAP_AT, HEAP_AT + HEAP_SIZE),
    ];
    this.floatPointer = this.floatBase;
    this.writeCell(CONTEXT_AT + CONTEXT.stackBase, BigInt(this.stackBase));
    this.writeCell(CONTEXT_AT + CONTEXT.floatBase, BigInt(this.floatBase));
    this.writeCell(CONTEXT_AT + CONTEXT.base, 10n);
    this.writeCell(CONTEXT_AT + CONTEXT.hld, BigInt(CONTEXT_AT + CONTEXT.hold + CONTEXT.holdSize));
    this.#load(module, data);
  }

  #load(module: Module, data: Region): void {
    for (const object of module.data) {
      const at = this.addressOf(object.symbol);
      object.bytes.forEach((byte, i) => {
        this.write(at + i, 1, BigInt(byte));
      });
      for (const reloc of object.relocs) {
        this.writeCell(at + reloc.offset, BigInt(this.addressOf(reloc.symbol) + reloc.addend));
      }
      if (object.readonly) data.readonly.push({ start: at, end: at + object.size });
    }
    for (const token of module.tokens) {
      const at = this.addressOf(token.symbol);
      this.functionOfToken.set(at, token.func);
      if (token.body) this.writeCell(at + 8, BigInt(this.addressOf(token.body.symbol) + token.body.addend));
      this.write(at + 16, 1, BigInt(token.spawnInputs));
      data.readonly.push({ start: at, end: at + TOKEN_SIZE });
    }
  }

  /** The cell of the context that points to the topmost float in memory. */
  get floatPointer(): number {
    return Number(this.readCell(CONTEXT_AT + CONTEXT.floatPointer));
  }

  set floatPointer(address: number) {
    this.writeCell(CONTEXT_AT + CONTEXT.floatPointer, BigInt(address));
  }

  addressOf(symbol: string): number {
    const address = this.symbols.addresses.get(symbol);
    if (address === undefined) throw new Error(`no symbol ${symbol}`);
    return address;
  }

  /** Address of the user area's byte `offset`. */
  user(offset: bigint): bigint {
    return BigInt(CONTEXT_AT) + offset;
  }

  /** Simple bump allocation: nothing is ever reused. */
  allocate(size: number): number | undefined {
    const at = this.#heapTop;
    if (size < 0 || at + size + 16 > HEAP_AT + HEAP_SIZE) return undefined;
    this.#heapTop += Math.ceil((size + 16) / 16) * 16;
    return at;
  }

  #find(address: number, size: number): Region {
    for (const region of this.#regions) {
      if (address >= region.start && address + size <= region.end) return region;
    }
    throw new Throw(this.#faultCode(address));
  }

  #faultCode(address: number): bigint {
    if (address >= this.stackBase && address < this.stackBase + 4096) return -4n;
    if (address < STACK_AT && address >= STACK_AT - 4096) return -3n;
    if (address >= this.floatBase && address < this.floatBase + 4096) return -45n;
    if (address < FLOAT_STACK_AT && address >= FLOAT_STACK_AT - 4096) return -44n;
    return -9n;
  }

  readCell(address: number): bigint {
    const { view, start } = this.#find(address, 8);
    return view.getBigInt64(address - start, true);
  }

  writeCell(address: number, value: bigint): void {
    this.write(address, 8, value);
  }

  /** Zero-extended unless it is a whole cell. */
  read(address: number, size: number): bigint {
    const { view, start } = this.#find(address, size);
    const at = address - start;
    if (size === 8) return view.getBigInt64(at, true);
    if (size === 4) return BigInt(view.getUint32(at, true));
    return BigInt(size === 2 ? view.getUint16(at, true) : view.getUint8(at));
  }

  write(address: number, size: number, value: bigint): void {
    const { view, start, readonly } = this.#find(address, size);
    for (const part of readonly) if (address < part.end && address + size > part.start) throw new Throw(-9n);
    const at = address - start;
    if (size === 8) view.setBigInt64(at, value, true);
    else if (size === 4) view.setUint32(at, Number(BigInt.asUintN(32, value)), true);
    else if (size === 2) view.setUint16(at, Number(BigInt.asUintN(16, value)), true);
    else view.setUint8(at, Number(BigInt.asUintN(8, value)));
  }

  bytes(address: number, length: number): Uint8Array {
    if (length <= 0) return new Uint8Array();
    const { view, start } = this.#find(address, length);
    return new Uint8Array(view.buffer, address - start, length);
  }
}

/** What a simulated runtime function works on. */
export interface Host {
  memory: Memory;
  output: string;
  /** Ends the program with a status. */
  bye(status: bigint): never;
}

/** A runtime function: operands in, results out; throws a `Throw`. */
export type RuntimeCall = (host: Host, args: bigint[]) => bigint[];

/** Bases up to 36 will do for tests. */
const inBase = (host: Host, n: bigint): string =>
  n.toString(Number(host.memory.readCell(CONTEXT_AT + CONTEXT.base))).toUpperCase();

/** Enough of the runtime for tests of the middle end; what is missing gives zeroes. */
export const DEFAULT_RUNTIME: Readonly<Record<string, RuntimeCall>> = {
  ffc_throw: (_, [code]) => {
    throw new Throw(code!);
  },
  ffc_abort_message: () => {
    throw new Throw(-2n);
  },
  ffc_bye: (host, [status]) => host.bye(status!),
  ffc_type: (host, [address, length]) => {
    host.output += String.fromCharCode(...host.memory.bytes(Number(address), Number(length)));
    return [];
  },
  ffc_dot: (host, [n]) => {
    host.output += `${inBase(host, n!)} `;
    return [];
  },
  ffc_udot: (host, [u]) => {
    host.output += `${inBase(host, BigInt.asUintN(64, u!))} `;
    return [];
  },
  ffc_emit: (host, [char]) => {
    host.output += String.fromCharCode(Number(BigInt.asUintN(8, char!)));
    return [];
  },
  ffc_allocate: (host, [size]) => {
    const address = host.memory.allocate(Number(size));
    return address === undefined ? [0n, -59n] : [BigInt(address), 0n];
  },
  ffc_free: () => [0n],
  ffc_move: (host, [from, to, length]) => {
    const source = host.memory.bytes(Number(from), Number(length)).slice();
    source.forEach((byte, i) => {
      host.memory.write(Number(to) + i, 1, BigInt(byte));
    });
    return [];
  },
  ffc_fill: (host, [address, length, char]) => {
    for (let i = 0n; i < length!; i++) host.memory.write(Number(address! + i), 1, char!);
    return [];
  },
};

export function zeroResults(symbol: string): bigint[] {
  const callee = RUNTIME_FUNCTIONS[symbol];
  return new Array(callee === undefined ? 0 : resultsOfRuntime(callee)).fill(0n);
}
