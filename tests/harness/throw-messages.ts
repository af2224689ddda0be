/** What an uncaught throw prints, from the runtime's own table of texts. */
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../src/runtime-c/report.c", import.meta.url), "utf8");
/** An entry of the table for the standard's codes: minus the code as one byte, and the text. */
const ENTRY = /FFC_MESSAGE\("\\x([0-9a-f]{2})", "([^"]*)"\)/g;

const messages = new Map<number, string>();
for (const [, byte, text] of source.matchAll(ENTRY)) messages.set(-Number.parseInt(byte!, 16), text!);
if (!messages.has(-10)) throw new Error("the runtime's table of messages is not where it was");

/**
 * Part of the report. Nothing for -1, which is silent, -2, which has a text of the program's own, and codes
 * that are the system's: a `stderr` directive says what they print.
 */
export function throwMessage(code: number): string {
  if (code === -1 || code === -2 || code <= -256) return "";
  return messages.get(code) ?? `throw ${code}`;
}
