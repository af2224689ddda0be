/** The registers of x86-64: numbers as the instruction encoding has them, float registers after them. */
import { type Reg, type RegClass, type RegisterFile, registerFile } from "../machine.ts";

const NAMES64 = "rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15".split(" ");
const NAMES32 = "eax ecx edx ebx esp ebp esi edi r8d r9d r10d r11d r12d r13d r14d r15d".split(" ");
const NAMES16 = "ax cx dx bx sp bp si di r8w r9w r10w r11w r12w r13w r14w r15w".split(" ");
const NAMES8 = "al cl dl bl spl bpl sil dil r8b r9b r10b r11b r12b r13b r14b r15b".split(" ");
const FLOATS = NAMES64.map((_, i) => `xmm${i}`);

export const REG64: readonly string[] = [...NAMES64, ...FLOATS].map((name) => `%${name}`);
export const REG32: readonly string[] = NAMES32.map((name) => `%${name}`);
export const REG16: readonly string[] = NAMES16.map((name) => `%${name}`);
export const REG8: readonly string[] = NAMES8.map((name) => `%${name}`);

export const RAX = 0;
export const RCX = 1;
export const RDX = 2;
export const RBX = 3;
export const RSP = 4;
export const RBP = 5;
export const RSI = 6;
export const RDI = 7;
export const R8 = 8;
export const R9 = 9;
export const R10 = 10;
export const R11 = 11;
export const R12 = 12;
export const R13 = 13;
export const R14 = 14;
export const R15 = 15;
export const XMM0 = 16;
const COUNT = 32;

/** The emitter's own: cycles of floats, flags of comparisons. */
export const FLOAT_SCRATCH = XMM0 + 15;

const CALLEE_SAVED = [RBX, RBP, R12, R13, R14, R15];
const floats = FLOATS.map((_, i) => XMM0 + i);

/** Every register that a call may change. */
export const CALLER_SAVED_INTS: readonly Reg[] = [RAX, RCX, RDX, RSI, RDI, R8, R9, R10, R11];
export const CALLER_SAVED: readonly Reg[] = [...CALLER_SAVED_INTS, ...floats];

function file(ints: Reg[]): RegisterFile {
  return registerFile({
    count: COUNT,
    classOf: REG64.map((_, reg): RegClass => (reg < XMM0 ? "int" : "float")),
    allocatable: { int: ints, float: floats.filter((reg) => reg !== FLOAT_SCRATCH) },
    calleeSaved: REG64.map((_, reg) => CALLEE_SAVED.includes(reg)),
    dataStackPointer: R12,
    name: (reg) => REG64[reg]!,
  });
}

// Registers that pass arguments come late, so that values which stay do not get in the way of calls.
const INTS = [RAX, RCX, RDX, R8, R9, R10, R11, RSI, RDI, RBX, RBP, R14, R15];
export const REGISTERS: RegisterFile = file(INTS);
/** For functions whose frame is addressed through rbp. */
export const REGISTERS_WITH_FRAME: RegisterFile = file(INTS.filter((reg) => reg !== RBP));
