/**
 * What the compiler says to the user. A diagnostic has a stable code (tests and `\ error:` comments name
 * it), a message that says what is wrong, a place, and where possible a hint that says what to do.
 */
import { lineAndColumn, lineText, type Span } from "./source.ts";

export type Severity = "error" | "warning";

export interface Diagnostic {
  severity: Severity;
  /** Kebab-case, e.g. "undefined-word", "stack-underflow". */
  code: string;
  message: string;
  span: Span | undefined;
  hint: string | undefined;
}

/** Ends what is being compiled; caught where compilation can go on or must stop, never shown as a crash. */
export class CompileError extends Error {
  readonly diagnostic: Diagnostic;
  constructor(code: string, message: string, span?: Span, hint?: string) {
    super(message);
    this.diagnostic = { severity: "error", code, message, span, hint };
  }
}

export function warning(code: string, message: string, span?: Span, hint?: string): Diagnostic {
  return { severity: "warning", code, message, span, hint };
}

/**
 * As a terminal shows it:
 *
 *     sq.fs:3:5: error: `dpu` is not defined [undefined-word]
 *       : x dpu ;
 *           ^~~
 *       did you mean `dup`?
 */
export function renderDiagnostic(d: Diagnostic): string {
  if (d.span === undefined) {
    return `ffc: ${d.severity}: ${d.message} [${d.code}]` + (d.hint === undefined ? "" : `\n  ${d.hint}`);
  }
  const { file, start, end } = d.span;
  const { line, column } = lineAndColumn(file, start);
  const text = lineText(file, line);
  const width = Math.max(1, Math.min(end - start, text.length - column + 1));
  // Tabs stay tabs so that the caret stands under its text whatever a tab's width.
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  const out = [
    `${file.name}:${line}:${column}: ${d.severity}: ${d.message} [${d.code}]`,
    `  ${text}`,
    `  ${indent}^${"~".repeat(width - 1)}`,
  ];
  if (d.hint !== undefined) out.push(`  ${d.hint}`);
  return out.join("\n");
}
