/**
 * Between the text of the outside world and that of the compiler, where each character is one byte
 * (see driver.ts).
 */
import { isAscii } from "node:buffer";

export const bytesOfText = (text: string): string => Buffer.from(text).toString("latin1");

/** Bytes that are no UTF-8 are shown one by one; what the compiler says in characters beyond them stays. */
export function textOfBytes(bytes: string): string {
  const buffer = Buffer.from(bytes, "latin1");
  if (isAscii(buffer) || /[\u0100-\uffff]/.test(bytes)) return bytes;
  const text = buffer.toString("utf8");
  return text.includes("\uFFFD") ? bytes : text;
}
