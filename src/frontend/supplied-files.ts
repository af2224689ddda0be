/**
 * Files of gforth that programs include by name. The compiler has their words built in, so where no such file
 * is found there is nothing to load; a file of this name that the program brings along is loaded like any other.
 */
const SUPPLIED_FILES: ReadonlySet<string> = new Set([
  "ansi.fs",
  "ekey.fs",
  "environ.fs",
  "float.fs",
  "locals.fs",
  "mini-oof.fs",
  "random.fs",
  "search.fs",
  "string.fs",
  "struct.fs",
  "stuff.fs",
  "termsize.fs",
  "vt100.fs",
]);

export const isSupplied = (name: string): boolean => SUPPLIED_FILES.has(name);
