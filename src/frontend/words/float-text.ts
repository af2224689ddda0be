/** Floats from and to text; formats are in `lib/float-output.fs`. */
import { flag } from "../cell.ts";
import { type Evaluator, ForthThrow } from "../evaluator.ts";
import { digitsOf, floatOf } from "../float-text.ts";
import { type Primitive, primitive } from "../primitive.ts";

/** The bytes of ( c-addr u ), which may be anything. */
function bytesAt(vm: Evaluator): Uint8Array {
  const length = vm.popNumber();
  const address = vm.pop();
  if (length < 0 || length > 1e9) throw new ForthThrow(-9, "invalid length of a string");
  return vm.space.readBytes(address, length);
}

export const floatTextWords: Primitive[] = [
  primitive(
    "represent",
    "( c-addr u -- n flag1 flag2 ) ( F: r -- )",
    "floating",
    "Store the first u digits of r, rounded to nearest, ties to even, at c-addr: r is about 0.digits times 10^n. Flag1: r is negative; flag2: it is a number.",
    (vm) => {
      // Checks the place before any digits are made.
      const address = vm.ds[vm.ds.length - 2];
      const { length } = bytesAt(vm);
      const { text, exponent, isNegative, isNumber } = digitsOf(vm.popFloat(), length);
      vm.space.writeBytes(address!, Buffer.from(text, "latin1"));
      vm.push(exponent);
      vm.push(flag(isNegative));
      vm.push(flag(isNumber));
    },
    (b) => {
      const length = b.pop();
      const address = b.pop();
      const [exponent, flags] = b.ccall("ffc_represent", [address, length, b.fpop()]);
      const bit = (n: bigint) =>
        b.op("neg", [b.op("and", [b.op("shr", [flags!, b.constant(n)]), b.constant(1n)])]);
      b.push(exponent!);
      b.push(bit(0n));
      b.push(bit(1n));
    },
    { writes: true },
  ),
  primitive(
    "(>float)",
    "( c-addr u -- flag ) ( F: -- r )",
    "internal",
    "The number in a string and true; or 0 and false.",
    (vm) => {
      const value = floatOf(Buffer.from(bytesAt(vm)).toString("latin1"));
      vm.push(flag(value !== undefined));
      vm.fpush(value ?? 0);
    },
    (b) => {
      const length = b.pop();
      const [found, value] = b.ccall("ffc_to_float", [b.pop(), length]);
      b.push(found!);
      b.fpush(value!);
    },
  ),
];
