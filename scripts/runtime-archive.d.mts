export function makeRuntimeArchives(options?: { needsAll?: boolean }): void;
/** Of texts and bytes: 16 digits. */
export function hash(...parts: (string | Uint8Array)[]): string;
