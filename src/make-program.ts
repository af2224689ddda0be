/**
 * From assembly to a program: what the assembler and the linker are called with, and the step after them. Whoever
 * wants the program runs the calls, and those that turn out to be needed then.
 */
import {
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { ELF_START, withoutSections } from "./elf.ts";
import {
  assembleCall,
  isCompacted,
  type LinkRequest,
  linkCalls,
  pageOf,
  systemOf,
  type ToolCall,
  type ToolKit,
} from "./tool-calls.ts";

export interface ProgramPlan {
  /** What the first call reads. */
  assembly: string;
  calls: ToolCall[];
  /** To be asked when all calls up to now were run: what else is to be run; undefined when the program is finished. */
  next(): ToolCall[] | undefined;
  /** Set once the program is finished: why it was left as the linker made it, if that was not intended. */
  leftAlone?: string;
}

export async function planProgram(text: string, request: LinkRequest, kit: ToolKit): Promise<ProgramPlan> {
  const { object, output, target, debugInfo } = request;
  const calls = [assembleCall(object, target, kit), ...linkCalls(request, kit)];
  if (!isCompacted(request, kit)) {
    const leaner = systemOf(target) === "linux" && !debugInfo;
    return { assembly: text, calls, next: () => (leaner ? dropSections(output) : undefined) };
  }

  const { compact, roomForHeader } = await import("./macho/compact.ts");
  const page = pageOf(target);
  let first: Buffer | undefined;
  const plan: ProgramPlan = {
    assembly: roomForHeader(page) + text,
    calls,
    next() {
      const made = compact(readFileSync(output), page);
      if (first !== undefined) {
        const isSmaller = typeof made !== "string" && made.bytes.length < first.length;
        writeFileSync(output, isSmaller ? made.bytes : first);
      } else if (typeof made === "string") plan.leftAlone = made;
      else if (made.spills) {
        first = made.bytes;
        return linkCalls({ ...request, constantsAside: true }, kit);
      } else writeFileSync(output, made.bytes);
      return undefined;
    },
  };
  return plan;
}

function dropSections(program: string): undefined {
  const file = openSync(program, "r+");
  try {
    const start = Buffer.alloc(ELF_START);
    const length = readSync(file, start, 0, ELF_START, 0);
    const end = withoutSections(start.subarray(0, length));
    if (end === undefined) return;
    writeSync(file, start, 0, Math.min(length, end), 0);
    ftruncateSync(file, end);
  } finally {
    closeSync(file);
  }
}
