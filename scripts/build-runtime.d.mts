/** Types of build-runtime.mjs, for tests. */
export interface RuntimeSources {
  flags: string[];
  link: string[];
  sources: string[];
  platforms: Record<string, string[]>;
  architectures: Record<string, string[]>;
}
export function readSources(): Promise<RuntimeSources>;
export function buildRuntime(
  outDir: string,
  options?: { cc?: string; flags?: string[]; platform?: string; architecture?: string },
): Promise<string>;
