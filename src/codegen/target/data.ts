/** Data objects and descriptors of execution tokens as assembly; the same for every instruction set. */
import { SHARED_KINDS } from "../ir/layout.ts";
import type { DataObject, Token } from "../ir/types.ts";
import { type AsmSyntax, withOffset } from "./asm-syntax.ts";
import { escapedByte, escapeText } from "./lines.ts";

export function emitData(object: DataObject, syntax: AsmSyntax, out: string[]): void {
  let used = object.bytes.length;
  while (used > 0 && object.bytes[used - 1] === 0) used--;
  for (const reloc of object.relocs) used = Math.max(used, reloc.offset + 8);
  if (!object.readonly && used === 0) {
    out.push(...syntax.zeros(object.symbol, object.size, object.align));
    return;
  }
  const kind = !object.readonly ? "data" : object.relocs.length > 0 ? "rodata" : "constant";
  out.push(...syntax.object(kind, object.symbol, object.align), `${syntax.symbol(object.symbol)}:`);
  const relocs = object.relocs.slice().sort((a, b) => a.offset - b.offset);
  let at = 0;
  for (const reloc of relocs) {
    emitBytes(object.bytes, at, reloc.offset, out);
    out.push(`.quad ${withOffset(syntax.symbol(reloc.symbol), reloc.addend)}`);
    at = reloc.offset + 8;
  }
  emitBytes(object.bytes, at, used, out);
  if (object.size > Math.max(at, used)) out.push(`.zero ${object.size - Math.max(at, used)}`);
}

/**
 * `ffc_shared`, for reports: of each object that threads share how far it lies from the row, in four bytes, and its name. A
 * distance of 0 ends the table; the name of a cell that holds such an address begins with byte 1. `ffc_shared_kinds`, for checks: the kind of each in the same order, a byte.
 */
export function emitShared(data: readonly DataObject[], syntax: AsmSyntax, out: string[]): void {
  const objects = data.filter(({ shared }) => shared !== undefined);
  const begin = (name: string): void => {
    out.push(...syntax.object("constant", name, 1), syntax.global(name), `${syntax.symbol(name)}:`);
  };
  begin("ffc_shared");
  objects.forEach(({ symbol, shared }, index) => {
    const row = `${syntax.local}shared${index}`;
    const name = shared!.kind === "holder" ? `\x01${shared!.name}` : shared!.name;
    out.push(`${row}:`, `.long ${syntax.symbol(symbol)}-${row}`, `.asciz "${escapeText(name)}"`);
  });
  out.push(".long 0");
  begin("ffc_shared_kinds");
  for (const { shared } of objects) out.push(`.byte ${SHARED_KINDS.indexOf(shared!.kind)}`);
}

/** Bytes from `from` up to `to`; those past the end of the array are zero. */
function emitBytes(bytes: Uint8Array, from: number, to: number, out: string[]): void {
  let at = from;
  while (at < to) {
    let zeroes = at;
    while (zeroes < to && (bytes[zeroes] ?? 0) === 0) zeroes++;
    if (zeroes - at >= 8 || zeroes === to) {
      out.push(`.zero ${zeroes - at}`);
      at = zeroes;
      continue;
    }
    let text = "";
    let run = 0;
    const limit = Math.min(to, at + 64);
    while (at < limit && run < 8) {
      const byte = bytes[at] ?? 0;
      run = byte === 0 ? run + 1 : 0;
      text += escapedByte(byte);
      at++;
    }
    out.push(`.ascii "${text}"`);
  }
}

/** `entry` is the symbol of the function in the `stack` convention. */
export function emitToken(token: Token, entry: string, syntax: AsmSyntax, out: string[]): void {
  const { body } = token;
  out.push(
    ...syntax.object(token.writable === true ? "data" : "rodata", token.symbol, 8),
    `${syntax.symbol(token.symbol)}:`,
  );
  const bodyText = body === undefined ? "0" : withOffset(syntax.symbol(body.symbol), body.addend);
  out.push(`.quad ${syntax.symbol(entry)},${bodyText},${token.spawnInputs}`);
}
