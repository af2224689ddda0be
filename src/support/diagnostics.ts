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

/** Columns of source that are shown; of a longer line, the part around the place. */
const MAX_SHOWN = 120;
const MARGIN = 20;

/** Names of any length can stand in a message: what is longer than this is cut. */
const LONG_NAME = /`([^`]{60})[^`]{20,}`/g;

/**
 * As a terminal shows it:
 *
 *     sq.fs:3:5: error: `dpu` is not defined [undefined-word]
 *       : x dpu ;
 *           ^~~
 *       did you mean `dup`?
 *
 * Text is bytes: columns count them, but the caret stands below the character that its reader sees.
 */
export function renderDiagnostic(d: Diagnostic): string {
  const message = printable(d.message.replace(LONG_NAME, "`$1...`"));
  const hint = d.hint === undefined ? [] : [`  ${printable(d.hint)}`];
  if (d.span === undefined) {
    return [`ffc: ${d.severity}: ${message} [${d.code}]`, ...hint].join("\n");
  }
  const { file, start, end } = d.span;
  const { line, column } = lineAndColumn(file, start);
  const whole = lineText(file, line);
  const from =
    whole.length <= MAX_SHOWN ? 0 : Math.max(0, Math.min(column - 1 - MARGIN, whole.length - MAX_SHOWN));
  const text = printable(whole.slice(from, from + MAX_SHOWN));
  const before = text.slice(0, column - 1 - from);
  const marked = text.slice(before.length, before.length + Math.max(1, end - start));
  const ellipsis = from > 0 ? "..." : "";
  // Tabs stay tabs so that the caret stands under its text whatever a tab's width.
  const indent = ellipsis.replace(/./g, " ") + before.replace(CONTINUATION, "").replace(/[^\t]/g, " ");
  const width = Math.max(1, marked.replace(CONTINUATION, "").length);
  return [
    `${file.name}:${line}:${column}: ${d.severity}: ${message} [${d.code}]`,
    `  ${ellipsis}${text}${from + MAX_SHOWN < whole.length ? "..." : ""}`,
    `  ${indent}^${"~".repeat(width - 1)}`,
    ...hint,
  ].join("\n");
}

/** Bytes after the first of a character in UTF-8: they take no column. */
const CONTINUATION = /[\x80-\xbf]/g;

/** Control characters would move the cursor, or worse. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are left out
const printable = (text: string): string => text.replace(/[\x00-\x08\x0a-\x1f\x7f]/g, "?");
