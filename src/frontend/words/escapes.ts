/** The escapes of `s\"` (Forth-2012 6.2.2266), and octal ones, as gforth has them. */
import type { TextInterpreter } from "../text-interpreter.ts";

const ESCAPES: Record<string, number[]> = {
  a: [7],
  b: [8],
  e: [27],
  f: [12],
  l: [10],
  m: [13, 10],
  n: [10],
  q: [34],
  r: [13],
  t: [9],
  v: [11],
  z: [0],
  '"': [34],
  "\\": [92],
};

/** Parses up to an unescaped quote on the line. */
export function parseEscapes(t: TextInterpreter): Uint8Array {
  const { source } = t;
  const { text } = source.file;
  const bytes: number[] = [];
  let bad: string | undefined;
  while (source.at < source.end) {
    const c = text[source.at++]!;
    if (c === '"') {
      if (bad === undefined) return Uint8Array.from(bytes);
      const known = Object.keys(ESCAPES)
        .map((e) => `\`\\${e}\``)
        .join(" ");
      throw t.failure(
        "bad-escape",
        `\`\\${bad}\` is not an escape`,
        `they are ${known}, \`\\xHH\`, and \`\\\` with one to three octal digits`,
      );
    }
    if (c !== "\\") {
      bytes.push(c.charCodeAt(0));
      continue;
    }
    const e = text[source.at++] ?? "";
    const hex = /^[0-9a-f]{2}/i.exec(text.slice(source.at, source.at + 2));
    const octal = /^[0-7]{1,3}/.exec(text.slice(source.at - 1, source.at + 2));
    if (octal !== null) {
      bytes.push(Number.parseInt(octal[0], 8) & 0xff);
      source.at += octal[0].length - 1;
    } else if (e.toLowerCase() === "x" && hex !== null) {
      bytes.push(Number.parseInt(hex[0], 16));
      source.at += 2;
    } else {
      const known = ESCAPES[e] ?? ESCAPES[e.toLowerCase()];
      // Reported at the end of the string, so that what follows it is understood.
      if (known === undefined) bad ??= e;
      else bytes.push(...known);
    }
  }
  throw t.failure("unterminated-string", 'a string with escapes has no closing `"` on this line');
}
