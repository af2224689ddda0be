/** Types of build-runtime.mjs, for tests. */
export interface RuntimeSources {
  flags: string[];
  sources: string[];
  systems: Record<
    string,
    {
      flags: string[];
      link: string[];
      sources: string[];
      /** Those that have flags of their own, and these. */
      quick?: { sources: string[]; flags: string[] };
    }
  >;
  architectures: Record<string, { sources: string[]; flags: string[] }>;
  targets: Record<
    string,
    { architecture: string; system: string; tools?: string; triple?: string; flags?: string[] }
  >;
  variants: Record<string, { system: string; instead: Record<string, string>; flags?: string[] }>;
}
export function readSources(): Promise<RuntimeSources>;
export function buildRuntime(
  outDir: string,
  options?: { flags?: string[]; platform?: string; target?: string; pie?: boolean },
): Promise<string>;
