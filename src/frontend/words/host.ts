/** The system around the program: processes, environment, terminal, local time. */
import { type Primitive, primitive, runtimeCall } from "../primitive.ts";

// biome-ignore format: a table reads best one row a line
export const hostWords: Primitive[] = [
  runtimeCall("(system)", "( c-addr u -- n )", "internal", "Run a shell command: its status. Throws if it cannot be started.", "ffc_system"),
  runtimeCall("open-pipe", "( c-addr u fam -- fileid ior )", "gforth", "Start a shell command; with `r/o` the file is what it prints, with `w/o` what it reads.", "ffc_open_pipe"),
  runtimeCall("close-pipe", "( fileid -- n ior )", "gforth", "Close the file, wait for the command, and give its status as the system has it.", "ffc_close_pipe"),
  runtimeCall("(create-pipe)", "( -- n1 n2 )", "internal", "A pipe's ends as fileids, or an ior twice.", "ffc_create_pipe"),
  runtimeCall("start-process", "( c-addr u fileid1 fileid2 -- pid ior )", "ffc processes", "Start a shell command that reads from the first file and prints to the second.", "ffc_start_process"),
  runtimeCall("wait-process", "( pid -- n ior )", "ffc processes", "Wait until a process has ended: its exit status, or 128 and the signal that ended it.", "ffc_wait_process"),
  runtimeCall("signal-process", "( n pid -- ior )", "ffc processes", "Send signal n to a process.", "ffc_signal_process"),
  runtimeCall("getpid", "( -- n )", "gforth", "Number of this process.", "ffc_process_id"),
  runtimeCall("getenv", "( c-addr1 u1 -- c-addr2 u2 )", "gforth", "The variable of the environment with this name; 0 0 if there is none.", "ffc_getenv"),
  runtimeCall("argv", "( -- a-addr )", "gforth", "Address of the address of the arguments: as many addresses of texts that end with a 0.", "ffc_argv"),

  runtimeCall("(key-ready)", "( n -- flag )", "internal", "True if there is a character within n milliseconds.", "ffc_key_ready"),
  runtimeCall("form", "( -- +n1 +n2 )", "gforth", "Rows and columns of the terminal; 24 and 80 if there is none.", "ffc_form"),

  primitive("ntime", "( -- d )", "gforth", "Nanoseconds since 1970.", (vm) => vm.needWorld(),
    (b) => { b.push(b.ccall("ffc_ntime", [])[0]!); b.push(b.constant(0n)); }, { world: true }),
  runtimeCall("(local-offset)", "( n1 -- n2 )", "internal", "Seconds by which local time is ahead of UTC, n1 seconds after 1970 began.", "ffc_local_offset"),
];
