/**
 * How the tools of others are called: assembler and linker, for each system and on each. Knows where they come from,
 * too; runs nothing.
 *
 * For Linux they are those of binutils, called directly: the gcc driver in front of them costs as much again as both;
 * or LLVM's, which are the same for all processors and take a little longer. For macOS they are LLVM's on Linux, and
 * on a Mac those of Xcode's command line tools. No SDK is needed there either: all that a program may use of the
 * system is listed in platform/libSystem.tbd.
 */
import { dirname, join } from "node:path";
import { systems, targets } from "./runtime-c/sources.json";

/** One call of a tool. */
export interface ToolCall {
  tool: string;
  args: string[];
}

/** Assembler and linker that go together. */
export type ToolKit = "binutils" | "llvm" | "xcode";

/** A machine to compile on, as Node describes it. */
export interface Host {
  platform: string;
  arch: string;
}

export interface LinkRequest {
  object: string;
  output: string;
  /** The runtime archive; that for programs that can be put anywhere lies beside it, and for macOS libSystem.tbd. */
  runtime: string;
  debugInfo: boolean;
  target: string;
  /** The program can be put anywhere; for macOS each can. */
  pie?: boolean;
  /** For macOS: the constants are a segment of their own. */
  constantsAside?: boolean;
}

const PROCESSORS: Readonly<Record<string, string>> = { "x86-64": "x64", arm64: "arm64" };
const PLATFORMS: Readonly<Record<string, string>> = { linux: "linux", macos: "darwin" };

/** What sources.json has of a target. */
interface TargetRecord {
  architecture: string;
  system: string;
  /** As LLVM names it. */
  triple: string;
  /** For Linux: what the names of the tools of binutils begin with on other machines. */
  tools?: string;
}

const recordOf = (target: string): TargetRecord => targets[target as keyof typeof targets];

export const systemOf = (target: string): string => recordOf(target).system;
export const architectureOf = (target: string): string => recordOf(target).architecture;

/** Whether the host can execute its programs. */
export function isNative(target: string, host: Host = process): boolean {
  const { architecture, system } = recordOf(target);
  return PROCESSORS[architecture] === host.arch && PLATFORMS[system] === host.platform;
}

/** The target whose programs run here. */
export const nativeTarget = (host: Host = process): string | undefined =>
  Object.keys(targets).find((target) => isNative(target, host));

/** `aarch64-linux-gnu-`, or nothing where the tools are those of the host. */
const prefixOf = (target: string, host: Host): string =>
  isNative(target, host) ? "" : recordOf(target).tools!;

/** What can make programs for the target on the host, the best first. */
export function kitsOf(target: string, host: Host = process): readonly ToolKit[] {
  if (systemOf(target) === "linux") return ["binutils", "llvm"];
  return host.platform === "darwin" ? ["xcode"] : ["llvm"];
}

/** The tools of a kit for a target. */
export function toolsOf(kit: ToolKit, target: string, host: Host = process): string[] {
  const calls = linkCalls({ object: "", output: "", runtime: "", debugInfo: false, target }, kit, host);
  return [assembleCall("", target, kit, host), ...calls].map(({ tool }) => tool);
}

/** Takes the assembly from its input. Line information for a debugger is in the assembly itself. */
export function assembleCall(
  object: string,
  target: string,
  kit: ToolKit = kitsOf(target)[0]!,
  host: Host = process,
): ToolCall {
  const { triple } = recordOf(target);
  switch (kit) {
    case "binutils":
      return { tool: `${prefixOf(target, host)}as`, args: ["-o", object, "-"] };
    case "llvm":
      return { tool: "llvm-mc", args: [`-triple=${triple}`, "-filetype=obj", "-o", object, "-"] };
    case "xcode":
      return { tool: "cc", args: ["-c", "-x", "assembler", `--target=${triple}`, "-o", object, "-"] };
  }
}

/** With debug information the symbols stay. */
export function linkCalls(
  request: LinkRequest,
  kit: ToolKit = kitsOf(request.target)[0]!,
  host: Host = process,
): ToolCall[] {
  const { object, output, debugInfo, target, pie = false } = request;
  if (systemOf(target) === "macos") return linkMacho(request, kit);
  const { link, pie: own } = systems.linux;
  const flags = link.filter((flag) => !(debugInfo && flag === "-s"));
  const runtime = pie ? join(dirname(request.runtime), own.archive) : request.runtime;
  const args = [...flags, ...(pie ? own.link : []), "-o", output, object, runtime];
  if (kit === "binutils") return [{ tool: `${prefixOf(target, host)}ld`, args }];
  return [{ tool: "lld", args: ["-flavor", "gnu", ...args] }];
}

/** Mind that the signature contains the name of `output`, without its folder. */
function linkMacho(request: LinkRequest, kit: ToolKit): ToolCall[] {
  const { object, output, runtime, debugInfo, target, constantsAside = false } = request;
  const library = join(dirname(runtime), "libSystem.tbd");
  const arch = recordOf(target).triple.split("-")[0]!;
  const { link, aside } = systems.macos;
  const flags = [...link, ...(constantsAside ? aside : [])];
  const args = ["-arch", arch, ...flags, "-o", output, object, runtime, library];
  if (kit === "xcode") return [{ tool: "ld", args: debugInfo ? args : ["-x", ...args] }];
  return [{ tool: "lld", args: ["-flavor", "darwin", ...args] }];
}

/** Whether the program is made smaller after it was linked (src/macho/), which leaves out its symbols as well. */
export const isCompacted = (
  { target, debugInfo }: { target: string; debugInfo: boolean },
  kit: ToolKit,
): boolean => systemOf(target) === "macos" && kit === "llvm" && !debugInfo;

/** Segments of a target's programs begin on such pages. */
export const pageOf = (target: string): number => (architectureOf(target) === "arm64" ? 0x4000 : 0x1000);

/** What executes programs of another machine; undefined where nothing here does. */
export function emulatorOf(target: string, host: Host = process): string | undefined {
  const { architecture, system } = recordOf(target);
  if (system !== "linux" || host.platform !== "linux") return undefined;
  return `qemu-${architecture === "arm64" ? "aarch64" : "x86_64"}`;
}

/** The tools that compile the runtime, and make an archive of it. */
export function compilerOf(target: string, host: Host = process): string {
  return systemOf(target) === "linux" ? `${prefixOf(target, host)}gcc` : "clang";
}

/** What to do about a tool that is missing. */
export function installHint(tool: string, host: Host = process): string {
  if (host.platform === "darwin") return "install Xcode's command line tools: xcode-select --install";
  const pkg = packageOf(tool);
  return `install the Debian package ${pkg}: sudo apt-get install ${pkg}`;
}

/** What to do if no kit for the target is complete; `missing` are the tools of each that are not there. */
export function installHints(missing: readonly (readonly string[])[], host: Host = process): string {
  if (host.platform === "darwin") return installHint(missing[0]![0]!, host);
  const [best, ...others] = missing.map((tools) => [...new Set(tools.map(packageOf))]);
  const packages = best!.length === 1 ? `package ${best![0]}` : `packages ${best!.join(" and ")}`;
  const or = others.map((names) => `; or ${names.join(" and ")}`).join("");
  return `install the Debian ${packages}: sudo apt-get install ${best!.join(" ")}${or}`;
}

const PACKAGES: Readonly<Record<string, string>> = { clang: "clang", lld: "lld", gcc: "gcc" };

/** The Debian package of a tool. */
function packageOf(tool: string): string {
  if (tool.startsWith("llvm-")) return "llvm";
  if (tool.startsWith("qemu-")) return "qemu-user";
  const [, prefix, name] = /^(.*-)?(\w+)$/.exec(tool)!;
  const base = PACKAGES[name!] ?? "binutils";
  return prefix === undefined ? base : `${base}-${prefix.slice(0, -1).replaceAll("_", "-")}`;
}
