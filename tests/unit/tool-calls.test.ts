/** How tools are called for each target, on Linux and on a Mac: nothing is run here. */
import { describe, expect, it } from "vitest";
import { findTarget, TARGETS } from "../../src/codegen/target/targets.ts";
import { systems, targets } from "../../src/runtime-c/sources.json";
import {
  assembleCall,
  emulatorOf,
  type Host,
  installHint,
  isNative,
  kitsOf,
  linkCalls,
  nativeTarget,
  type ToolCall,
} from "../../src/tool-calls.ts";

const PC: Host = { platform: "linux", arch: "x64" };
const ARM_PC: Host = { platform: "linux", arch: "arm64" };
const MAC: Host = { platform: "darwin", arch: "arm64" };
const OLD_MAC: Host = { platform: "darwin", arch: "x64" };

const text = ({ tool, args }: ToolCall): string => [tool, ...args].join(" ");
const linked = (target: string, host: Host, debugInfo = false): string[] =>
  linkCalls(
    { object: "d/p.o", output: "d/p", runtime: "lib/libffc.a", debugInfo, target },
    kitsOf(target, host)[0],
    host,
  ).map(text);

const ELF_FLAGS = systems.linux.link.join(" ");
const MACHO_FLAGS = systems.macos.link.join(" ");

describe("the assembler", () => {
  it.each([
    ["x86_64-linux", PC, "as -o p.o -"],
    ["aarch64-linux", PC, "aarch64-linux-gnu-as -o p.o -"],
    ["x86_64-linux", ARM_PC, "x86_64-linux-gnu-as -o p.o -"],
    ["x86_64-linux", OLD_MAC, "x86_64-linux-gnu-as -o p.o -"],
    ["x86_64-macos", PC, "llvm-mc -triple=x86_64-apple-macos11 -filetype=obj -o p.o -"],
    ["aarch64-macos", PC, "llvm-mc -triple=arm64-apple-macos11 -filetype=obj -o p.o -"],
    ["aarch64-macos", MAC, "cc -c -x assembler --target=arm64-apple-macos11 -o p.o -"],
    ["x86_64-macos", MAC, "cc -c -x assembler --target=x86_64-apple-macos11 -o p.o -"],
  ])("for %s on %o", (target, host, call) => {
    expect(text(assembleCall("p.o", target, kitsOf(target, host)[0], host))).toBe(call);
  });
});

describe("the linker", () => {
  it("for Linux is that of binutils, and keeps symbols for a debugger", () => {
    expect(linked("x86_64-linux", PC)).toEqual([`ld ${ELF_FLAGS} -o d/p d/p.o lib/libffc.a`]);
    expect(linked("aarch64-linux", PC)).toEqual([
      `aarch64-linux-gnu-ld ${ELF_FLAGS} -o d/p d/p.o lib/libffc.a`,
    ]);
    expect(linked("x86_64-linux", PC, true)[0]).not.toContain(" -s ");
  });

  it("for Linux can be LLVM's, too", () => {
    expect(kitsOf("x86_64-linux", OLD_MAC)).toEqual(["binutils", "llvm"]);
    const request = { object: "p.o", output: "p", runtime: "l.a", debugInfo: false, target: "aarch64-linux" };
    expect(linkCalls(request, "llvm", MAC).map(text)).toEqual([`lld -flavor gnu ${ELF_FLAGS} -o p p.o l.a`]);
  });

  it("for Linux makes programs that can be put anywhere with a runtime that can be, too", () => {
    const request = { object: "p.o", output: "p", runtime: "lib/libffc.a", debugInfo: false, pie: true };
    const flags = `${ELF_FLAGS} -pie --no-dynamic-linker -z text`;
    for (const kit of ["binutils", "llvm"] as const) {
      const [call] = linkCalls({ ...request, target: "x86_64-linux" }, kit, PC).map(text);
      expect(call).toContain(`${flags} -o p p.o lib/libffc-pie.a`);
    }
    expect(linkCalls({ ...request, target: "x86_64-macos" }, "llvm", PC)).toEqual(
      linkCalls({ ...request, target: "x86_64-macos", pie: false }, "llvm", PC),
    );
  });

  it("for macOS on Linux is LLVM's", () => {
    const link = `lld -flavor darwin -arch arm64 ${MACHO_FLAGS} -o d/p d/p.o lib/libffc.a lib/libSystem.tbd`;
    expect(linked("aarch64-macos", PC)).toEqual([link]);
    expect(linked("aarch64-macos", PC, true)).toEqual([link]);
    expect(linked("x86_64-macos", ARM_PC)[0]).toContain("-arch x86_64 ");
  });

  it("for macOS on a Mac is Xcode's, which strips itself", () => {
    const link = `-arch arm64 ${MACHO_FLAGS} -o d/p d/p.o lib/libffc.a lib/libSystem.tbd`;
    expect(linked("aarch64-macos", MAC)).toEqual([`ld -x ${link}`]);
    expect(linked("aarch64-macos", MAC, true)).toEqual([`ld ${link}`]);
  });
});

describe("machines", () => {
  it("run their own programs", () => {
    expect(nativeTarget(PC)).toBe("x86_64-linux");
    expect(nativeTarget(ARM_PC)).toBe("aarch64-linux");
    expect(nativeTarget(MAC)).toBe("aarch64-macos");
    expect(nativeTarget({ platform: "freebsd", arch: "x64" })).toBeUndefined();
    expect(isNative("x86_64-linux", OLD_MAC)).toBe(false);
  });

  it("have an emulator for Linux alone", () => {
    expect(emulatorOf("aarch64-linux", PC)).toBe("qemu-aarch64");
    expect(emulatorOf("x86_64-linux", ARM_PC)).toBe("qemu-x86_64");
    expect(emulatorOf("aarch64-macos", PC)).toBeUndefined();
    expect(emulatorOf("aarch64-linux", MAC)).toBeUndefined();
  });
});

describe("what is missing", () => {
  it.each([
    ["as", "binutils"],
    ["aarch64-linux-gnu-ld", "binutils-aarch64-linux-gnu"],
    ["x86_64-linux-gnu-gcc", "gcc-x86-64-linux-gnu"],
    ["gcc", "gcc"],
    ["llvm-mc", "llvm"],
    ["llvm-strip", "llvm"],
    ["lld", "lld"],
    ["clang", "clang"],
    ["qemu-aarch64", "qemu-user"],
  ])("%s is in the package %s", (tool, pkg) => {
    expect(installHint(tool, PC)).toBe(`install the Debian package ${pkg}: sudo apt-get install ${pkg}`);
    expect(installHint(tool, MAC)).toContain("xcode-select --install");
  });
});

describe("names of targets", () => {
  it("are the same for code and tools", () => {
    expect(TARGETS.map(({ name }) => name)).toEqual(Object.keys(targets));
  });

  it.each([
    ["x86_64-linux", "x86_64-linux"],
    ["x86_64-unknown-linux-gnu", "x86_64-linux"],
    ["x86_64-pc-linux-musl", "x86_64-linux"],
    ["amd64-linux", "x86_64-linux"],
    ["aarch64-unknown-linux-musl", "aarch64-linux"],
    ["aarch64-linux-gnu", "aarch64-linux"],
    ["arm64-linux", "aarch64-linux"],
    ["x86_64-apple-macos11", "x86_64-macos"],
    ["x86_64-apple-darwin20.1", "x86_64-macos"],
    ["arm64-apple-darwin", "aarch64-macos"],
    ["aarch64-apple-macosx12.3", "aarch64-macos"],
    ["arm64-macos", "aarch64-macos"],
  ])("%s is %s", (name, target) => {
    expect(findTarget(name)?.name).toBe(target);
  });

  it.each([
    "",
    "linux",
    "x86_64",
    "i686-linux",
    "x86_64-apple-linux",
    "arm64-apple-ios",
    "x86_64-linux-gnux32",
    "aarch64-windows",
  ])("%j is none", (name) => {
    expect(findTarget(name)).toBeUndefined();
  });
});
