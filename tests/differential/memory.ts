/**
 * Memory in random programs: variables, values, and parts of arrays of all widths at addresses that are known, masked,
 * counted by a loop or held by a pointer, so that many of them overlap; strings; allocated memory.
 *
 * Arrays have nine cells; nothing is read or written beyond their 72 bytes.
 */
import { ARRAY_CELLS, CodeGenerator, type Context, deeper, MAX_DEPTH } from "./code.ts";
import { leaf, type Node, node } from "./program.ts";

/** Bytes of an allocated block: as many as of an array. */
const BLOCK_SIZE = 8 * (ARRAY_CELLS + 1);

/** [bytes, fetch, store] */
const WIDTHS: readonly (readonly [bytes: number, fetch: string, store: string])[] = [
  [1, "c@", "c!"],
  [2, "w@", "w!"],
  [4, "l@", "l!"],
  [8, "@", "!"],
];

/** Strings made of cells and taken apart again; S takes a string into the checksum, A is an array. */
const STRINGS: readonly (readonly [ins: number, outs: number, text: string])[] = [
  [1, 0, "s>d tuck dabs <# #s rot sign #> S"],
  [1, 0, "0 <# # # [char] . hold #s #> S"],
  [1, 0, "hex 0 <# #s #> S decimal"],
  [1, 0, "dup 0< if negate then 0 <# bl hold #s [char] $ hold #> S"],
  [2, 0, "<# #s #> S"],
  [1, 1, "0 <# #s #> 0. 2swap >number S drop"],
  [1, 1, "0 <# #s #> 0. 2swap 3 min >number S drop"],
  [0, 1, 's" 123x4" 0. 2swap >number S drop'],
  [0, 1, 'hex s" 1fFg" 0. 2swap >number decimal nip nip +'],
  [1, 0, "7 and A swap S"],
  [1, 0, "7 and A 8 rot /string S"],
  [1, 0, "A c! A 1 S A 1+ 63 A c@ 31 and fill A 32 + 8 S"],
  [0, 0, 's" overlap" A swap move A 7 A 3 + swap move A 10 S'],
  [0, 0, 's" overlap" A 3 + swap move A 3 + A 7 move A 10 S'],
  [0, 0, 's" one two" A place A count S'],
  [0, 1, 's" needle" A 1+ swap move A 16 s" edl" search rot drop +'],
  [0, 1, "A 16 A 1+ 16 compare"],
  [0, 1, "A 8 A 8 + 8 compare A 4 A 8 compare +"],
  [0, 0, "A 12 blank A 3 + 2 S A 20 -trailing S"],
  [1, 1, "A 9 bounds do i c@ + loop"],
  [1, 1, "0 swap A 16 bounds do i c@ over = if swap 1+ swap then loop drop"],
  [1, 1, "A 17 begin dup while over c@ 3 and while 1 /string repeat then nip +"],
];

/** The names of variables, arrays and the like are in CodeGenerator; here is what can be done with them. */
export abstract class MemoryGenerator extends CodeGenerator {
  protected access(context: Context, depth: number): Node | undefined {
    const { random } = this;
    this.spend(context, 6);
    const options: [text: string, ins: number, outs: number, name: string][] = [];
    if (this.variables.length > 0) {
      const v = random.pick(this.variables);
      options.push(
        [`${v} @`, 0, 1, v],
        [`${v} !`, 1, 0, v],
        [`${v} +!`, 1, 0, v],
        [`dup ${v} ! ${v} @ +`, 1, 1, v],
      );
      options.push([`${v} @ # + dup ${v} !`, 0, 1, v], [`# ${v} !`, 0, 0, v], [`1 ${v} +!`, 0, 0, v]);
      options.push(
        [`${v} c@`, 0, 1, v],
        [`${v} 3 + c!`, 1, 0, v],
        [`${v} l@`, 0, 1, v],
        [`${v} 4 + l!`, 1, 0, v],
      );
    }
    if (this.values.length > 0) {
      const q = random.pick(this.values);
      options.push(
        [q, 0, 1, q],
        [`to ${q}`, 1, 0, q],
        [`${q} # xor to ${q}`, 0, 0, q],
        [`dup to ${q} ${q} -`, 1, 1, q],
      );
    }
    if (this.arrays.length > 0) {
      const a = random.pick(this.arrays);
      const at = 8 * random.below(ARRAY_CELLS);
      options.push(
        [`7 and cells ${a} + @`, 1, 1, a],
        [`7 and cells ${a} + !`, 2, 0, a],
        [`${a} ${at} + @`, 0, 1, a],
      );
      options.push([`${a} ${at} + !`, 1, 0, a], [`63 and ${a} + c@`, 1, 1, a], [`63 and ${a} + c!`, 2, 0, a]);
      options.push(
        [`7 and cells ${a} + +!`, 2, 0, a],
        [`7 and cells ${a} + 2@`, 1, 2, a],
        [`${a} ${at} + 2!`, 2, 0, a],
      );
      options.push(
        [`60 and ${a} + l@`, 1, 1, a],
        [`60 and ${a} + l!`, 2, 0, a],
        [`62 and ${a} + w@`, 1, 1, a],
      );
      options.push(
        [`62 and ${a} + w!`, 2, 0, a],
        [`${a} ${at} + count nip`, 0, 1, a],
        [`${a} ${at} + @ ${a} @ xor`, 0, 1, a],
      );
      options.push(
        [`7 and cells ${a} + dup @ swap 8 + @ -`, 1, 1, a],
        [`dup 7 and cells ${a} + @ swap ${a} !`, 1, 1, a],
      );
      options.push(
        [`${a} ${a} 8 + 24 move`, 0, 0, a],
        [`${a} 16 + 9 rot fill`, 1, 0, a],
        [`${a} 5 + ${a} 19 cmove`, 0, 0, a],
      );
    }
    if (this.constants.length > 0) {
      const k = random.pick(this.constants);
      options.push([k, 0, 1, k], [`${k} +`, 1, 1, k], [`${k} xor`, 1, 1, k]);
    }
    const fitting = options.filter(([, ins, outs]) => ins <= depth && depth - ins + outs <= MAX_DEPTH);
    if (fitting.length === 0) return undefined;
    const [text, ins, outs, name] = random.pick(fitting);
    // Changing a name's meaning by `to` at the top level parses; `to` is fine in both.
    return leaf(this.expand(text), outs - ins, [name]);
  }

  /** An address with room for `bytes` behind it: code ( -- addr ) or, with `masks`, ( x -- addr ). */
  private address(
    context: Context,
    bytes: number,
  ): { text: string; masks: boolean; uses: string[] } | undefined {
    const { random } = this;
    const top = context.rstack[context.rstack.length - 1];
    if (top === "block" && random.chance(0.7)) {
      return { text: `r@ ${random.below(BLOCK_SIZE - bytes + 1)} +`, masks: false, uses: [] };
    }
    if (this.pointers.length > 0 && random.chance(0.2)) {
      const { name, array } = random.pick(this.pointers);
      return { text: `${name} @ ${random.below(17 - bytes)} +`, masks: false, uses: [name, array] };
    }
    if (this.arrays.length === 0) return undefined;
    const array = random.pick(this.arrays);
    const known = `${array} ${random.chance(0.5) ? 8 * random.below(8) : random.below(BLOCK_SIZE - bytes + 1)} +`;
    const index = random.pick([
      `${64 - bytes} and ${array} +`,
      `7 and cells ${array} +`,
      `15 and 3 * ${array} +`,
      `${array} swap 55 and +`,
      `3 and 2* 1+ cells ${array} +`,
    ]);
    if (top === "loop" && random.chance(0.6)) {
      const counter = random.pick(["i", "i", "i 1+", "i 2*", "7 i -", "i negate"]);
      return { text: `${counter} ${index}`, masks: false, uses: [array] };
    }
    return random.chance(0.3)
      ? { text: index, masks: true, uses: [array] }
      : { text: known, masks: false, uses: [array] };
  }

  /** Part of an array is read, written or changed. */
  protected element(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const [bytes, fetch, store] = random.pick(WIDTHS);
    const place = this.address(context, bytes === 8 ? 16 : bytes);
    if (place === undefined) return undefined;
    this.spend(context, 10);
    const { text, masks, uses } = place;
    const forms: [code: string, ins: number, outs: number][] = [
      [`${text} ${fetch}`, 0, 1],
      [`${text} ${fetch}`, 0, 1],
      [`${text} ${store}`, 1, 0],
      [`${text} dup ${fetch} # + swap ${store}`, 0, 0],
      [`${text} dup >r ${fetch} r@ c@ xor dup r> ${store}`, 0, 1],
    ];
    // A mask works on the top of the stack, under which the number would lie.
    if (!masks) forms.push([`# ${text} ${store}`, 0, 0]);
    if (bytes === 8) forms.push([`${text} +!`, 1, 0], [`${text} 2@`, 0, 2], [`${text} 2!`, 2, 0]);
    const own = masks ? 1 : 0;
    const fitting = forms.filter(
      ([, ins, outs]) => ins + own <= depth && depth - ins - own + outs <= MAX_DEPTH,
    );
    if (fitting.length === 0) return undefined;
    const [code, ins, outs] = random.pick(fitting);
    return leaf(this.expand(code), outs - ins - own, uses);
  }

  /** Bytes of one array go to another, or are set, or compared. */
  protected bytes(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const size = random.below(17);
    const a = this.address(context, 16);
    const b = this.address(context, 16);
    if (a === undefined || b === undefined || a.masks || b.masks) return undefined;
    this.spend(context, 40);
    const uses = [...a.uses, ...b.uses];
    const kind = random.below(5);
    if (kind === 0 && depth < MAX_DEPTH) {
      return leaf(`${a.text} ${size} ${b.text} ${random.below(17)} compare`, 1, uses);
    }
    if (kind === 1) return leaf(`${a.text} ${size} ${random.pick(["erase", "blank", "77 fill"])}`, 0, uses);
    return leaf(`${a.text} ${b.text} ${size} ${random.pick(["move", "move", "cmove", "cmove>"])}`, 0, uses);
  }

  protected string(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const fitting = STRINGS.filter(
      ([ins, outs, text]) =>
        ins <= depth &&
        depth - ins + outs <= MAX_DEPTH &&
        (this.arrays.length > 0 || !/(^| )A( |$)/.test(text)) &&
        (context.word !== undefined || !text.includes(" do ")),
    );
    if (fitting.length === 0 || !this.affordable(context, 250)) return undefined;
    this.spend(context, 250);
    const [ins, outs, text] = random.pick(fitting);
    const names: Record<string, string> = { S: `smix-${this.seed}` };
    if (this.arrays.length > 0) names["A"] = random.pick(this.arrays);
    const code = text.replace(/(?<= |^)[AS](?= |$)/g, (hole) => names[hole]!);
    return leaf(code, outs - ins, Object.values(names));
  }

  /** Allocated memory while its address lies on the return stack. */
  protected block(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const size = String(BLOCK_SIZE);
    this.spend(context, 300);
    const inner: Context = {
      ...deeper(context),
      rstack: [...context.rstack, "block"],
      leaveDepth: -1,
    };
    const end = Math.min(MAX_DEPTH, Math.max(0, depth + random.between(-1, 1)));
    const body = this.sequence(inner, depth, end, random.between(3, 8));
    return node([`${size} allocate throw dup ${size} erase >r `, body, ` r> free throw`], end - depth);
  }
}
