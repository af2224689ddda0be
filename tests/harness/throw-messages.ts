/** What an uncaught throw prints, from the runtime's own table of texts. */
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../src/runtime-c/report.c", import.meta.url), "utf8");
// An entry is the byte of the code and its text; only the standard's codes, which tests name by number.
const ENTRY = /"\\x([0-9a-f]{2})" "([^"\\]*)\\0"/g;
const FIRST_OF_OURS = 200;

const messages = new Map<number, string>();
for (const [, byte, text] of source.matchAll(ENTRY)) {
  const code = Number.parseInt(byte!, 16);
  if (code < FIRST_OF_OURS) messages.set(-code, text!);
}

/** Part of the report; nothing for -1, which is silent, and -2, which has a text of the program's own. */
export function throwMessage(code: number): string {
  if (code === -1 || code === -2) return "";
  return messages.get(code) ?? `throw ${code}`;
}
