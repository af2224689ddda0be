/** The Forth library in `lib/`, as text; `scripts/forth-library.mjs` makes this module for the bundle and the tests. */
declare module "virtual:forth-library" {
  /** File name below `lib/` without `.fs` → its text. */
  export const files: Readonly<Record<string, string>>;
  /** Name in lower case → file, start and end of the piece that defines it. */
  export const index: Readonly<Record<string, readonly [file: string, start: number, end: number]>>;
}
