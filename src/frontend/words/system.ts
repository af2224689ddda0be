/** Output, input, time, arguments, the end of the program, threads and channels. */

import { CHANNEL_SIZE, CONTEXT } from "../../codegen/ir/layout.ts";
import type { Inst } from "../../codegen/ir/types.ts";
import { Address, type Cell, toBig, toNumber, toUnsigned } from "../cell.ts";
import { Bye, ForthThrow } from "../evaluator.ts";
import { type Primitive, primitive, runtimeCall, type SsaBuilder } from "../primitive.ts";

/** A double made of an unsigned cell. */
function pushUnsignedDouble(b: SsaBuilder, cells: ReturnType<SsaBuilder["ccall"]>): void {
  for (const cell of cells) {
    b.push(cell);
    b.push(b.constant(0n));
  }
}

/** The runtime takes the largest number for no limit. */
const FOREVER_MS = (1n << 63n) - 1n;

/** The runtime's number is twice that of the case, and one more unless its channel is closed. */
function pushSelected(b: SsaBuilder, ms: Inst): void {
  const [x, n] = b.ccall("ffc_select", [ms]) as [Inst, Inst];
  b.push(x);
  b.push(b.op("neg", [b.op("and", [n, b.constant(1n)])]));
  b.push(b.op("sar", [n, b.constant(1n)]));
}

/** Prints in the number base, with the digits of pictured numeric output. */
function numberOutput(
  name: string,
  stack: string,
  doc: string,
  cname: string,
  value: (n: Cell) => bigint,
): Primitive {
  return primitive(
    name,
    stack,
    "core",
    doc,
    (vm) => {
      const base = toUnsigned(vm.text.userCell(CONTEXT.base));
      if (base === 0n) throw new ForthThrow(-10, "division by zero");
      if (base === 1n) throw new ForthThrow(-17, "pictured numeric output string overflow");
      const n = value(vm.pop());
      let text = " ";
      for (let rest = n < 0n ? -n : n, first = true; first || rest !== 0n; first = false) {
        const digit = Number(BigInt.asIntN(64, rest % base));
        text = String.fromCharCode((digit > 9 ? digit + 55 : digit + 48) & 255) + text;
        rest /= base;
      }
      vm.text.top.print(n < 0n ? `-${text}` : text);
    },
    (b) => void b.ccall(cname, [b.pop()]),
  );
}

// biome-ignore format: a table reads best one row a line
export const systemWords: Primitive[] = [
  primitive("type", "( c-addr u -- )", "core", "Print a string.",
    (vm) => vm.text.top.print(Buffer.from(vm.popBytes()).toString("latin1")),
    (b) => { const u = b.pop(); b.ccall("ffc_type", [b.pop(), u]); }),
  primitive("emit", "( char -- )", "core", "Print a character.",
    (vm) => vm.text.top.print(String.fromCharCode(Number(toUnsigned(vm.pop()) & 255n))),
    (b) => void b.ccall("ffc_emit", [b.pop()])),
  primitive("cr", "( -- )", "core", "Begin a new line.", (vm) => vm.text.top.print("\n"), (b) => void b.ccall("ffc_emit", [b.constant(10n)])),
  numberOutput(".", "( n -- )", "Print a number and a space.", "ffc_dot", toBig),
  numberOutput("u.", "( u -- )", "Print an unsigned number and a space.", "ffc_udot", toUnsigned),
  runtimeCall("key", "( -- char )", "core", "Read a character from standard input; 4 at its end.", "ffc_key"),
  runtimeCall("accept", "( c-addr +n1 -- +n2 )", "core", "Read a line of at most +n1 characters from standard input.", "ffc_accept", { writes: true }),

  primitive("utime", "( -- d )", "gforth", "Microseconds since 1970.", (vm) => vm.needWorld(), (b) => pushUnsignedDouble(b, b.ccall("ffc_utime", [])), { world: true }),
  runtimeCall("monotonic", "( -- u )", "ffc tasks", "Microseconds on a clock that nobody sets: for how long something takes. Where it begins is not said.", "ffc_monotonic"),
  primitive("cputime", "( -- d1 d2 )", "gforth", "Microseconds of processor time in the program and in the system.", (vm) => vm.needWorld(),
    (b) => pushUnsignedDouble(b, b.ccall("ffc_cputime", [])), { world: true }),
  runtimeCall("ms", "( u -- )", "facility ext", "Wait for u milliseconds.", "ffc_ms"),
  runtimeCall("argc", "( -- a-addr )", "gforth", "Address of the number of arguments, the program's name included.", "ffc_argc"),
  runtimeCall("arg", "( u -- c-addr u2 )", "gforth", "The argument with number u, 0 being the program's name; 0 0 if there is none.", "ffc_arg"),
  runtimeCall("next-arg", "( -- c-addr u )", "gforth", "The next argument, which is then removed; 0 0 if there is none.", "ffc_next_arg", { writes: true }),

  primitive("bye", "( -- )", "tools ext", "End the program with status 0.", (vm) => {
    if (vm.text.definition !== undefined || vm.mode !== "load") vm.needWorld();
    throw new Bye();
  }, (b) => void b.ccall("ffc_bye", [b.constant(0n)]), { ends: true }),
  primitive("(bye)", "( n -- )", "gforth", "End the program with status n.", (vm) => vm.needWorld(), (b) => void b.ccall("ffc_bye", [b.pop()]), { world: true, ends: true }),
  primitive("(abort-message)", "( c-addr u -- )", "internal", "Throw -2 with a message.",
    (vm) => { throw new ForthThrow(-2, vm.popText()); },
    (b) => { const u = b.pop(); b.ccall("ffc_abort_message", [b.pop(), u]); }, { ends: true }),

  runtimeCall("join", "( tid -- )", "ffc tasks", "Wait for a thread. Throws what it threw uncaught, -301 if there is no such thread, or no more.", "ffc_join", { writes: true }),
  runtimeCall("detach", "( tid -- )", "ffc tasks", "Nobody will join this thread. Throws -301 if there is no such thread, or no more.", "ffc_detach"),
  primitive("channel", "( u -- chan )", "ffc tasks", "A channel with room for u cells; 0 is a rendezvous. Throws -24 if there cannot be so many, -59 if there is no memory.", (vm) => {
    const capacity = toNumber(vm.pop());
    if (capacity < 0 || capacity > 2 ** 24) throw vm.text.failure("bad-size", "a channel cannot have this capacity");
    const unit = vm.space.newShared("channel", CHANNEL_SIZE + 8 * capacity);
    vm.space.writeCell(new Address(unit, 0), capacity);
    vm.push(new Address(unit, 0));
  }, (b) => b.push(b.ccall("ffc_channel", [b.pop()])[0]!)),
  runtimeCall("send", "( x chan -- )", "ffc tasks", "Put x into a channel, waiting while it is full. Throws -302 if it is closed.", "ffc_send", { writes: true }),
  runtimeCall("recv", "( chan -- x )", "ffc tasks", "Take a cell from a channel, waiting while it is empty. Throws -303 if it is closed and empty.", "ffc_recv", { writes: true }),
  runtimeCall("recv?", "( chan -- x flag )", "ffc tasks", "As `recv`; 0 false once the channel is closed and empty.", "ffc_recv_flag", { writes: true }),
  runtimeCall("try-send", "( x chan -- flag )", "ffc tasks", "Put x into a channel unless that would have to wait. Throws -302 if it is closed.", "ffc_try_send", { writes: true }),
  runtimeCall("try-recv", "( chan -- x flag )", "ffc tasks", "Take a cell from a channel unless that would have to wait: 0 false.", "ffc_try_recv", { writes: true }),
  runtimeCall("send-timeout", "( x ms chan -- flag )", "ffc tasks", "Put x into a channel if there is room within ms milliseconds. Throws -302 if it is closed.", "ffc_send_timeout", { writes: true }),
  runtimeCall("recv-timeout", "( ms chan -- x flag )", "ffc tasks", "Take a cell from a channel if there is one within ms milliseconds; else 0 false, as once it is closed and empty.", "ffc_recv_timeout", { writes: true }),
  runtimeCall("free-channel", "( chan -- )", "ffc tasks", "Give the memory of a channel back, with what is in it. Throws -306 if somebody waits for it. One that is static data is closed instead.", "ffc_free_channel", { writes: true }),
  runtimeCall("select{", "( -- )", "ffc tasks", "Begin a list of cases, of which `}select` does one.", "ffc_select_begin", { writes: true }),
  runtimeCall("send-case", "( x chan -- )", "ffc tasks", "Add the case that x can be sent, or none if chan is 0. Cases are counted from 0. Throws -307 if there is no `select{`.", "ffc_select_send", { writes: true }),
  runtimeCall("recv-case", "( chan -- )", "ffc tasks", "Add the case that there is something to receive, or that the channel is closed; none if chan is 0. Throws -307 if there is no `select{`.", "ffc_select_recv", { writes: true }),
  primitive("}select", "( -- x flag n )", "ffc tasks", "Wait until one of the cases since `select{` can be done, and do it: n is its number, x what was received. If several can be done it may be any. The flag is false if it is a channel to receive from that is closed and empty. Throws -302 if it is one to send to that is closed.",
    (vm) => vm.needWorld(), (b) => pushSelected(b, b.constant(FOREVER_MS)), { world: true, writes: true }),
  primitive("}select-timeout", "( ms -- x flag n )", "ffc tasks", "As `}select`, but wait for at most ms milliseconds: n is -1 if none of the cases came by then. With 0 it never waits.",
    (vm) => vm.needWorld(), (b) => pushSelected(b, b.pop()), { world: true, writes: true }),
  runtimeCall("close-channel", "( chan -- )", "ffc tasks", "Close a channel: no more `send`. Throws -304 if it is closed.", "ffc_close_channel", { writes: true }),
  runtimeCall("closed?", "( chan -- flag )", "ffc tasks", "True if the channel is closed.", "ffc_closed"),
];
