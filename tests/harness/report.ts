/** How a filetest tells what it found in place of what it expected. */

/** Lines of both texts, the common ones once: `- ` only expected, `+ ` only found. */
export function lineDiff(expected: string, found: string): string {
  const a = splitLines(expected);
  const b = splitLines(found);
  // Longest common subsequence from the back; the texts of tests are short.
  const common: number[][] = Array.from({ length: a.length + 1 }, () =>
    new Array<number>(b.length + 1).fill(0),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] =
        a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const out: string[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push(`  ${a[i++]}`);
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      out.push(`- ${a[i++]}`);
    } else {
      out.push(`+ ${b[j++]}`);
    }
  }
  return out.join("\n");
}

/** What cannot be seen is spelled out, also a missing end of line. */
function splitLines(text: string): string[] {
  const lines = text.split(/(?<=\n)/);
  return lines
    .filter((line) => line !== "")
    .map((line) => (line.endsWith("\n") ? visible(line.slice(0, -1)) : `${visible(line)} (no end of line)`));
}

/** Control characters, and a blank at the end of a line. */
function visible(text: string): string {
  const spelled = [...text].map((c) =>
    c < " " && c !== "\t" ? `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}` : c,
  );
  return spelled.join("").replace(/ $/, "·");
}
