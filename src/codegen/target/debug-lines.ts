/** `.file` and `.loc` for a debugger. */
import type { Position } from "../ir/types.ts";
import { escapeText } from "./lines.ts";

export class DebugLines {
  private readonly positions: readonly Position[];
  private readonly numbers = new Map<string, number>();
  private current = 0;

  constructor(positions: readonly Position[]) {
    this.positions = positions;
  }

  files(out: string[]): void {
    for (const { file } of this.positions) {
      if (file === "" || this.numbers.has(file)) continue;
      this.numbers.set(file, this.numbers.size + 1);
      out.push(`.file ${this.numbers.get(file)} "${escapeText(file)}"`);
    }
  }

  /** The directive to put before an instruction, if the position changed. */
  directive(pos: number): string | undefined {
    if (pos === this.current) return undefined;
    this.current = pos;
    const { file, line } = this.positions[pos]!;
    return file === "" ? undefined : `.loc ${this.numbers.get(file)} ${line}`;
  }
}
