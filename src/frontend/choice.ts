/**
 * `[if]` at the top level with a flag that only the running program has. Both parts are compiled, as a word without a
 * name that startup code calls: what they print, compute and store happens when the program runs. What
 * defines, or changes how the source is read, would have to be done or left undone while compiling: there is no answer
 * for that.
 */
import { CompileError } from "../support/diagnostics.ts";
import type { Span } from "../support/source.ts";
import { Address } from "./cell.ts";
import type { Definition } from "./compiler.ts";
import { firstCharacter, textOf } from "./reader.ts";
import type { TextInterpreter } from "./text-interpreter.ts";
import type { TraitCache } from "./traits.ts";
import type { Word } from "./word.ts";

/** Words that parse and mean the same in a definition as outside of one. */
const PARSING: ReadonlySet<string> = new Set([
  "\\",
  "#!",
  "(",
  's"',
  's\\"',
  'c"',
  '."',
  '.\\"',
  'abort"',
  "to",
  "+to",
  "->",
  "is",
  "action-of",
]);

/** Words that mean something else in a definition: what is compiled for them instead. */
const INSTEAD: ReadonlyMap<string, (t: TextInterpreter, definition: Definition, token: Span) => void> =
  new Map([
    [
      ".(",
      (t, definition, token) => {
        const text = Buffer.from(textOf(t.parseAcrossLines(")")), "latin1");
        definition.literal(t.space.string(text), token);
        definition.literal(text.length, token);
        definition.primitive(t.prim("type"), token);
      },
    ],
    [
      "'",
      (t, definition, token) =>
        definition.literal(new Address(t.findOrFail(t.parseName("the name of a word")), 0), token),
    ],
    [
      "char",
      (t, definition, token) => definition.literal(firstCharacter(textOf(t.parseName("a character"))), token),
    ],
  ]);

/** An `[if]` that is open: the jump that its `[else]` or `[then]` resolves. */
interface Open {
  jump: number;
  hasElse: boolean;
}

/** The word ( flag -- ) that does what stands from `opened`, an `[if]`, to its `[then]`. */
export function compileChoice(t: TextInterpreter, opened: Span, traits: TraitCache): Word {
  const definition = t.beginDefinition(undefined);
  const open: Open[] = [{ jump: definition.forward("jump0", opened), hasElse: false }];
  const compiled: Word[] = [];
  while (open.length > 0) {
    const token = t.nextInConditional(opened);
    const name = textOf(token).toLowerCase();
    if (name === "[if]") open.push({ jump: definition.forward("jump0", token), hasElse: false });
    else if (name === "[else]" && !open[open.length - 1]!.hasElse) {
      const end = definition.forward("jump", token);
      definition.resolve(open.pop()!.jump);
      open.push({ jump: end, hasElse: true });
    } else if (name === "[then]" || name === "[endif]") definition.resolve(open.pop()!.jump);
    else {
      t.span = token;
      const word = t.find(textOf(token));
      if (word === undefined) compileNumber(t, token, compiled, traits);
      else compilePhrase(t, definition, word, token, traits);
      if (word !== undefined) compiled.push(word);
    }
  }
  return t.endDefinition();
}

function compilePhrase(
  t: TextInterpreter,
  definition: Definition,
  word: Word,
  token: Span,
  traits: TraitCache,
): void {
  const { prim } = word;
  const instead = prim && INSTEAD.get(prim.name);
  if (instead !== undefined) instead(t, definition, token);
  else if (prim !== undefined && PARSING.has(prim.name)) t.compileToken(token);
  else {
    t.checkOutsideOfDefinition(word, token);
    const { compileTime, input } = traits.of(word);
    if (compileTime) throw noAnswer(token, "parses or defines");
    // As startup code does in front of such a word.
    if (input) {
      for (const { values, unit } of t.syncInput()) {
        for (const value of values) definition.literal(value, token);
        definition.literal(new Address(unit, 0), token);
        definition.primitive(t.prim(values.length === 2 ? "2!" : "!"), token);
      }
    }
    definition.call(word, token);
  }
}

function compileNumber(t: TextInterpreter, token: Span, before: readonly Word[], traits: TraitCache): void {
  if (before.some((word) => traits.of(word).base)) {
    throw noAnswer(token, "is read in a base that may have been changed");
  }
  t.compileToken(token);
}

const noAnswer = (token: Span, what: string): CompileError =>
  new CompileError(
    "unknown-at-compile-time",
    `\`${textOf(token)}\` ${what}, behind an \`[if]\` whose flag only the running program has`,
    token,
    "both parts are compiled, for the running program to choose: move this out of there, or into a definition",
  );
