/**
 * Elementary functions of floats: calls of the runtime. Libraries differ in the last bit of their results, so
 * the compiler has no answer of its own; what needs one waits for the running program.
 */
import { type Primitive, primitive } from "../primitive.ts";

const call = (name: string, set: string, doc: string, cname: string): Primitive =>
  primitive(
    name,
    "( F: r1 -- r2 )",
    set,
    doc,
    (vm) => vm.needWorld(),
    (b) => b.fpush(b.ccall(cname, [b.fpop()])[0]!),
    { world: true },
  );

const callOfTwo = (name: string, set: string, doc: string, cname: string): Primitive =>
  primitive(
    name,
    "( F: r1 r2 -- r3 )",
    set,
    doc,
    (vm) => vm.needWorld(),
    (b) => {
      const second = b.fpop();
      b.fpush(b.ccall(cname, [b.fpop(), second])[0]!);
    },
    { world: true },
  );

// biome-ignore format: a table reads best one row a line
export const floatFunctions: Primitive[] = [
  call("fsin", "floating ext", "Sine of an angle in radians.", "ffc_math_sin"),
  call("fcos", "floating ext", "Cosine of an angle in radians.", "ffc_math_cos"),
  call("ftan", "floating ext", "Tangent of an angle in radians.", "ffc_math_tan"),
  call("fasin", "floating ext", "The angle whose sine is r1.", "ffc_math_asin"),
  call("facos", "floating ext", "The angle whose cosine is r1.", "ffc_math_acos"),
  call("fatan", "floating ext", "The angle whose tangent is r1.", "ffc_math_atan"),
  callOfTwo("fatan2", "floating ext", "The angle of the point with ordinate r1 and abscissa r2, from -pi to pi.", "ffc_math_atan2"),
  call("fexp", "floating ext", "e raised to r1.", "ffc_math_exp"),
  call("fexpm1", "floating ext", "e raised to r1, less 1; exact for small r1.", "ffc_math_expm1"),
  call("fln", "floating ext", "Natural logarithm.", "ffc_math_log"),
  call("flnp1", "floating ext", "Natural logarithm of r1 + 1; exact for small r1.", "ffc_math_log1p"),
  call("flog", "floating ext", "Logarithm to base ten.", "ffc_math_log10"),
  callOfTwo("f**", "floating ext", "r1 raised to r2.", "ffc_math_pow"),
  call("fsinh", "floating ext", "Hyperbolic sine.", "ffc_math_sinh"),
  call("fcosh", "floating ext", "Hyperbolic cosine.", "ffc_math_cosh"),
  call("ftanh", "floating ext", "Hyperbolic tangent.", "ffc_math_tanh"),
  call("fasinh", "floating ext", "The number whose hyperbolic sine is r1.", "ffc_math_asinh"),
  call("facosh", "floating ext", "The number whose hyperbolic cosine is r1.", "ffc_math_acosh"),
  call("fatanh", "floating ext", "The number whose hyperbolic tangent is r1.", "ffc_math_atanh"),
  call("fcbrt", "ffc floats", "Cube root.", "ffc_math_cbrt"),
];
