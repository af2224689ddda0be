import { expect, test } from "vitest";

const { rewriteLoops, rewritePatterns } = (await import(
  new URL("../../scripts/plain-loops.mjs", import.meta.url).href
)) as {
  rewriteLoops(text: string): string;
  rewritePatterns(text: string): string;
};

const LIST = "const $list = (items) => Array.isArray(items) ? items : [...items];";
/** What a function body returns before and after. */
const both = (body: string): unknown[] =>
  [body, rewritePatterns(rewriteLoops(body))].map((text) => new Function(`${LIST}${text}`)());

test.each([
  ["a block", "const s = []; for (const x of [1, 2, 3]) { s.push(x * 2); } return s;"],
  ["a statement", "const s = []; for (const x of [1, 2, 3]) s.push(x); return s;"],
  ["nested", "const s = []; for (const x of [1, 2]) for (const y of [3, 4]) s.push(x, y); return s;"],
  ["a pattern", "const s = []; for (const { a, b: c } of [{ a: 1, b: 2 }]) { s.push(a, c); } return s;"],
  [
    "a pattern before a statement",
    "const s = []; for (const { a, b: c } of [{ a: 1, b: 2 }, { a: 3, b: 4 }]) s.push(a, () => c); return s.map((x) => (typeof x === 'number' ? x : x()));",
  ],
  ["pairs", "const s = []; for (const [a, b] of [[1, 2]]) { s.push(a, b); } return s;"],
  [
    "continue and break",
    "let n = 0; for (const x of [1, 2, 3, 4]) { if (x === 2) continue; if (x === 4) break; n += x; } return n;",
  ],
  ["closures", "const s = []; for (const x of [1, 2, 3]) s.push(() => x); return s.map((f) => f());"],
  ["a list that grows", "const s = [3]; for (const x of s) { if (x > 0) s.push(x - 1); } return s;"],
  [
    "a set that grows",
    "const s = new Set([3]); for (const x of s) { if (x > 0) s.add(x - 1); } return [...s];",
  ],
  ["a map", "const m = new Map([[1, 2]]); const s = []; for (const [k, v] of m) { s.push(k, v); } return s;"],
  [
    "a generator",
    "const g = function* () { yield 1; yield 2; }; const s = []; for (const x of g()) s.push(x); return s;",
  ],
  ["elements", "const [a, b] = [1, 2]; let [c] = [a + b].map(Number); c++; return [a, b, c];"],
  ["elements of a set", "const [a, b] = new Set([1]); return [a, b];"],
  [
    "elements in a loop",
    "const s = []; for (const l of [[1, 2]]) { const [a, b] = l; s.push(b, a); } return s;",
  ],
  ["elements of what text gives", "const [a, b] = 'x;y'.split(';'); return [a, b];"],
  [
    "elements of one list or the other",
    'const [a, b] = [1].length === "a;]".length ? [1, 2] : [2, 1]; return a - b;',
  ],
  ["elements that a function gives", "const [a, b] = [1, 2].map((x) => { return x + 1; }); return a * b;"],
  ["a string", 'const s = []; for (const x of "ab".split("")) s.push(x); return s;'],
])("a loop over %s does the same", (_name, body) => {
  const [before, after] = both(body);
  expect(after).toEqual(before);
});

test("a loop over a list asks for no iterator", () => {
  expect(rewriteLoops("for (const x of list) use(x);")).toBe(
    "for(let $l0=$list(list),$i0=0,x;$i0<$l0.length&&(x=$l0[$i0],true);$i0++) use(x);",
  );
});

test("nor do patterns and pairs", () => {
  expect(rewriteLoops("for (const { a, b: c } of list) use(a, c);")).toBe(
    "for(let $l0=$list(list),$i0=0,a,c;$i0<$l0.length&&({ a, b: c }=$l0[$i0],true);$i0++) use(a, c);",
  );
  expect(rewritePatterns(rewriteLoops("for (const [a, b] of list) { use(a, b); }"))).toBe(
    "for(let $l0=$list(list),$i0=0;$i0<$l0.length;$i0++) { const $d0=$list($l0[$i0]),a=$d0[0],b=$d0[1]; use(a, b); }",
  );
});

test("elements are taken by index", () => {
  expect(rewritePatterns("const [a, b] = inst.args as [Inst, Inst];")).toBe(
    "const $d0=inst.args as [Inst, Inst],a=$d0[0],b=$d0[1];",
  );
  expect(rewritePatterns("const [a, b] = both(inst.args);")).toBe(
    "const $d0=$list(both(inst.args)),a=$d0[0],b=$d0[1];",
  );
});
