/**
 * Files of gforth that programs include by name, and whose words the compiler has built in: where no such file is found there
 * is nothing to load. A file of this name that the program brings along is loaded like any other. (Those in `lib/include`
 * are loaded if they are included: see `Library.included`.)
 */
const SUPPLIED_FILES: ReadonlySet<string> = new Set([
  "ansi.fs",
  "ekey.fs",
  "environ.fs",
  "float.fs",
  "locals.fs",
  "random.fs",
  "search.fs",
  "string.fs",
  "struct.fs",
  "stuff.fs",
  "termsize.fs",
  "vt100.fs",
]);

export const isSupplied = (name: string): boolean => SUPPLIED_FILES.has(name);
