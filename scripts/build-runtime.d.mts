/** Types of build-runtime.mjs, for tests. */
export interface RuntimeSources {
  flags: string[];
  link: string[];
  sources: string[];
  platforms: Record<string, string[]>;
  architectures: Record<string, { tools: string; sources: string[]; flags: string[]; link: string[] }>;
  targets: Record<string, string>;
}
export const DEFAULT_TARGET: string;
export function readSources(): Promise<RuntimeSources>;
export function buildRuntime(
  outDir: string,
  options?: { flags?: string[]; platform?: string; target?: string },
): Promise<string>;
