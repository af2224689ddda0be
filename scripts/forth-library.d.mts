import type { Plugin as EsbuildPlugin } from "esbuild";
import type { Plugin as VitePlugin } from "vite";
export const LIBRARY_MODULE: string;
export function libraryModule(): string;
export const esbuildLibrary: EsbuildPlugin;
export const viteLibrary: VitePlugin;
