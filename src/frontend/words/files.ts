/** Files: all of it belongs to the running program. What is Forth of it is in `lib/files.fs`. */
import { type Primitive, primitive, runtimeCall } from "../primitive.ts";

/** A function of the runtime that gives a cell and an ior; the word gives an unsigned double and the ior. */
function doubleAndIor(name: string, stack: string, set: string, doc: string, cname: string): Primitive {
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => vm.needWorld(),
    (b) => {
      const [low, ior] = b.ccall(cname, [b.pop()]);
      b.push(low!);
      b.push(b.constant(0n));
      b.push(ior!);
    },
    { world: true },
  );
}

const writes = { writes: true };

// biome-ignore format: a table reads best one row a line
export const fileWords: Primitive[] = [
  runtimeCall("open-file", "( c-addr u fam -- fileid ior )", "file", "Open the file with this name.", "ffc_open_file"),
  runtimeCall("create-file", "( c-addr u fam -- fileid ior )", "file", "Open a file that is new, or emptied if it was there.", "ffc_create_file"),
  runtimeCall("close-file", "( fileid -- ior )", "file", "Write out what is left to write, and close the file.", "ffc_close_file"),
  runtimeCall("read-file", "( c-addr u1 fileid -- u2 ior )", "file", "Read u1 characters, or fewer at the end of the file.", "ffc_read_file", writes),
  runtimeCall("(read-line)", "( c-addr u1 fileid -- u2 n )", "internal", "Read a line: n is 1 for a line, 0 at the end of the file, or an ior.", "ffc_read_line", writes),
  runtimeCall("(key-file)", "( fileid -- n )", "internal", "Read a character; -1 at the end of the file.", "ffc_key_file"),
  runtimeCall("key?-file", "( fileid -- flag )", "gforth", "True if a character, or the end of the file, can be read without waiting.", "ffc_key_ready_file"),
  runtimeCall("file-eof?", "( fileid -- flag )", "gforth", "True if the end of the file was met while reading.", "ffc_file_eof"),
  runtimeCall("write-file", "( c-addr u fileid -- ior )", "file", "Write a string.", "ffc_write_file"),
  runtimeCall("write-line", "( c-addr u fileid -- ior )", "file", "Write a string and the end of a line.", "ffc_write_line"),
  runtimeCall("emit-file", "( char fileid -- ior )", "gforth", "Write a character.", "ffc_emit_file"),
  runtimeCall("flush-file", "( fileid -- ior )", "file ext", "Write out what is left to write.", "ffc_flush_file"),
  doubleAndIor("file-position", "( fileid -- ud ior )", "file", "Position at which is read or written next.", "ffc_file_position"),
  runtimeCall("reposition-file", "( ud fileid -- ior )", "file", "Read or write at this position next.", "ffc_reposition_file"),
  doubleAndIor("file-size", "( fileid -- ud ior )", "file", "Number of characters in the file.", "ffc_file_size"),
  runtimeCall("resize-file", "( ud fileid -- ior )", "file", "Cut the file off, or extend it with zeros.", "ffc_resize_file"),
  runtimeCall("delete-file", "( c-addr u -- ior )", "file", "Delete the file with this name.", "ffc_delete_file"),
  runtimeCall("rename-file", "( c-addr1 u1 c-addr2 u2 -- ior )", "file ext", "Give the file with the first name the second.", "ffc_rename_file"),
  runtimeCall("file-status", "( c-addr u -- x ior )", "file ext", "Whether there is a file with this name, and how it could be opened: `r/w`, `r/o`, `w/o` or 1.", "ffc_file_status"),
  runtimeCall("(outfile)", "( -- a-addr )", "internal", "Address of the cell with the fileid that output goes to, exclusive or 1.", "ffc_output_file"),
  runtimeCall("open-dir", "( c-addr u -- fileid ior )", "gforth", "Open a directory, to read the names in it.", "ffc_open_directory"),
  runtimeCall("(read-dir)", "( c-addr u1 fileid -- u2 n )", "internal", "Read a name: n is 1 for a name, 0 at the end, or an ior.", "ffc_read_directory", writes),
  runtimeCall("=mkdir", "( c-addr u n -- ior )", "gforth", "Make a directory with access mode n.", "ffc_make_directory"),
  runtimeCall("set-dir", "( c-addr u -- ior )", "gforth", "Make this the current directory.", "ffc_set_directory"),
  runtimeCall("(get-dir)", "( c-addr u1 -- u2 )", "internal", "Put the name of the current directory into the buffer: its length, 0 if it does not fit.", "ffc_get_directory", writes),
];
