/**
 * From assembly to a program: what the assembler and the linker are called with and, for macOS, the step after them. Whoever
 * wants the program runs the calls, and those that turn out to be needed then.
 */
import { readFileSync, writeFileSync } from "node:fs";
import {
  assembleCall,
  isCompacted,
  type LinkRequest,
  linkCalls,
  pageOf,
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
  const { object, output, target } = request;
  const calls = [assembleCall(object, target, kit), ...linkCalls(request, kit)];
  if (!isCompacted(request, kit)) return { assembly: text, calls, next: () => undefined };

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
