/** What may be meant by a name that means nothing: mistakes that have a look of their own. */
import { lineAndColumn, type Span } from "../support/source.ts";
import { textOf } from "./reader.ts";

/** Words that a blank has to follow, because what they parse begins after it. */
const PARSING = ['."', 's"', 'c"', 's\\"', '.\\"', 'abort"', ".(", "(", "\\"];

const PREFIX_BASE: Readonly<Record<string, number>> = { "#": 10, "&": 10, $: 16, "%": 2, "0x": 16 };

/** Undefined if nothing comes to mind. */
export function nameHint(span: Span, base: number): string | undefined {
  const name = textOf(span);
  return unusualBytes(name) ?? missingBlank(name) ?? almostNumber(name, base) ?? definedBelow(span);
}

function unusualBytes(name: string): string | undefined {
  if (name.includes("\xc2\xa0")) return "it contains a non-breaking space: type a plain one";
  // The typographic quotes are U+2018 to U+201D.
  if (/\xe2\x80[\x98-\x9d]/.test(name)) return "it contains a typographic quote: type `\"` or `'`";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are looked for
  if (/[\x00-\x08\x0e-\x1f\x7f]/.test(name)) return "it contains control characters: is this a text file?";
  return undefined;
}

function missingBlank(name: string): string | undefined {
  const lower = name.toLowerCase();
  const parsing = PARSING.find((word) => lower.startsWith(word) && lower.length > word.length);
  return parsing && `a blank has to follow \`${parsing}\``;
}

function almostNumber(name: string, base: number): string | undefined {
  if (/^'.*'$/.test(name)) return "a character in quotes is a single one: `'a'`";
  if (/^[-+]?\d+\.\d+$/.test(name)) return `a floating-point number has an exponent: \`${name}e\``;
  const [, prefix, digits] = /^-?(0x|[#&$%])-?([0-9a-z]+)\.?$/i.exec(name) ?? [];
  if (prefix !== undefined) {
    const radix = PREFIX_BASE[prefix.toLowerCase()]!;
    const wrong = [...digits!].find((c) => !(Number.parseInt(c, 36) < radix));
    return wrong && `\`${wrong}\` is no digit in base ${radix}`;
  }
  if (base < 16 && /\d/.test(name) && /^-?[0-9a-f]+$/i.test(name)) {
    const hex = name.startsWith("-") ? `-$${name.slice(1)}` : `$${name}`;
    return `numbers are read in base ${base} here; in base 16 it is \`${hex}\``;
  }
  return undefined;
}

function definedBelow({ file, start, end }: Span): string | undefined {
  const name = file.text.slice(start, end).replace(/[^\w]/g, "\\$&");
  const definition = new RegExp(
    String.raw`(?:^|\s)(?::|variable|constant|value|create|defer)\s+${name}(?=\s|$)`,
    "gi",
  );
  definition.lastIndex = end;
  const found = definition.exec(file.text);
  if (found === null) return undefined;
  const { line } = lineAndColumn(file, found.index + 1);
  return `it is defined only below, in line ${line}: move that up, or declare it with \`defer\``;
}
