/**
 * Failures that are the user's to mend: they are told in one sentence, never with a stack trace. Whatever
 * else is thrown is a fault of the compiler.
 */

/** What `ffc` exits with. */
export const EXIT = { ok: 0, program: 1, usage: 2, internal: 70 } as const;

export class Failure extends Error {
  readonly status: number;
  readonly hint: string | undefined;
  constructor(status: number, message: string, hint?: string) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

/** Why a file operation failed, in words: the system's own text carries the name of a system call. */
export function fileProblem(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  return (
    (code !== undefined && PROBLEMS[code]) || (code === undefined ? String(error) : `system error ${code}`)
  );
}

/** Why a tool that failed could not write its output, by its complaints or how it ended; undefined if that was not it. */
export function outputProblem(complaints: string, signal: NodeJS.Signals | null): string | undefined {
  const found = OUTPUT_PROBLEMS.find(([text]) => complaints.includes(text));
  const code = signal === "SIGXFSZ" ? "EFBIG" : found?.[1];
  return code && PROBLEMS[code];
}

const OUTPUT_PROBLEMS: readonly (readonly [text: string, code: string])[] = [
  ["No space left on device", "ENOSPC"],
  ["Disk quota exceeded", "EDQUOT"],
  ["File too large", "EFBIG"],
];

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  ENOTDIR: "a part of the path is not a directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a directory",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the device",
  EFBIG: "the file would be larger than is allowed",
  EDQUOT: "the disk quota is exceeded",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
  ETXTBSY: "it is being executed",
};
