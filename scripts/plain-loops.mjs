/**
 * `for (const x of list)` as a loop over indices and `const [a, b] = list` as elements by index, when bundling. The source says what is meant; but until V8 has
 * optimized a function, the protocol of iterators costs it several calls and an object for each element, and
 * when it optimizes, much of the code it works on is that protocol. Most of the compiler's loops are such
 * ones, and most builds are over before much is optimized.
 *
 * What is no array is copied into one first, which is the same unless it changes meanwhile: a loop over
 * something that the file declares as a set, a map or an iterable stays as it is.
 */
import { readFileSync } from "node:fs";

/** For the top of the bundle. */
export const LIST_OF = "const $list=(items)=>Array.isArray(items)?items:[...items];";

const HEAD = /\bfor \((?:const|let) (\w+|\{[\w\s,:]*\}|\[[\w\s,]*\]) of /g;

/** Arrays wherever they are met: nothing to ask. */
const ARRAYS = /\.(?:insts|phis|operands|args|succs|preds)$|\bfunc\.blocks$/;

/** For esbuild. */
export const plainLoops = {
  name: "plain-loops",
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => ({
      contents: rewritePatterns(rewriteLoops(readFileSync(path, "utf8"))),
      loader: "ts",
    }));
  },
};

export function rewriteLoops(text) {
  let result = "";
  let done = 0;
  let count = 0;
  HEAD.lastIndex = 0;
  for (let match = HEAD.exec(text); match !== null; match = HEAD.exec(text)) {
    const [{ length }, element] = match;
    const close = closing(text, match.index + length);
    const items = text.slice(match.index + length, close);
    if (!isList(items, text)) continue;
    const isBlock = text.startsWith(" {", close + 1);
    // Before a statement without a block, elements of lists have nowhere to go.
    if (!isBlock && element.startsWith("[")) continue;
    const [list, index] = [`$l${count}`, `$i${count}`];
    count++;
    const next = `${list}[${index}]`;
    const start = `for(let ${list}=${ARRAYS.test(items) ? items : `$list(${items})`},${index}=0`;
    const test = `${index}<${list}.length`;
    result += text.slice(done, match.index);
    result += isBlock
      ? `${start};${test};${index}++) { const ${element} = ${next};`
      : `${start},${namesOf(element)};${test}&&(${element}=${next},true);${index}++)`;
    done = close + (isBlock ? 3 : 1);
    // There may be loops in what is looped over.
    if (HEAD.test(items)) throw new Error(`a loop in the head of a loop: ${items}`);
    HEAD.lastIndex = done;
  }
  return result + text.slice(done);
}

/** What a pattern without patterns in it declares: `{ a, b: c }` is `a,c`. */
const namesOf = (element) => element.replace(/[{}\s]|\w+:/g, "").replace(/,$/, "");

const PATTERN = /\b(const|let) \[((?:\w+, )*\w+)\] = /g;

export function rewritePatterns(text) {
  let result = "";
  let done = 0;
  let count = 0;
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(text); match !== null; match = PATTERN.exec(text)) {
    const [{ length }, keyword, names] = match;
    const end = endOfStatement(text, match.index + length);
    if (end < 0) continue;
    const list = `$d${count++}`;
    const elements = names.split(", ").map((name, index) => `${name}=${list}[${index}]`);
    const items = text.slice(match.index + length, end);
    const isArray = ARRAYS.test(items.replace(/ as .*/s, ""));
    result += `${text.slice(done, match.index)}${keyword} ${list}=${isArray ? items : `$list(${items})`},${elements.join(",")}`;
    done = end;
    PATTERN.lastIndex = done;
  }
  return result + text.slice(done);
}

/** The semicolon behind an expression; -1 if it has a template or a slash in it, which it would take more to understand. */
function endOfStatement(text, from) {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const c = text[at];
    if ("([{".includes(c)) depth++;
    else if (")]}".includes(c)) depth--;
    else if (c === ";" && depth === 0) return at;
    else if (c === '"') {
      at = text.indexOf('"', at + 1);
      if (at < 0 || text[at - 1] === "\\") return -1;
    }
    if (depth < 0 || "'`/".includes(c)) return -1;
  }
  return -1;
}

/** The parenthesis that closes the head of the loop. */
function closing(text, from) {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && depth-- === 0) return at;
    else if (text[at] === '"' || text[at] === "`") {
      at = text.indexOf(text[at], at + 1);
      if (at < 0) break;
    }
  }
  throw new Error("an open parenthesis");
}

/** Not what the file itself calls something else. */
function isList(items, text) {
  if (/\b(keys|values|entries)\(\)$/.test(items)) return false;
  const name = /^(?:this\.)?(\w+)$/.exec(items)?.[1];
  if (name === undefined) return true;
  const other = new RegExp(
    `\\b${name}\\??(?:: (?:Readonly)?(?:Set|Map|Iterable|Generator)\\b| = new (?:Set|Map)\\b)`,
  );
  return !other.test(text);
}
