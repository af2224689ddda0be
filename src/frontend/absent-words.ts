/**
 * Words of Forth-2012, and words of gforth in daily use, that are left out on purpose: why, and what to
 * write instead. The glossary lists them, and the message for an undefined word quotes them.
 */

export interface AbsentWord {
  name: string;
  set: string;
  /** A sentence without its full stop, as is the next one. */
  reason: string;
  instead: string;
}

export function absentWord(name: string): AbsentWord | undefined {
  const wanted = name.toLowerCase();
  return absentWords().find((word) => word.name === wanted);
}

export function absentWords(): AbsentWord[] {
  return rows().flatMap(([set, names, reason, instead]) =>
    names.split(" ").map((name) => ({ name, set, reason, instead })),
  );
}

type Row = readonly [set: string, names: string, reason: string, instead: string];

const BLOCKS = "there is no block storage: sources and data are files";

/** A function, so that a build that needs none of this does not make it. */
// biome-ignore format: a table reads best one row a line
const rows = (): readonly Row[] => [
  ["block", "blk block buffer flush load save-buffers update", BLOCKS, "use `include`, `open-file`, `read-file` and `write-file`"],
  ["block ext", "empty-buffers list scr thru", BLOCKS, "use `include`, `open-file`, `read-file` and `write-file`"],
  ["file", "include-file", "what is loaded has to be known while compiling, but a file that was opened is known only to the running program", "use `included` with the file's name"],
  ["tools ext", "code ;code assembler", "there is no assembler in the compiler, so that programs do not depend on a machine", "write it in Forth: words with a static stack effect are kept in registers"],
  ["tools ext", "editor", "the compiler is no editor", "use the one you like"],
  ["tools ext", "forget", "obsolescent in Forth-2012", "use `marker`"],

  ["gforth", "abi-code end-code", "there is no assembler in the compiler, so that programs do not depend on a machine", "write it in Forth"],
  ["gforth", "c-library end-c-library c-function c-value c-variable add-lib \\c open-lib lib-sym", "programs are static and contain no C library", "use a pipe or a file to talk to a program in C"],
  ["gforth", "see-code simple-see xt-see name-see", "`see` shows what there is to show", "use `ffc build --emit asm` or `--emit ssa`"],
  ["gforth", "dbg break: break\"", "there is no stepping debugger inside a program", "use `ffc build -g` and gdb"],
  ["gforth", "infile-execute infile-id", "`key` and `accept` read standard input", "use `key-file` and `read-line`"],
  ["gforth", "savesystem", "what is built is a program already", "use `ffc build`"],
  ["gforth", "selector m: :m overrides this inst-var", "of gforth's packages for objects only mini-oof.fs is part of the compiler", "use `class`, `method` and `defines`, or structures and execution tokens"],
  ["gforth", "try iferror restore endtry endtry-iferror recover", "exceptions have one form", "use `catch` with a quotation: `[: ... ;] catch`"],
  ["gforth", "[begin] [until] [while] [repeat] [again] [do] [?do] [loop] [+loop] [for] [next] [i]", "loops that are interpreted read their source again and again", "put the loop into a word or a quotation and execute that"],
  ["gforth", "s+loop", "the direction of a step is better seen in the source", "use `+loop` upwards, `-loop` downwards"],
  ["gforth", "const-does>", "there is one way to say what a created word does", "use `create`, `,` and `does>`"],
  ["gforth", "comp' [comp']", "they are older than name tokens", "use `name>compile`"],
  ["gforth", "user uvalue", "only the system's own variables exist once for each thread", "give each thread an address of its own when it is started"],
  ["gforth", "table", "names of words are case-insensitive in every wordlist", "use `wordlist`"],
  ["gforth", "rp@ rp! lp@ lp! >l l>", "the return stack is the machine's, and locals are in registers", "use `>r`, `r>` and locals"],
  ["gforth", ">code-address code-address! >does-code does-code! does-handler! /does-handler", "words are machine code without fields that could be changed", "use `defer` or `does>`"],
  ["gforth", "query tib #tib expect span convert number? sword", "the standard has dropped it", "use `refill`, `source`, `accept`, `>number` and `parse-name`"],
  ["gforth", "locate view edit help license bt cold boot", "there is no interactive system", "use an editor, and `ffc words` for help"],
];
