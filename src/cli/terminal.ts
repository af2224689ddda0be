/**
 * What the command line writes. Straight to the descriptors: `process.stdout` would load the stream and
 * terminal modules, which a build of 100 ms can do without.
 */
import { writeSync } from "node:fs";
import { type Diagnostic, renderDiagnostic } from "../support/diagnostics.ts";
import { type Span, sourceFile } from "../support/source.ts";
import { textOfBytes } from "./text.ts";

export const toStdout = (text: string | Buffer): void => writeAll(1, text);
export const toStderr = (text: string): void => writeAll(2, text);

function writeAll(descriptor: number, text: string | Buffer): void {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A reader that has gone wants no more; one that is slow (a pipe set non-blocking) is waited for.
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** All diagnostics in the order of the source, then how many there were. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  const text = diagnostics.toSorted(bySource).map(readable).map(renderDiagnostic);
  toStderr(`${text.join("\n")}\n${countOf(diagnostics)}\n`);
}

/** From the compiler's bytes to what a terminal shows, so that a caret stands under its character. */
function readable(d: Diagnostic): Diagnostic {
  const span = d.span === undefined ? undefined : readableSpan(d.span);
  const hint = d.hint === undefined ? undefined : textOfBytes(d.hint);
  return { ...d, message: textOfBytes(d.message), span, hint };
}

function readableSpan({ file, start, end }: Span): Span {
  const shown = sourceFile(textOfBytes(file.name), textOfBytes(file.text));
  if (shown.text === file.text) return { file: shown, start, end };
  const offset = (at: number): number => textOfBytes(file.text.slice(0, at)).length;
  return { file: shown, start: offset(start), end: offset(end) };
}

/** By file in order of appearance would need to know the includes; by name is stable and good enough. */
function bySource(a: Diagnostic, b: Diagnostic): number {
  if (a.span === undefined || b.span === undefined)
    return Number(a.span === undefined) - Number(b.span === undefined);
  const byName = a.span.file.name < b.span.file.name ? -1 : a.span.file.name > b.span.file.name ? 1 : 0;
  return byName || a.span.start - b.span.start;
}

function countOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((d) => d.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [plural(errors, "error"), plural(warnings, "warning")];
  return parts.filter((p) => p !== "").join(", ");
}

const plural = (n: number, what: string): string => (n === 0 ? "" : `${n} ${what}${n === 1 ? "" : "s"}`);
